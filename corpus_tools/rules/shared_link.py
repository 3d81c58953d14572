"""Two chains of a layer are linked to the same entry of a knowledge base.

The entry is one thing, and a chain holds all mentions of one thing, so either the two chains are one or one of the
links is wrong. Nothing is said of chains of two kinds, nor of vocabularies whose entries are subjects rather than
things: the option `subjects` lists their prefixes. `NIL` is no entry.

Fails:

    {"text": "Norhaven voted. The town cheered.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "GPE", "chain": "c2", "spans": [{"start": 16, "end": 24, "text": "The town"}]}],
     "chains": [{"id": "c1", "kind": "entity", "links": ["wikidata:Q64"]},
                {"id": "c2", "kind": "entity", "links": ["wikidata:Q64"]}]}

Passes:

    {"text": "Norhaven voted. The town cheered.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "GPE", "chain": "c1", "spans": [{"start": 16, "end": 24, "text": "The town"}]}],
     "chains": [{"id": "c1", "kind": "entity", "links": ["wikidata:Q64"]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Chain
from ..text import quoted
from ._chains import entries, first_words, joined
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        links = [(chain.kind, link) for chain in layer.chains for link in chain.links or ()]
        if len(set(links)) < len(links):
            yield from _shared(view, layer)


def _shared(view: View, layer: LayerView) -> Iterator[Problem]:
    subjects = tuple(prefix + ":" for prefix in view.option(RULE, "subjects"))
    seen: dict[object, Chain] = {}
    for chain in layer.chains:
        links = [link for link in entries(chain) if not link.startswith(subjects)]
        shared = [link for link in links if seen.setdefault((chain.kind, link), chain) is not chain]
        if shared and seen[chain.kind, shared[0]].id != chain.id:
            yield _problem(view, layer, seen[chain.kind, shared[0]], chain, shared[0])


def _problem(view: View, layer: LayerView, first: Chain, chain: Chain, link: str) -> Problem:
    fix, changes = joined(view, layer, first, chain)
    return Problem(
        on=chain,
        at=("links", (chain.links or []).index(link)),
        message=f"the chains {quoted(first.id)} and {quoted(chain.id)} are both linked to {quoted(link)}",
        span=first_words(view, layer, chain),
        fix=fix,
        changes=changes,
        related=[(first, "the first with that link")],
    )


RULE = Rule(
    code="CHN006",
    name="shared-link",
    severity="warning",
    level=5,
    check=check,
    fix="propose",
    options={"subjects": ["medtop"]},
)
