"""A name has another type here than nearly everywhere else in the corpus.

One of the two is mostly a slip: the same body is once an organisation and once a place. Names that really differ from
article to article (`Washington`) have no clear majority, and are left alone: the type given here has to be one of a few
against many (options `at_least` and `share`). ENT006 looks at one article, this rule at all; predictions do not count.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued, Acme lost, Acme paid.", "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]},
            {"id": "t2", "type": "ORG", "level": "name", "spans": [{"start": 11, "end": 15, "text": "Acme"}]},
            {"id": "t3", "type": "ORG", "level": "name", "spans": [{"start": 22, "end": 26, "text": "Acme"}]}]},
        {"id": "b", "text": "Acme won, Acme rose.", "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]},
            {"id": "t2", "type": "ORG", "level": "name", "spans": [{"start": 10, "end": 14, "text": "Acme"}]}]},
        {"id": "c", "text": "Acme fell.", "entities": [
            {"id": "t1", "type": "GPE", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued.", "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "c", "text": "Acme fell.", "entities": [
            {"id": "t1", "type": "GPE", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]}]}
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from ..findings import Path
from ..text import quoted
from ._corpus import Article, CorpusView, Spot
from ._corpus_names import names
from ._rule import Problem, Rule
from ._view import View


def gather(view: View) -> list[list[Any]] | None:
    """Each name of the record with its type, how often it has it, and where first."""
    return names(view) or None


def check(corpus: CorpusView) -> Iterator[Problem]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: defaultdict[tuple[str, str], list[tuple[Article, Path]]] = defaultdict(list)
    for article, found in corpus.facts("COR008"):
        for name, type_, count, path in found:
            counts[name][type_] += count
            places[name, type_].append((article, tuple(path)))
    for name, types in counts.items():
        (usual, number), *others = types.most_common()
        if (
            others
            and number >= corpus.option(RULE, "at_least")
            and number >= corpus.option(RULE, "share") * types.total()
        ):
            for type_, _ in others:
                for article, path in places[name, type_]:
                    first = Spot(*places[name, usual][0])
                    yield _problem(name, Spot(article, path), type_, usual, number, first)


def _problem(name: str, spot: Spot, type_: str, usual: str, number: int, first: Spot) -> Problem:
    return Problem(
        on=spot,
        at=("type",),
        message=f"{quoted(name)} is {type_} here, and {usual} {number} times in the corpus",
        related=[(first, f"{usual} here")],
    )


RULE = Rule(
    code="COR008",
    name="minority-type",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
    options={"at_least": 5, "share": 0.8},
)
