"""cassis as an oracle: what we write, it reads with the same places and labels; what it writes, we read."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import pytest

from corpus_tools.formats import Format, Ledger, Settings, find, narrow
from corpus_tools.model import Record

from . import generators
from .conversions import plain, read, record_of, write

cassis = pytest.importorskip("cassis")

NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TEXT = "👍 Lea Ørn met n̈o👩‍👩‍👧 Tom."
"""In which UTF-16 units, code points and characters as readers see them all differ."""
BOTH = pytest.mark.parametrize("format", [find("xmi"), find("cas-json")], ids=lambda format: str(format.name))


def mention(number: int, words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "id": f"t{number}",
        "type": "PER",
        "spans": [{"start": start, "end": start + len(words), "text": words}],
        **more,
    }


def loaded(files: dict[str, bytes], format: Format) -> Any:
    """The only CAS in files, as cassis has it."""
    data = next(data for name, data in files.items() if not name.endswith("TypeSystem.xml"))
    if format.name == "cas-json":
        return cassis.load_cas_from_json(data.decode())
    return cassis.load_cas_from_xmi(io.BytesIO(data), cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"])))


def written(record: Record, format: Format) -> dict[str, bytes]:
    return write([record], format, Settings(), Ledger())


@BOTH
def test_cassis_finds_the_same_words_and_labels(format: Format) -> None:
    entities = [mention(1, "Lea Ørn"), mention(2, "n̈o"), mention(3, "Tom", chain="c1")]
    layer = {
        "annotator": "ada",
        "entities": entities,
        "chains": [{"id": "c1", "kind": "entity", "links": ["wikidata:Q5"]}],
    }
    cas = loaded(written(record_of({"id": "x", "text": TEXT, "layers": [layer]}), format), format)
    found = [(one.get_covered_text(), one.value, one.identifier) for one in cas.select(NAMED_ENTITY)]
    assert found == [("Lea Ørn", "PER", None), ("n̈o", "PER", None), ("Tom", "PER", "http://www.wikidata.org/entity/Q5")]
    assert cas.typecheck() == []


@BOTH
def test_cassis_finds_what_has_slots(format: Format) -> None:
    event = {"id": "e1", "type": "Meet", "trigger": mention(9, "met")["spans"], "attributes": {"tense": "past"}}
    event["arguments"] = [{"role": "who", "filler": "t1"}, {"role": "whom", "spans": mention(9, "Tom")["spans"]}]
    layer = {"annotator": "ada", "entities": [mention(1, "Lea Ørn")], "events": [event]}
    cas = loaded(written(record_of({"id": "x", "text": TEXT, "layers": [layer]}), format), format)
    (found,) = cas.select("webanno.custom.Meet")
    slots = [(slot.role, slot.target.get_covered_text()) for slot in found.Arguments.elements]
    assert (found.get_covered_text(), found.tense, slots) == ("met", "past", [("who", "Lea Ørn"), ("whom", "Tom")])


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_cassis_finds_every_span_of_whole_records(format: Format, seed: int) -> None:
    record = record_of(generators.record(Random(seed)))
    for layer in narrow(record, format, Settings()).record.layers:
        cas = loaded(write([record], format, Settings(layer=layer.name), Ledger()), format)
        places = {(one.begin, one.end) for one in cas.select_all_annotations()}
        spans = [span for entity in layer.entities or () for span in entity.spans]
        assert cas.sofa_string == record.text
        assert {(span.start, span.end) for span in spans} <= places


@BOTH
@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_what_cassis_writes_is_read(format: Format) -> None:
    system = cassis.load_dkpro_core_typesystem()
    cas = cassis.Cas(typesystem=system)
    cas.sofa_string = TEXT
    start = TEXT.index("Tom")
    cas.add(system.get_type(NAMED_ENTITY)(begin=start, end=start + 3, value="PER"))
    if format.name == "cas-json":
        files = {"x.json": cas.to_json().encode()}
    else:
        files = {"x.xmi": cas.to_xmi().encode(), "TypeSystem.xml": system.to_xml().encode()}
    (found,) = read(files, format)
    assert plain(found.record)["layers"] == [{"annotator": "imported", "entities": [mention(1, "Tom")]}]
    assert found.losses == []


@pytest.mark.parametrize("seed", range(20, 24))
def test_rows_xmi_and_json_hold_the_same(seed: int) -> None:
    record = record_of(generators.record(Random(seed)))
    tokenized = narrow(record, find("webanno"), Settings()).record
    kept = []
    for name in ("webanno", "xmi", "cas-json"):
        (found,) = read(written(tokenized, find(name)), find(name))
        kept.append(plain(found.record))
    assert kept[0] == kept[1] == kept[2]
