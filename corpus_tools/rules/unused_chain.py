"""A chain has no mentions, no links and no members, and nothing refers to it.

It is mostly left over from mentions that were removed or moved to another chain, and counts as a thing that the article
never names. Drop it, or put its mentions into it. A chain that fills a role or is a source stands for something, even
without mentions. Nothing is said where something of the layer cannot be read, lost its place in the text, or refers to
something that is not there, since the chain may be meant.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}, {"id": "c2", "kind": "entity", "name": "Charles"}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Fix
from ..model import Chain
from ..text import quoted
from ._changes import drop
from ._references import unknown
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import ARRAYS, LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        columns = layer.all_columns
        unused = set(columns.chain_ids) - columns.chain_refs - columns.filler_refs
        if unused and _is_known(view, layer):
            unused -= _named_elsewhere(view, layer)
            yield from (_problem(chain) for chain in layer.chains if chain.id in unused and _is_empty(chain))


def _is_known(view: View, layer: LayerView) -> bool:
    """Whether all that may refer to a chain is there, and says rightly what it refers to."""
    is_lost = layer.hidden or layer.layer.unanchored or is_unread(view, *ARRAYS, "unanchored")
    return not is_lost and all(other is not layer for other, _ in unknown(view))


def _named_elsewhere(view: View, layer: LayerView) -> set[str]:
    """Ids that quotes, groups, conflicts and annotations made from others refer to."""
    columns = layer.all_columns
    found = {conflict.annotation for conflict in layer.layer.conflicts or ()}
    own = layer.layer.name + ":"
    origins = (name for other in view.layers for names in other.all_columns.origins for name in names)
    found |= {name.removeprefix(own) for name in origins if name.startswith(own)}
    return found.union(*columns.speakers, *columns.members, (pair.filler for pair in columns.pairs))


def _is_empty(chain: Chain) -> bool:
    return not (chain.links or chain.members)


def _problem(chain: Chain) -> Problem:
    name = f" {quoted(chain.name)}" if chain.name else ""
    says_more = chain.note or chain.attributes or chain.extensions
    return Problem(
        on=chain,
        message=f"the chain {quoted(chain.id)}{name} has no mentions, links or members, and nothing refers to it",
        fix=Fix("propose" if says_more else "safe", "drop it"),
        changes=drop(chain),
    )


RULE = Rule(code="CHN001", name="unused-chain", severity="info", level=5, check=check, fix="safe")
