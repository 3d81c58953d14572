"""A name has another type here than in nearly all other articles of the corpus.

One of the two is mostly a slip: the same body is once an organisation and once a place. Names that really differ from
article to article (`Washington`) have no clear majority, and are left alone: many articles must agree (option
`articles`), and they must be most of those that mark the name (option `share`). A type that a name has in a second
article as well is no slip but another use of the name, and is left alone too. ENT006 looks at one article, this rule
at all. Names of the gold layer count, where there is one, else those of all annotators; predictions do not, nor
mentions whose attributes `metonymy` or `nonreferring` say that they mean something else.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued.", "entities": [
            {"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "b", "text": "Acme won.", "entities": [
            {"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "c", "text": "Acme rose.", "entities": [
            {"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "d", "text": "Acme paid.", "entities": [
            {"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "e", "text": "Acme fell.", "entities": [
            {"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued.", "entities": [
            {"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "b", "text": "Acme fell.", "entities": [
            {"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]}]}
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from ..text import quoted
from ._corpus import CorpusView, Spot
from ._majority import Reading, majority
from ._rule import Problem, Rule
from ._speaking import names
from ._view import View


def gather(view: View) -> list[list[Any]] | None:
    """Each name of the record with its type, and where it has it first."""
    return names(view) or None


def check(corpus: CorpusView) -> Iterator[Problem]:
    readings: defaultdict[str, list[Reading]] = defaultdict(list)
    for article, found in corpus.facts(RULE.code):
        for name, type_, path in found:
            readings[name].append(Reading(type_, Spot(article, tuple(path))))
    least, share = corpus.option(RULE, "articles"), corpus.option(RULE, "share")
    for name, all_readings in readings.items():
        most = majority(all_readings)
        if most.times >= max(least, share * most.total):
            for other in _single(most.others):
                usual = most.usual.value
                yield Problem(
                    on=other.spot,
                    at=("type",),
                    message=f"{quoted(name)} is {other.value} here, and {usual} in {most.times} other articles",
                    related=[(most.usual.spot, f"{usual} here")],
                )


def _single(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The readings that no other place shares."""
    counts = Counter(reading.value for reading in readings)
    yield from (reading for reading in readings if counts[reading.value] == 1)


RULE = Rule(
    code="COR008",
    name="minority-type",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
    options={"articles": 4, "share": 0.8},
)
