"""F1 of spans beside nervaluate, and unitizing alphas while a text grows, for `benchmarks.agreement`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import log
from typing import Any

from corpus_tools.agreement import Comparison, Parameters, Rows, find

from . import measure
from .elsewhere import asked
from .gamma import Size, annotated
from .measure import Bar, Row

STRICT, SCHEMES = ("f1-exact",), ("f1-exact", "f1-span", "f1-partial", "f1-type")
"""Ours for the schemes strict, exact, partial and ent_type of SemEval 2013."""
ALPHAS = ("alpha-u", "alpha-u-bar", "alpha-cu", "alpha-ku")
Corpus = tuple[int, int]
"""Articles, and units of each."""


def figures(names: Iterable[str], articles: Sequence[Comparison]) -> list[float]:
    """Figures of some articles by their measures."""
    found = []
    for name in names:
        one, parameters = find(name), Parameters()
        rows = Rows.of([one.count(article, parameters) for article in articles])
        found.append(float(one.value(rows.total, parameters)[0]))
    return found


def beside_nervaluate(corpora: Sequence[Corpus], rounds: int, pythons: Iterable[str]) -> Iterator[Row]:
    """Part 4: F1 over a corpus of two annotators; nervaluate has all four schemes or none."""
    part = "4. F1 of spans, CPU"
    made = [[annotated(Size(2, units), number, moved=0.1) for number in range(articles)] for articles, units in corpora]
    question = {"rounds": rounds, "corpora": [_documents(articles) for articles in made]}
    theirs = asked("nervaluate", "nervaluate", question, pythons)
    for (count, units), articles in zip(corpora, made, strict=True):
        named = {"strict": STRICT, "four": SCHEMES}
        ours = {name: partial(measure.timed, partial(figures, some, articles)) for name, some in named.items()}
        what = f"{count:,} × {units:,} spans"
        cpu = measure.interleaved(ours, rounds, f"F1, {what}")
        if peer := next(theirs, None):
            notes = f"strict: {figures(STRICT, articles)[0]:.4f}, nervaluate {peer['f1']:.4f}"
            yield Row(part, f"{what}, nervaluate, four schemes", peer["cpu"] * 1000, "ms", notes=notes)
            strict, four = (peer["cpu"] / cpu[name] for name in named)
            yield Row(part, f"{what}, f1-exact", cpu["strict"] * 1000, "ms", strict, "as fast", Bar(10, at_least=True))
            yield Row(part, f"{what}, the same four", cpu["four"] * 1000, "ms", four, "as fast")


def _documents(articles: Iterable[Comparison]) -> list[list[list[dict[str, Any]]]]:
    """Both readings as nervaluate has them, where the end of a span is its last character."""
    return [
        [
            [{"label": item.type, "start": item.place[0][0], "end": item.place[0][1] - 1} for item in reading.items]
            for reading in side
        ]
        for side in zip(*(article.readings for article in articles), strict=True)
    ]


def unitizing(sizes: Sequence[int], rounds: int) -> Iterator[Row]:
    """Part 5: how the cost of all four unitizing alphas grows, as an exponent."""
    part = "5. Unitizing alphas while the text grows, CPU"
    runs = {f"2 annotators × {units:,} segments": partial(_unitized, units) for units in sizes}
    cpu = measure.interleaved(runs, min(3, rounds), "unitizing alphas")
    (*_, (last, most)) = cpu.items()
    for what, seconds in cpu.items():
        if what != last:
            yield Row(part, what, seconds, "s")
    first = next(iter(cpu.values()))
    exponent = log(most / first) / log(sizes[-1] / sizes[0])
    yield Row(part, last, most, "s", exponent, "(exponent)", Bar(1.2), f"from {sizes[0]:,} segments")


def _unitized(units: int) -> float:
    articles = [annotated(Size(2, units))]
    return measure.timed(partial(figures, ALPHAS, articles))
