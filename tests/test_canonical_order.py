"""Canonical form does not depend on the order in which things were found, nor on what was written before."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from corpus_tools.canonical import Writer, canonical, canonical_record
from corpus_tools.decode import record_from

from .generators import record

TEXT = "Ada and Ben wrote to Charles."


def span(words: str) -> dict[str, Any]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}


def lost(name: str, path: str) -> dict[str, Any]:
    quote = {"id": name, "type": "direct", "content": [span("Ada")]}
    return {"kind": "quote", "annotation": quote, "path": path, "context": [{"start": 0, "prefix": "", "suffix": ""}]}


def event(*arguments: dict[str, Any]) -> dict[str, Any]:
    return {"id": "e1", "type": "Contact", "trigger": [span("wrote")], "arguments": list(arguments)}


ALIKE: list[tuple[str, list[dict[str, Any]]]] = [
    ("unanchored", [lost("q1", "/cue"), lost("q1", "/content"), lost("q10", ""), lost("q2", "")]),
    (
        "arguments",
        [
            {"role": "topic", "spans": [span("Ada"), span("Charles")]},
            {"role": "topic", "spans": [span("Ada"), span("Ben"), span("Charles")]},
            {"role": "actor", "filler": "t1", "implicit": True},
            {"role": "actor", "filler": "t1"},
        ],
    ),
]


@pytest.mark.parametrize(("array", "items"), ALIKE)
def test_items_that_are_nearly_the_same_have_one_order(array: str, items: list[dict[str, Any]]) -> None:
    found = set()
    for seed in range(20):
        shuffled = deepcopy(items)
        Random(seed).shuffle(shuffled)
        layer = {"annotator": "ada"} | ({"events": [event(*shuffled)]} if array == "arguments" else {array: shuffled})
        found.add(canonical(json.dumps({"format_version": "1.0", "id": "a", "text": TEXT, "layers": [layer]})))
    assert len(found) == 1


def test_versions_are_written_as_if_each_were_the_first() -> None:
    for seed in range(100):
        one, writer = record_from(record(Random(seed))), Writer()
        for version in (one, replace(one, layers=one.layers[:1]), replace(one, layers=one.layers[::-1]), one):
            assert writer.write(version) == canonical_record(version)
