"""One entry of a knowledge base stands for things of different types, or one name is linked to two entries.

The corpus would say that a person is a place, or that one name means two people; sometimes that is so (two people of
one name), mostly an id was copied from the line above. CHN006 looks at one article, this rule at all. `NIL` links say
that there is no entry, and are left out.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Ada wrote.", "chains": [
            {"id": "c1", "kind": "entity", "type": "PER", "name": "Ada", "links": ["wikidata:Q7259"]}]},
        {"id": "b", "text": "Rome voted.", "chains": [
            {"id": "c1", "kind": "entity", "type": "GPE", "name": "Rome", "links": ["wikidata:Q7259"]}]}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Ada wrote.", "chains": [
            {"id": "c1", "kind": "entity", "type": "PER", "name": "Ada", "links": ["wikidata:Q7259"]}]},
        {"id": "b", "text": "Ada read.", "chains": [
            {"id": "c1", "kind": "entity", "type": "PER", "name": "Ada Lovelace", "links": ["wikidata:Q7259"]}]}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..text import quoted
from ._corpus import CorpusView, Spot
from ._rule import Problem, Rule
from ._view import View


def gather(view: View) -> list[list[Any]] | None:
    """Every link of an entity chain with the type and the name that the chain has."""
    found: dict[tuple[str, str, str], list[Any]] = {}
    for layer in view.layers:
        for index, chain in enumerate(layer.layer.chains or ()):
            for link in chain.links or () if chain.kind == "entity" else ():
                if not link.endswith(":NIL"):
                    at = ["layers", layer.index, "chains", index]
                    found.setdefault((link, chain.type or "", chain.name or ""), at)
    return [[*named, path] for named, path in found.items()] or None


def check(corpus: CorpusView) -> Iterator[Problem]:
    by_link: defaultdict[str, dict[str, Spot]] = defaultdict(dict)
    by_name: defaultdict[tuple[str, str, str], dict[str, Spot]] = defaultdict(dict)
    for article, links in corpus.facts("COR010"):
        for link, type_, name, path in links:
            spot = Spot(article, tuple(path))
            if type_:
                by_link[link].setdefault(type_, spot)
            if type_ and name:
                by_name[name, type_, link.partition(":")[0]].setdefault(link, spot)
    for link, types in by_link.items():
        yield from _clashes(types, lambda one, other, link=link: f"{quoted(link)} is {other} here, and {one} elsewhere")
    for (name, _, _), links_of in by_name.items():
        what = quoted(name)
        yield from _clashes(links_of, lambda one, other, what=what: f"{what} is {other} here, and {one} elsewhere")


def _clashes(found: dict[str, Spot], say: Any) -> Iterator[Problem]:
    """Each value after the first, said against the first; those in one article are told there."""
    (first, place), *others = found.items()
    for other, spot in others:
        if spot.document is not place.document:
            yield Problem(on=spot, at=("links",), message=say(first, other), related=[(place, f"{first} here")])


RULE = Rule(
    code="COR010",
    name="clashing-link",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
)
