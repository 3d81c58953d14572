"""GLiNER makes training data of what we write: the spans and labels that its model would learn are ours."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from corpus_tools import conversion
from corpus_tools.formats import Settings
from corpus_tools.store.read import read

gliner = pytest.importorskip("gliner")
WIDTH = 12
"""Tokens of the longest span that the model looks at."""


def processor() -> Any:
    """The part of GLiNER that makes tensors of training data, with a tokenizer that knows no words."""
    from gliner.data_processing.processor import UniEncoderSpanProcessor
    from tokenizers import Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel({"[UNK]": 0, "[PAD]": 1}, unk_token="[UNK]"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="[UNK]", pad_token="[PAD]")
    config = SimpleNamespace(
        max_width=WIDTH, max_len=384, max_types=100, max_neg_type_ratio=0, words_splitter_type="whitespace"
    )
    return UniEncoderSpanProcessor(config, tokenizer, None)


def learned(sentence: dict[str, Any]) -> set[tuple[int, int, str]]:
    """The spans of a sentence that are labelled in the tensors for training."""
    made = processor()
    batch = made.collate_raw_batch([sentence])
    labels, [spans], [names] = made.create_labels(batch)[0], batch["span_idx"], batch["id_to_classes"]
    return {(*spans[at].tolist(), names[label + 1]) for at, label in labels.nonzero().tolist()}


def test_what_the_model_learns_is_what_was_annotated(tmp_path: Path) -> None:
    conversion.write(
        read("corpus/articles"), str(tmp_path / "x.json"), "gliner", Settings(layer="gold", misaligned="expand")
    )
    sentences = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert sum(len(one["ner"]) for one in sentences) > 100
    for sentence in sentences:
        ours = {(first, last, label) for first, last, label in sentence["ner"] if last - first < WIDTH}
        assert learned(sentence) == ours


def test_relations_lead_from_and_to_the_mentions_that_they_should(tmp_path: Path) -> None:
    settings = Settings(layer="gold", misaligned="expand")
    conversion.write(read("corpus/articles"), str(tmp_path / "x.json"), "gliner", settings)
    related = [one for one in json.loads((tmp_path / "x.json").read_text("utf-8")) if one.get("relations")]
    assert related
    for sentence in related:
        mentions, relations = processor().sort_entities_and_relations(sentence["ner"], sentence["relations"])
        theirs = sorted((mentions[head], mentions[tail], label) for head, tail, label in relations)
        ours = [(sentence["ner"][head], sentence["ner"][tail], label) for head, tail, label in sentence["relations"]]
        assert theirs == sorted(ours)
