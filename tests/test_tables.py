"""Records as rows, and a corpus as pandas tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import corpus_tools
from corpus_tools.tables import COLUMNS, rows
from corpus_tools.tagset import TagSets, builtin

from .shorthand import source, whole


def span(text: str, words: str) -> list[dict[str, Any]]:
    start = text.index(words)
    return [{"start": start, "end": start + len(words), "text": words}]


TEXT = "“We met him, and 𝔑𝔬𝔳𝔞 said it was ‘fine’,” Zoë told Bo."
SHORT: dict[str, Any] = {
    "id": "talk",
    "metadata": {"language": "en", "publisher": {"name": "The Wire"}, "license": "CC0-1.0"},
    "text": TEXT,
    "sections": [
        {"id": "s1", "type": "body", "start": 0, "end": len(TEXT)},
        {"id": "s2", "type": "credit", "start": TEXT.index("Zoë"), "end": len(TEXT)},
    ],
    "segmentation": {"tokenizer": "words 1", "tokens": [[1, 3], [4, 7], [8, 11]], "sentences": [[0, 10], [10, 12]]},
    "layers": [
        {
            "annotator": "ada",
            "role": "gold",
            "derived_from": ["ben"],
            "tasks": ["entities"],
            "conflicts": [
                {"id": "k1", "class": "type", "annotation": "t1", "path": "/type", "base": "PER", "status": "open"}
            ],
            "entities": [
                {"id": "t1", "type": "PER", "level": "name", "chain": "c1", "spans": span(TEXT, "Zoë")},
                {"id": "t2", "type": "PER", "level": "name", "spans": span(TEXT, "𝔑𝔬𝔳𝔞"), "confidence": 0.5},
            ],
            "events": [
                {
                    "id": "e1",
                    "type": "Consult",
                    "trigger": span(TEXT, "met"),
                    "arguments": [
                        {"role": "participant", "filler": "c1", "implicit": True},
                        {"role": "topic", "spans": span(TEXT, "fine")},
                    ],
                    "attributes": {"polarity": "negative"},
                }
            ],
            "quotes": [
                {"id": "q1", "type": "direct", "content": span(TEXT, TEXT[1 : TEXT.index("”")]), "source": ["t1"]},
                {"id": "q2", "type": "indirect", "content": span(TEXT, "it was ‘fine’"), "source": ["t2"]},
            ],
            "relations": [
                {
                    "id": "r1",
                    "type": "FamilyOf",
                    "arguments": [{"role": "person", "filler": "t1"}, {"role": "person", "filler": "t2"}],
                }
            ],
            "chains": [{"id": "c1", "kind": "entity", "type": "PER", "name": "Zoë", "links": ["wikidata:NIL"]}],
        }
    ],
}


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, Any]]]:
    return rows(corpus_tools.record_from(whole(SHORT)), TagSets(default=builtin()), "train")


def test_rows_have_the_columns_of_their_table(tables: dict[str, list[dict[str, Any]]]) -> None:
    assert set(tables) == set(COLUMNS)
    for name, found in tables.items():
        assert found, name
        assert all(set(row) <= set(COLUMNS[name]) for row in found), name


@pytest.mark.parametrize(
    ("table", "index", "wanted"),
    [
        ("articles", 0, {"article": "talk", "language": "en", "publisher": "The Wire", "split": "train"}),
        ("tokens", 1, {"sentence": 0, "token": 1, "start": 4, "end": 7}),
        ("tokens", 2, {"sentence": 0, "token": 2}),
        ("layers", 0, {"layer": "ada", "role": "gold", "annotator": "ada", "status": "draft", "open_conflicts": 1}),
        ("entities", 0, {"id": "t1", "text": "Zoë", "section": "s2", "chain": "c1", "confidence": None}),
        ("entities", 1, {"id": "t2", "text": "𝔑𝔬𝔳𝔞", "section": "s1", "chain": None, "confidence": 0.5}),
        ("events", 0, {"text": "met", "polarity": "negative", "modality": "asserted", "in_quote": "q1"}),
        ("arguments", 0, {"owner_kind": "event", "filler_kind": "chain", "filler_chain": "c1", "implicit": True}),
        ("arguments", 0, {"filler_link": "wikidata:NIL", "start": None}),
        ("arguments", 1, {"filler": None, "filler_kind": "span", "text": "fine", "implicit": False}),
        ("arguments", 2, {"owner": "r1", "owner_kind": "relation", "filler_kind": "entity", "text": "Zoë"}),
        ("quotes", 0, {"depth": 0, "source": ["t1"], "source_chain": ["c1"], "medium": "speech"}),
        ("quotes", 1, {"depth": 1, "source": ["t2"], "source_chain": []}),
        ("relations", 0, {"type": "FamilyOf", "symmetric": True}),
        ("chains", 0, {"kind": "entity", "name": "Zoë", "links": ["wikidata:NIL"], "members": []}),
    ],
)
def test_values(tables: dict[str, list[dict[str, Any]]], table: str, index: int, wanted: dict[str, Any]) -> None:
    row = tables[table][index]
    assert {name: row[name] for name in wanted} == wanted


def test_a_corpus_has_tables_and_is_read_lazily(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(source(SHORT))
    (tmp_path / "b.json").write_text("{}")
    corpus = corpus_tools.load(str(tmp_path))
    assert next(iter(corpus)).id == "talk"
    (tmp_path / "b.json").unlink()
    for table, columns in COLUMNS.items():
        frame = getattr(corpus, table)
        assert isinstance(frame, pd.DataFrame)
        assert list(frame.columns) == list(columns)
    assert corpus.entities["type"].dtype == "category"
    assert corpus.arguments["start"].dtype == "Int32"
    with pytest.raises(AttributeError, match="it has articles"):
        corpus.nothing  # noqa: B018


def test_an_empty_corpus_has_empty_tables(tmp_path: Path) -> None:
    assert len(corpus_tools.load(str(tmp_path)).entities) == 0
