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
from ._view import ARRAYS, LayerView, View

_TRAIN = "train"
_TEST = ("test", "dev", "validation", "valid", "eval")


def gather(view: View) -> list[list[Any]]:
    """The types of the record, each with its kind and where it occurs first."""
    gold = [layer for layer in view.layers if layer.layer.role == "gold"]
    human = [layer for layer in view.layers if layer.layer.role != "prediction"]
    found: dict[tuple[str, str], list[Any]] = {}
    for layer in gold or human:
        for kind, array, name, index in _types(layer):
            found.setdefault((kind, name), ["layers", layer.index, array, index, "type"])
    return [[kind, name, path] for (kind, name), path in found.items()]


def _types(layer: LayerView) -> Iterator[tuple[str, str, str, int]]:
    for array, kind in ARRAYS.items():
        if kind != "chain":
            for index, part in enumerate(getattr(layer.layer, array) or ()):
                yield kind, array, part.type, index


def check(corpus: CorpusView) -> Iterator[Problem]:
    facts = list(corpus.facts("COR005"))
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
