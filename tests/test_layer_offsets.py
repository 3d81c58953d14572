"""Offsets that other software would have written: one finding a layer, and a fix that brings back the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.canonical import canonical
from corpus_tools.findings import Finding
from corpus_tools.fixing import fix
from corpus_tools.store import Source
from corpus_tools.store.manifest import Surroundings
from corpus_tools.text import utf8_length, utf16_length
from corpus_tools.validation import Selection, check

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
WAYS: dict[str, Callable[[str, int, int], tuple[int, int]]] = {
    "UTF-16 units": lambda text, start, end: (utf16_length(text[:start]), utf16_length(text[:end])),
    "UTF-8 bytes": lambda text, start, end: (utf8_length(text[:start]), utf8_length(text[:end])),
    "line ends as two characters": lambda text, *place: tuple(at + text.count("\n", 0, at) for at in place),
    "the last character": lambda text, start, end: (start, end - 1),
    "1 too far to the right": lambda text, start, end: (start + 1, end + 1),
    "400 too far to the right": lambda text, start, end: (start + 400, end + 400),
    "7 too far to the left": lambda text, start, end: (start - 7, end - 7) if start >= 1000 else (start, end),
}
"""How software counts the start and the end of a span, by the words of the finding."""


def spans(part: Any) -> Iterator[dict[str, Any]]:
    """Every span below a part of a record."""
    if isinstance(part, dict) and {"start", "end", "text"} <= part.keys():
        yield part
    elif isinstance(part, dict | list):
        for value in part.values() if isinstance(part, dict) else part:
            yield from spans(value)


def written(record: dict[str, Any], way: str) -> tuple[bytes, list[str]]:
    """The record with the spans of its layers counted in that way, and the layers in which several have moved."""
    changed = []
    for layer in record["layers"]:
        moved = 0
        for span in spans(layer):
            before = span["start"], span["end"]
            span["start"], span["end"] = WAYS[way](record["text"], *before)
            moved += before != (span["start"], span["end"])
        changed += [layer.get("id", layer.get("annotator"))] * (moved >= 3)
    return canonical(json.dumps(record)).encode(), changed


@pytest.mark.parametrize(
    ("name", "way"),
    [
        *(("festival-emoji", way) for way in WAYS),
        ("safqat-qamh", "UTF-8 bytes"),
        ("belediye-metro", "UTF-8 bytes"),
        ("port-strike", "7 too far to the left"),
    ],
)
def test_a_whole_layer_counted_otherwise(name: str, way: str) -> None:
    path = ARTICLES / f"{name}.json"
    tagsets = Surroundings().tagsets(str(path))

    def check_bytes(data: bytes) -> list[Finding]:
        return list(check(Source(str(path), data), tagsets, Selection()))

    sound = path.read_bytes()
    wrong, layers = written(json.loads(sound), way)
    found = check_bytes(wrong)
    assert [finding.code for finding in found] == ["SPN011"] * len(layers), [f.message for f in found]
    assert {finding.layer for finding in found} == set(layers)
    assert all(way in finding.message for finding in found), [finding.message for finding in found]
    assert fix(wrong, check_bytes, ["safe"]).data == sound


def test_every_way_shows_in_an_article_with_emoji() -> None:
    shown = [written(json.loads((ARTICLES / "festival-emoji.json").read_bytes()), way)[1] for way in WAYS]
    assert all(shown), "the tests above would prove nothing"
