"""The library `conllu` reads the words, spaces and brackets that we write; and we read what it writes."""

from __future__ import annotations

from random import Random

import pytest

from corpus_tools.formats import Ledger, Settings, find, narrow

from . import generators
from .conversions import plain, read, record_of, write

conllu = pytest.importorskip("conllu")
FORMAT = find("conllu")
POLICY = Settings(misaligned="split-token")


@pytest.mark.parametrize("seed", range(25))
def test_the_library_finds_the_same_words_and_as_many_mentions(seed: int) -> None:
    record = record_of(generators.record(Random(seed)))
    kept = narrow(record, FORMAT, POLICY).record
    written = write([record], FORMAT, POLICY, Ledger())["corpus.conllu"]
    sentences = conllu.parse(written.decode())
    segmentation = kept.segmentation
    assert segmentation
    words = [token["form"] for sentence in sentences for token in sentence]
    assert words == [kept.text[start:end] for start, end in segmentation.tokens or ()]
    assert [sentence.metadata["text"] for sentence in sentences] == [
        kept.text[start:end].replace("\n", " ") for start, end in segmentation.sentences or ()
    ]
    assert sentences[0].metadata["newdoc id"] == kept.id
    brackets = "".join((token["misc"] or {}).get("Entity", "") for sentence in sentences for token in sentence)
    spans = [span for layer in kept.layers for entity in layer.entities or () for span in entity.spans]
    assert (brackets.count("("), brackets.count(")")) == (len(spans), len(spans))
    again = "".join(sentence.serialize() for sentence in sentences).encode()
    assert [plain(one.record) for one in read({"corpus.conllu": again}, FORMAT)] == [plain(kept)]
