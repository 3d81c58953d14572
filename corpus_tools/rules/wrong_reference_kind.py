"""A reference leads to a kind of annotation that it may not lead to.

`chain` and `members` lead to chains, `source` and `addressee` to entities or chains, the `filler` of an event's
argument to entities, events, quotes or chains, and that of a relation's argument to entities, events or quotes.
Which types a role takes is another matter (EVT002, REL002, QUO006). Ids used twice are left to IDS001.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "chain": "t1", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "chain": "c1", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Charles"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._ids import ambiguous
from ._references import Reference, kind_found, loose
from ._rule import Problem, Rule
from ._view import LayerView, View

ORDER = ("entity", "event", "quote", "relation", "chain")


def check(view: View) -> Iterator[Problem]:
    for layer, reference in loose(view):
        kind = kind_found(layer, reference)
        unclear = reference.to in layer.hidden or (layer.index, reference.to) in ambiguous(view)
        if kind and kind not in reference.kinds and not unclear:
            yield _problem(layer, reference, kind)


def _problem(layer: LayerView, reference: Reference, kind: str) -> Problem:
    target = layer.by_id.get(reference.to) or layer.unanchored[reference.to]
    chain = getattr(target, "chain", None)
    wanted = [_with_article(kind) for kind in ORDER if kind in reference.kinds]
    return Problem(
        on=reference.owner,
        at=reference.at,
        message=f"{quoted(reference.to)} is {_with_article(kind)}; {_or(wanted)} was expected",
        fix=f"name its chain, {quoted(chain)}" if chain and reference.kinds == {"chain"} else None,
        related=[(target, f"this is {_with_article(kind)}")],
    )


def _with_article(kind: str) -> str:
    return f"an {kind}" if kind in ("entity", "event") else f"a {kind}"


def _or(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


RULE = Rule(code="REF002", name="wrong-reference-kind", severity="error", level=3, check=check)
