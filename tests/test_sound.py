"""Records that readers call sound are not checked again, so they must fit the schema whatever the source says."""

from __future__ import annotations

import io
import json
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import decode
from corpus_tools.errors import FormatError
from corpus_tools.formats import File, Read, Settings, find

_WORDS = st.text(min_size=1, max_size=12)
_NAMES = st.text(max_size=60) | st.sampled_from(["PER", "t1", "ada", "Org-Arg", "Ada L."])
_MARKS = st.lists(st.tuples(_NAMES, _NAMES, _NAMES, st.integers(0, 12), st.integers(0, 6)), max_size=5)


def _bioc(text: str, marks: Any) -> Any:
    annotations = [
        {
            "id": name,
            "infons": {"type": kind, "annotator": annotator},
            "text": text[start : start + length],
            "locations": [{"offset": start, "length": length}],
        }
        for name, kind, annotator, start, length in marks
    ]
    passage = {"offset": 0, "infons": {}, "text": text, "annotations": annotations, "relations": [], "sentences": []}
    document = {"id": text, "infons": {}, "passages": [passage], "annotations": [], "relations": []}
    return {"source": "", "date": "", "key": "", "infons": {}, "documents": [document]}


def _bdoc(text: str, marks: Any) -> Any:
    sets: dict[str, Any] = {}
    for number, (_, kind, annotator, start, length) in enumerate(marks):
        one = {"type": kind, "start": start, "end": start + length, "id": number, "features": {}}
        sets.setdefault(annotator, {"name": annotator, "annotations": [], "next_annid": 0})["annotations"].append(one)
    return {"annotation_sets": sets, "text": text, "features": {}, "offset_type": "p", "name": ""}


def _reads(format: str, source: Any, settings: Settings) -> list[Read]:
    file = File("a.json", partial(io.BytesIO, json.dumps(source).encode()))
    read = find(format).read
    assert read
    try:
        return list(read([file], settings))
    except FormatError:
        return []


@pytest.mark.parametrize(("format", "spelled"), [("bioc-json", _bioc), ("gate-json", _bdoc)])
@given(text=_WORDS, marks=_MARKS, annotator=_NAMES)
def test_what_is_called_sound_fits_the_schema(format: str, spelled: Any, text: str, marks: Any, annotator: str) -> None:
    for found in _reads(format, spelled(text, marks), Settings(annotator=annotator)):
        if found.sound:
            assert decode.decode(msgspec.json.encode(found.record)) == found.record


@pytest.mark.parametrize(("format", "spelled"), [("bioc-json", _bioc), ("gate-json", _bdoc)])
def test_mentions_and_nothing_more_are_sound(format: str, spelled: Any) -> None:
    marks = [("t1", "PER", "ada", 0, 4), ("t2", "ORG", "bob", 5, 5)]
    for name in ("ada", "", "Ada L."):
        (found,) = _reads(format, spelled("Mira waved", [(*one[:2], name, *one[3:]) for one in marks]), Settings())
        assert found.sound
    (found,) = _reads(format, spelled("Mira waved", [("t1", "PER", "", 0, 4)]), Settings(annotator="no name"))
    assert not found.sound
