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

from msgspec import Struct

from ..model import Chain
from ..tagset_file import KnowledgeBase
from ..text import quoted
from ._labels import listing
from ._near import near_name
from ._patterns import SECONDS, misfits
from ._rule import Problem, Rule
from ._view import View


class Link(Struct, frozen=True):
    """One link of a chain, taken apart at its first colon."""

    chain: Chain
    index: int
    prefix: str
    entry: str


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        linked = [chain for chain in layer.chains if chain.links] if layer.tagset else None
        if linked and layer.tagset:
            yield from _problems(view, layer.tagset.kbs, list(_links(linked)))


def _links(linked: Iterable[Chain]) -> Iterator[Link]:
    for chain in linked:
        for index, link in enumerate(chain.links or ()):
            prefix, _, entry = link.partition(":")
            yield Link(chain, index, prefix, entry)


def _problems(view: View, kbs: dict[str, KnowledgeBase], links: list[Link]) -> Iterator[Problem]:
    unknown = [link for link in links if link.prefix not in kbs]
    for link in unknown:
        yield _problem(link, _unknown(link.prefix, kbs, len(unknown)))
    known = [(link, kbs[link.prefix].pattern, link.entry) for link in links if link.prefix in kbs]
    for link, given_up in misfits(view, known):
        yield _problem(link, _misfit(kbs[link.prefix], link.entry, given_up))


def _problem(link: Link, message: str) -> Problem:
    return Problem(on=link.chain, at=("links", link.index), message=message)


def _unknown(prefix: str, kbs: dict[str, KnowledgeBase], asked: int) -> str:
    hint = near_name(prefix, kbs, asked) or (f"; it has {listing(kbs)}" if kbs else "")
    return f"the tag set has no knowledge base {quoted(prefix)}{hint}"


def _misfit(kb: KnowledgeBase, entry: str, given_up: bool) -> str:
    if given_up:
        return f"the pattern of {quoted(kb.prefix)} was given up after {SECONDS} seconds on {quoted(entry)}"
    return f"{quoted(entry)} is no entry of {quoted(kb.prefix)}, which matches {quoted(kb.pattern, 120)}"


RULE = Rule(code="CHN005", name="chain-link", severity="error", level=5, check=check)
