"""gatenlp loads what we write and finds the same annotations in the same sets."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from corpus_tools.formats import Ledger, Settings, find, narrow

from . import generators
from .conversions import record_of, write

gatenlp = pytest.importorskip("gatenlp")
SETTINGS = Settings()
GATE = find("gate-xml")


@pytest.mark.parametrize("seed", range(20))
def test_the_library_finds_the_mentions_that_we_wrote(tmp_path: Path, seed: int) -> None:
    record = record_of({**generators.record(Random(seed)), "id": "a"})
    kept = narrow(record, GATE, SETTINGS).record
    [data] = write([record], GATE, SETTINGS, Ledger()).values()
    (tmp_path / "a.xml").write_bytes(data)
    document = gatenlp.Document.load(str(tmp_path / "a.xml"), fmt="gatexml")
    assert document.text == kept.text
    for layer in kept.layers:
        found = {(one.start, one.end, one.type) for one in document.annset(layer.name)}
        wanted = {(one.spans[0].start, one.spans[0].end, one.type) for one in layer.entities or ()}
        assert wanted <= found
