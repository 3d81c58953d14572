"""Layers of one corpus name different versions of a tag set, or an annotator is of two kinds.

Labels of two versions cannot be compared or counted together (a patch changes no label, so it is not told); an
annotator who is a person here and a program there makes figures by kind wrong. The version and the kind that most
records have are taken for the ones that are meant.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "It rained.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "1.0.0"}}]},
        {"id": "b", "text": "It snowed.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "2.0.0"}}]}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "It rained.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "1.0.0"}}]},
        {"id": "b", "text": "It snowed.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "1.0.1"}}]}]}
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from ..findings import Path
from ..text import quoted
from ._corpus import Article, CorpusView, Spot
from ._rule import Problem, Rule
from ._view import View


def gather(view: View) -> list[list[Any]]:
    """Every tag set version and kind of annotator that the record names: what of, what it is, and where."""
    layers = enumerate(view.record.layers)
    named = [
        [f"tag set {layer.tagset.id}", layer.tagset.version.rpartition(".")[0], ["layers", index, "tagset", "version"]]
        for index, layer in layers
        if layer.tagset
    ]
    listed = enumerate(view.record.annotators or ())
    return named + [[f"annotator {a.id}", a.kind, ["annotators", index, "kind"]] for index, a in listed]


def check(corpus: CorpusView) -> Iterator[Problem]:
    seen: defaultdict[str, list[tuple[str, Article, Path]]] = defaultdict(list)
    for article, named in corpus.facts("COR004"):
        for what, value, path in named:
            seen[what].append((value, article, tuple(path)))
    for what, places in seen.items():
        counts = Counter(value for value, _, _ in places)
        if len(counts) > 1:
            yield from _problems(what, places, counts)


def _problems(what: str, places: list[tuple[str, Article, Path]], counts: Counter[str]) -> Iterator[Problem]:
    usual, number = max(counts.items(), key=lambda item: (item[1], item[0]))
    first = next(Spot(article, path) for value, article, path in places if value == usual)
    kind, _, name = what.rpartition(" ")
    for value, article, path in places:
        if value != usual:
            yield Problem(
                on=Spot(article, path),
                message=f"{kind} {quoted(name)} is {value} here, and {usual} in {number} other places",
                related=[(first, "one of them")],
            )


RULE = Rule(
    code="COR004",
    name="mixed-versions",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
)
