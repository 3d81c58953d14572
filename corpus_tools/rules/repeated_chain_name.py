"""Two chains of a layer have the same name.

A chain holds all mentions of one thing, so two of one name are mostly one thing that was begun twice, and every figure
about coreference suffers. Make them one; where two things share a name, such as a town and its team or a mother and her
daughter, give one of them a fuller name. Nothing is said where the kinds or types differ, where links show that two
things are meant, where one is a member of the other, or where both have one link, which is reported as such.

Fails:

    {"text": "Ada wrote. Ada read.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "chain": "c2", "spans": [{"start": 11, "end": 14, "text": "Ada"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}, {"id": "c2", "kind": "entity", "name": "Ada"}]}

Passes:

    {"text": "Ada wrote. Ada read.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "chain": "c1", "spans": [{"start": 11, "end": 14, "text": "Ada"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Chain
from ..text import quoted
from ._chains import bases, entries, first_words, joined
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        names = [chain.name for chain in layer.chains if chain.name]
        if len(set(names)) < len(names):
            yield from _repeated(view, layer)


def _repeated(view: View, layer: LayerView) -> Iterator[Problem]:
    seen: dict[object, Chain] = {}
    for chain in layer.chains:
        first = seen.setdefault((chain.kind, chain.name), chain) if chain.name else chain
        if first.id != chain.id and _may_be_one(first, chain):
            yield _problem(view, layer, first, chain)


def _problem(view: View, layer: LayerView, first: Chain, chain: Chain) -> Problem:
    fix, changes = joined(view, layer, first, chain)
    both = f"the chains {quoted(first.id)} and {quoted(chain.id)} are both called"
    return Problem(
        on=chain,
        at=("name",),
        message=f"{both} {quoted(chain.name or '')}",
        span=first_words(view, layer, chain),
        fix=fix,
        changes=changes,
        related=[(first, "the first of that name")],
    )


def _may_be_one(first: Chain, other: Chain) -> bool:
    if first.type and other.type and first.type != other.type:
        return False
    if first.id in (other.members or ()) or other.id in (first.members or ()):
        return False
    return bases(entries(first)).isdisjoint(bases(entries(other)))


RULE = Rule(code="CHN003", name="repeated-chain-name", severity="warning", level=5, check=check, fix="propose")
