"""An annotation is in a chain of another kind.

A chain holds mentions of one thing: entities, events or quotes, as its `kind` says. A chain with `members` is a group
of chains, which must be of its kind too.

Fails:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "chain": "c1", "trigger": [{"start": 4, "end": 7, "text": "met"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}]}

Passes:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "chain": "c2", "trigger": [{"start": 4, "end": 7, "text": "met"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}, {"id": "c2", "kind": "event", "name": "their meeting"}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..model import Chain
from ..text import quoted
from ._labels import PLURALS
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        chains = layer.layer.chains or []
        for kind, parts, refs in _placed(layer) if chains else ():
            others = {chain.id: chain for chain in chains if chain.kind != kind} if refs else {}
            if not refs.isdisjoint(others):
                yield from (_part(kind, part, others[part.chain]) for part in parts if part.chain in others)
        grouped = [part for part in layer.chains if part.members]
        if grouped:
            yield from _members(grouped, {chain.id: chain for chain in reversed(chains)})


def _placed(layer: LayerView) -> tuple[tuple[str, Sequence[Any], set[Any]], ...]:
    columns = layer.columns
    return (
        ("entity", layer.entities, columns.entity_chain_refs),
        ("event", layer.events, columns.event_chain_refs),
        ("quote", layer.quotes, columns.quote_chain_refs),
    )


def _part(kind: str, part: Any, chain: Chain) -> Problem:
    article = "a" if kind == "quote" else "an"
    return Problem(
        on=part,
        at=("chain",),
        message=f"{quoted(chain.id)} is a chain of {PLURALS[chain.kind]}, and cannot hold {article} {kind}",
        span=words(part),
        related=[(chain, "the chain")],
    )


def _members(grouped: list[Chain], kinds: dict[str, Chain]) -> Iterator[Problem]:
    for chain in grouped:
        for index, member in enumerate(chain.members or ()):
            found = kinds.get(member)
            if found is not None and found.kind != chain.kind:
                yield Problem(
                    on=chain,
                    at=("members", index),
                    message=f"{quoted(member)} is a chain of {PLURALS[found.kind]}, not of {PLURALS[chain.kind]}",
                    related=[(found, "the member")],
                )


RULE = Rule(code="CHN004", name="chain-kind", severity="error", level=5, check=check)
