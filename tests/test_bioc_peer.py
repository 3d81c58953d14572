"""The `bioc` library loads what we write and finds the same; we load what it writes."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from corpus_tools.formats import Ledger, Settings, find, narrow
from corpus_tools.model import Record

from . import generators
from .conversions import plain, read, record_of, write

biocxml = pytest.importorskip("bioc.biocxml")
biocjson = pytest.importorskip("bioc.biocjson")
PEERS = {"bioc-xml": biocxml, "bioc-json": biocjson}
SETTINGS = Settings()


def records() -> list[Record]:
    return [record_of({**generators.record(Random(seed)), "id": f"a{seed}"}) for seed in range(30)]


def loaded(format: str) -> Any:
    [data] = write(records(), find(format), SETTINGS, Ledger()).values()
    return PEERS[format].loads(data.decode())


@pytest.mark.parametrize("format", PEERS)
def test_the_library_finds_the_mentions_that_we_wrote(format: str) -> None:
    for document, record in zip(loaded(format).documents, records(), strict=True):
        kept = narrow(record, find(format), SETTINGS).record
        annotations = {one.id.rpartition(":")[2]: one for one in document.annotations}
        for passage in document.passages:
            parts = [passage, *passage.sentences]
            annotations |= {
                f"{one.infons.get('annotator')}:{one.id.rpartition(':')[2]}": one
                for part in parts
                for one in part.annotations
            }
        for layer in kept.layers:
            for entity in layer.entities or ():
                found = annotations[f"{layer.name}:{entity.id}"]
                places = [(one.offset, one.end) for one in found.locations]
                assert places == [(span.start, span.end) for span in entity.spans]
                assert found.infons["type"] == entity.type
                assert found.text == " ".join(span.text for span in entity.spans)


@pytest.mark.parametrize("format", PEERS)
def test_we_read_what_the_library_writes_as_what_we_wrote(format: str) -> None:
    data = PEERS[format].dumps(loaded(format))
    name = "corpus" + find(format).suffixes[0]
    again = [marked(one.record) for one in read({name: data.encode()}, find(format))]
    assert again == [marked(narrow(record, find(format), SETTINGS).record) for record in records()]


def marked(record: Record) -> list[Any]:
    """The text and what is marked in it; of infons that are given several times, the library keeps the last."""
    tree = plain(record)
    parts = [
        [layer["annotator"], array, one["id"], one["type"], one.get("spans", one.get("trigger", one.get("content")))]
        for layer in tree["layers"]
        for array in ("entities", "events", "quotes", "relations")
        for one in layer.get(array, ())
    ]
    return [tree["text"], tree.get("sections"), tree.get("segmentation"), *parts]
