"""One entry of a knowledge base stands for things of different types or names, or one name is linked to two entries.

The corpus would say that a person is a place, or that one name means two people; sometimes that is so (two people of
one name), mostly an id was copied from the line above. What most articles say is taken for what is meant. Names differ
where, in one language, they share no word and one is not made of the initials of the other; that alone is information.
Nothing is said within one article (CHN006 is), nor of predictions, nor of `NIL`, which says that there is no entry.

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

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ..findings import Severity
from ..text import quoted
from ._chains import bases, entries
from ._corpus import CorpusView, Spot
from ._majority import Reading, majority
from ._rule import Problem, Rule
from ._speaking import indexed
from ._view import View

_WORD = re.compile(r"\w+")
Readings = defaultdict[tuple[str, ...], list[Reading]]


def gather(view: View) -> list[list[Any]] | None:
    """Every link of an entity chain with the type and name of the chain, the language, and the place of the chain."""
    found: dict[tuple[str, str, str], list[Any]] = {}
    for layer in view.layers:
        for index, part in indexed(layer, "chains") if layer.layer.role != "prediction" else ():
            for link in entries(part) if part.kind == "entity" else ():
                named = link, part.type or "", part.name or ""
                found.setdefault(named, [*named, view.language, ["layers", layer.index, "chains", index]])
    return list(found.values()) or None


def check(corpus: CorpusView) -> Iterator[Problem]:
    types, names, links = Readings(list), Readings(list), Readings(list)
    for article, found in corpus.facts(RULE.code):
        for link, type_, name, language, path in found:
            spot = Spot(article, tuple(path))
            if type_:
                types[link,].append(Reading(type_, spot))
            if name:
                names[link, type_, language.partition("-")[0]].append(Reading(name, spot))
            if type_ and name:
                links[name, type_, *bases([link])].append(Reading(link, spot))
    for (what, *_), readings in chain(types.items(), links.items()):
        yield from (_problem(what, *pair) for pair in _clashes(readings))
    for (link, *_), readings in names.items():
        pairs = _clashes(readings)
        yield from (_problem(link, *pair, severity="info") for pair in pairs if not _may_be_one(*pair))


def _clashes(readings: list[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """The usual reading and each other one, where they are in two articles."""
    most = majority(readings)
    usual = {id(reading.spot.document) for reading in readings if reading.value == most.usual.value}
    return ((most.usual, other) for other in most.others if id(other.spot.document) not in usual)


def _may_be_one(one: Reading, other: Reading) -> bool:
    """Whether two names may be those of one thing: they share a word, or one is made of the initials of the other."""
    words, others = (_WORD.findall(reading.value.casefold()) for reading in (one, other))
    initials = [("".join(word[0] for word in a), "".join(b)) for a, b in ((words, others), (others, words))]
    return not set(words).isdisjoint(others) or any(short == whole for short, whole in initials)


def _problem(what: str, usual: Reading, other: Reading, severity: Severity | None = None) -> Problem:
    return Problem(
        on=other.spot,
        at=("links",),
        message=f"{quoted(what)} is {quoted(other.value)} here, and {quoted(usual.value)} elsewhere",
        severity=severity,
        related=[(usual.spot, f"{quoted(usual.value)} here")],
    )


RULE = Rule(
    code="COR010",
    name="clashing-link",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
)
