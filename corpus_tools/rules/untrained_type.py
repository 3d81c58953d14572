"""A type occurs in a part for testing, and not in the part for training.

A model cannot learn what it never saw, and its score for that type says nothing. Move an article, or leave the type out
of the figures. Where there is a gold layer its types count, else those of all annotators; predictions do not.

Fails:

    {"manifest": {"splits": {"train": ["a"], "test": ["b"]}}, "articles": [
        {"id": "a", "text": "Ada wrote.",
         "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]},
        {"id": "b", "text": "Rome voted.",
         "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 4, "text": "Rome"}]}]}]}

Passes:

    {"manifest": {"splits": {"train": ["a"], "test": ["b"]}}, "articles": [
        {"id": "a", "text": "Rome voted.",
         "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 4, "text": "Rome"}]}]},
        {"id": "b", "text": "Oslo voted.",
         "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 4, "text": "Oslo"}]}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..text import quoted
from ._corpus import CorpusView, Spot
from ._rule import Problem, Rule
from ._speaking import indexed, speaking
from ._view import ARRAYS, View

_TRAIN = "train"
_TEST = ("test", "dev", "validation", "valid", "eval")


def gather(view: View) -> list[list[Any]] | None:
    """The types of the record, each with its kind and where it occurs first."""
    return [row for array, kind in ARRAYS.items() if kind != "chain" for row in _types(view, array)] or None


def _types(view: View, array: str) -> Iterator[list[Any]]:
    found: set[str] = set()
    for layer in speaking(view, array):
        for index, part in indexed(layer, array):
            if part.type not in found:
                found.add(part.type)
                yield [ARRAYS[array], part.type, ["layers", layer.index, array, index, "type"]]


def check(corpus: CorpusView) -> Iterator[Problem]:
    facts = list(corpus.facts(RULE.code))
    trained = {(kind, name) for a, types in facts if corpus.split_of(a) == _TRAIN for kind, name, _ in types}
    told: set[tuple[str, str]] = set()
    for article, types in facts if trained else ():
        split = corpus.split_of(article)
        for kind, name, path in types if split in _TEST else ():
            if (kind, name) not in trained and (kind, name) not in told:
                told.add((kind, name))
                yield Problem(
                    on=Spot(article, tuple(path)),
                    message=f"the {kind} type {quoted(name)} occurs in {split}, and nowhere in {_TRAIN}",
                )


RULE = Rule(
    code="COR005",
    name="untrained-type",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
)
