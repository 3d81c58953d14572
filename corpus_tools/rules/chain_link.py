"""A link of a chain names an unknown knowledge base, or an entry that cannot be.

What stands before the colon must be a knowledge base of the tag set; what follows must have the form that the tag set
gives for its entries. Whether there is such an entry is not looked up.

Fails:

    {"text": "Norhaven voted.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Norhaven", "links": ["wikidata:42"]}]}

Passes:

    {"text": "Norhaven voted.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Norhaven", "links": ["wikidata:NIL"]}]}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Chain
from ..tagset_file import KnowledgeBase
from ..text import did_you_mean, quoted
from ._labels import listing
from ._patterns import SECONDS, misfits
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        linked = [chain for chain in layer.chains if chain.links] if layer.tagset else None
        if linked and layer.tagset:
            yield from _problems(layer.tagset.kbs, linked)


def _problems(kbs: dict[str, KnowledgeBase], linked: Iterable[Chain]) -> Iterator[Problem]:
    known: list[tuple[tuple[Chain, int], str, str]] = []
    for chain in linked:
        for index, link in enumerate(chain.links or ()):
            prefix, _, entry = link.partition(":")
            if prefix in kbs:
                known.append(((chain, index), kbs[prefix].pattern, entry))
            else:
                yield _problem(chain, index, _unknown(prefix, kbs))
    for (chain, index), given_up in misfits(known):
        prefix, _, entry = (chain.links or [])[index].partition(":")
        yield _problem(chain, index, _misfit(kbs[prefix], entry, given_up))


def _problem(chain: Chain, index: int, message: str) -> Problem:
    return Problem(on=chain, at=("links", index), message=message)


def _unknown(prefix: str, kbs: dict[str, KnowledgeBase]) -> str:
    hint = did_you_mean(prefix, kbs) or (f"; it has {listing(kbs)}" if kbs else "")
    return f"the tag set has no knowledge base {quoted(prefix)}{hint}"


def _misfit(kb: KnowledgeBase, entry: str, given_up: bool) -> str:
    if given_up:
        return f"the pattern of {quoted(kb.prefix)} was given up after {SECONDS} seconds on {quoted(entry)}"
    return f"{quoted(entry)} is no entry of {quoted(kb.prefix)}, which matches {quoted(kb.pattern, 120)}"


RULE = Rule(code="CHN005", name="chain-link", severity="error", level=5, check=check)
