"""A chain is a member of itself, or chains are members of each other in a circle.

A chain with `members` is a group, such as the two towns of "both towns". A group that is in the end a part of itself
can be neither read nor counted. Take out the member that closes the circle. A chain may be in several groups, and a
group in another group.

Fails:

    {"text": "Both towns voted.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 10, "text": "Both towns"}]}],
     "chains": [{"id": "c1", "kind": "entity", "members": ["c1", "c2"]},
                {"id": "c2", "kind": "entity", "name": "Norhaven"}]}

Passes:

    {"text": "Both towns voted.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 10, "text": "Both towns"}]}],
     "chains": [{"id": "c1", "kind": "entity", "members": ["c2", "c3"]},
                {"id": "c2", "kind": "entity", "name": "Norhaven"},
                {"id": "c3", "kind": "entity", "name": "Port Ellis"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Chain
from ._chains import first_words
from ._cycles import circles, may_circle
from ._rule import Problem, Rule
from ._view import LayerView, View

_Member = tuple[Chain, int]
"""A group, and the index of one of its members."""


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        groups = {chain.id: chain for chain in reversed(layer.chains) if chain.members}
        if groups and may_circle([(one.id, member) for one in groups.values() for member in one.members or ()]):
            yield from _problems(view, layer, groups)


def _problems(view: View, layer: LayerView, groups: dict[str, Chain]) -> Iterator[Problem]:
    for path, (chain, index) in circles(reversed(groups), lambda identifier: _links(groups, identifier)):
        yield Problem(
            on=chain,
            at=("members", index),
            message=f"members lead in a circle: {' > '.join(path)}",
            span=first_words(view, layer, chain),
        )


def _links(groups: dict[str, Chain], identifier: str) -> Iterator[tuple[str, _Member]]:
    """The groups among the members of a group, each with its place."""
    chain = groups[identifier]
    return ((name, (chain, index)) for index, name in enumerate(chain.members or ()) if name in groups)


RULE = Rule(code="CHN007", name="circular-members", severity="error", level=5, check=check)
