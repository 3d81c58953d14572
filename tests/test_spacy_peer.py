"""spaCy loads what we write and finds the same spans; we load what it writes; and it learns from our file."""

from __future__ import annotations

import json
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from corpus_tools.errors import FormatError, UnreadableFile
from corpus_tools.formats import Ledger, Settings, find, narrow
from corpus_tools.formats.spacy import docbin
from corpus_tools.model import Record

from . import generators
from .conversions import plain, read, record_of, write

spacy = pytest.importorskip("spacy")
FORMAT = find("spacy")
POLICY = Settings(misaligned="split-token")
SENTENCES = ("Mira met Tom.", "Tom saw Eve Ørn 👍 there.", "Later Eve Ørn and Mira left.", "Mira waved to Tom again.")
PEOPLE = ("Mira", "Tom", "Eve Ørn")


def packed(*records: Record) -> bytes:
    return write(records, FORMAT, POLICY, Ledger())["corpus.spacy"]


def loaded(data: bytes) -> list[Any]:
    return list(spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))


def about_people(identifier: str, text: str) -> Record:
    """A record with a mention wherever a name stands."""
    places = sorted((text.find(name), name) for name in PEOPLE if name in text)
    entities = [
        {"id": f"t{number}", "type": "PER", "spans": [{"start": at, "end": at + len(name), "text": name}]}
        for number, (at, name) in enumerate(places, 1)
    ]
    return record_of({"id": identifier, "text": text, "layers": [{"annotator": "ada", "entities": entities}]})


@pytest.mark.parametrize("seed", range(20))
def test_spacy_finds_the_same_text_tokens_and_spans(seed: int) -> None:
    record = record_of(generators.record(Random(seed)))
    kept = narrow(record, FORMAT, POLICY).record
    [doc] = loaded(packed(record))
    words = [(word.idx, word.idx + len(word)) for word in doc if not word.is_space]
    assert doc.text == record.text
    assert words == [tuple(pair) for pair in (kept.segmentation.tokens or [] if kept.segmentation else [])]
    for layer in kept.layers:
        found = {(span.id_, span.label_, span.start_char, span.end_char, span.text) for span in doc.spans[layer.name]}
        entities = layer.entities or []
        assert found == {(e.id, e.type, e.spans[0].start, e.spans[0].end, e.spans[0].text) for e in entities}


def test_entities_are_those_of_the_first_layer_that_share_no_words() -> None:
    record = about_people("a", "Mira met Eve Ørn.")
    [doc] = loaded(packed(record))
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Mira", "PER"), ("Eve Ørn", "PER")]
    assert doc.user_data["article"] == "a"


def test_we_load_what_spacy_writes() -> None:
    doc = spacy.blank("en")("Mira met  Eve Ørn.\nShe left.")
    doc.set_ents([spacy.tokens.Span(doc, 3, 5, label="PER")])
    [found] = read({"x.spacy": spacy.tokens.DocBin(docs=[doc]).to_bytes()}, FORMAT)
    [layer] = found.record.layers
    assert (found.record.text, [entity.spans[0].text for entity in layer.entities or ()]) == (doc.text, ["Eve Ørn"])


def test_several_articles_come_back_as_they_were() -> None:
    records = [about_people(f"a{number}", text) for number, text in enumerate(SENTENCES)]
    found = [plain(one.record) for one in read({"x.spacy": packed(*records)}, FORMAT)]
    assert found == [plain(narrow(record, FORMAT, POLICY).record) for record in records]


def test_what_would_be_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docbin, "MAX_UNPACKED", 100)
    with pytest.raises(FormatError, match="when it is unpacked, found a larger one"):
        list(read({"x.spacy": packed(about_people("a", SENTENCES[0]))}, FORMAT))


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_damaged_file_is_an_error_or_read(at: int) -> None:
    data = bytearray(zlib.decompress(packed(about_people("a", SENTENCES[1]))))
    data[at % len(data)] ^= 0x55
    with suppress(FormatError):
        list(read({"x.spacy": zlib.compress(bytes(data))}, FORMAT))


def test_a_missing_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(about_people("a", SENTENCES[0]))
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(UnreadableFile, match=r"pip install 'corpus-tools\[spacy\]'"):
        list(read({"x.spacy": data}, FORMAT))
    with pytest.raises(UnreadableFile, match=r"corpus-tools\[spacy\]"):
        packed(about_people("a", SENTENCES[0]))


@pytest.mark.filterwarnings("ignore")
def test_spacy_learns_from_our_file(tmp_path: Path) -> None:
    (tmp_path / "train.spacy").write_bytes(packed(*(about_people(f"a{at}", text) for at, text in enumerate(SENTENCES))))
    spacy.util.fix_random_seed(1)
    model = spacy.blank("en")
    recogniser = model.add_pipe("ner", config={"model": {"tok2vec": {"width": 32, "depth": 1, "embed_size": 200}}})
    recogniser.add_label("PER")
    examples = list(spacy.training.Corpus(tmp_path / "train.spacy")(model))
    optimizer = model.initialize(lambda: examples)
    losses = [model.update(examples, sgd=optimizer)["ner"] for _ in range(30)]
    found = {entity.text for entity in model("Tom saw Eve Ørn 👍 there.").ents}
    assert losses[-1] < losses[0] / 4
    assert found == {"Tom", "Eve Ørn"}


@pytest.mark.parametrize("seed", range(20))
def test_spacy_finds_the_same_in_our_json(seed: int) -> None:
    record, format = record_of(generators.record(Random(seed))), find("spacy-jsonl")
    kept = narrow(record, format, POLICY).record
    line = json.loads(write([record], format, POLICY, Ledger())["corpus.jsonl"])
    doc = spacy.tokens.Doc(spacy.blank("en").vocab).from_json(line, validate=False)
    assert doc.text == record.text
    for layer in kept.layers:
        found = {(span.label_, span.start_char, span.end_char) for span in doc.spans[layer.name]}
        assert found == {(one.type, one.spans[0].start, one.spans[0].end) for one in layer.entities or ()}


def test_we_load_json_that_spacy_writes() -> None:
    doc = spacy.blank("en")("Mira met  Eve Ørn.\nShe left.")
    doc.set_ents([spacy.tokens.Span(doc, 3, 5, label="PER")])
    doc.spans["sc"] = [doc[0:1]]
    [found] = read({"x.jsonl": json.dumps(doc.to_json()).encode()}, find("spacy-jsonl"))
    assert found.record.text == doc.text
    assert [layer.name for layer in found.record.layers] == ["imported", "sc"]
    assert [loss.why for loss in found.losses] == ["it has no label"]
