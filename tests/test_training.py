"""What is written for training is read by the libraries that train: datasets, mlcroissant, a validator of answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from corpus_tools import conversion
from corpus_tools.errors import FormatError
from corpus_tools.formats import Settings, find, narrow
from corpus_tools.formats.llm.prompt import answer_schema
from corpus_tools.store.manifest import tagset_named
from corpus_tools.store.read import read

from .conversions import plain

datasets = pytest.importorskip("datasets")
MANIFEST = json.loads(Path("corpus/corpus.json").read_bytes())


@pytest.fixture(autouse=True)
def _offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets.disable_progress_bars()
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)


def written(path: Path, format: str, **settings: Any) -> Path:
    conversion.write(read("corpus/articles"), str(path), format, Settings(**settings))
    return path


def spans(layers: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """The types and places of all entities."""
    return [(e["type"], s["start"], s["end"]) for layer in layers for e in layer["entities"] or () for s in e["spans"]]


def test_parquet_loads_with_datasets(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", "parquet")
    rows = datasets.load_dataset("parquet", data_files=str(path), cache_dir=str(tmp_path / "cache"))["train"]
    ours = {record.id: record for record in read("corpus/articles")}
    assert set(rows["id"]) == ours.keys()
    for row in rows:
        record = json.loads(json.dumps(plain(ours[row["id"]])))
        assert row["text"] == record["text"]
        assert sorted(spans(row["layers"])) == sorted(spans(record["layers"]))
        assert all(row["text"][s["start"] : s["end"]] == s["text"] for s in row["layers"][0]["entities"][0]["spans"])


def test_a_table_that_datasets_wrote_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", "parquet")
    rows = datasets.load_dataset("parquet", data_files=str(path), cache_dir=str(tmp_path / "cache"))["train"]
    rows.to_parquet(str(tmp_path / "again.parquet"))
    again = [plain(found.record) for found in conversion.read(str(tmp_path / "again.parquet"), "parquet")]
    assert again == [plain(record) for record in read("corpus/articles")]


def test_words_with_tags_that_datasets_wrote_are_read(tmp_path: Path) -> None:
    tags = datasets.ClassLabel(names=["O", "B-PER", "I-PER"])
    words = datasets.Value("string")
    features = datasets.Features({"tokens": datasets.List(words), "ner_tags": datasets.List(tags)})
    rows = {"tokens": [["Lea", "Oldane", "left"]], "ner_tags": [[1, 2, 0]]}
    datasets.Dataset.from_dict(rows, features).to_parquet(str(tmp_path / "x.parquet"))
    [found] = conversion.read(str(tmp_path / "x.parquet"), "parquet")
    assert found.record.layers[0].entities
    assert [(e.type, e.spans[0].text) for e in found.record.layers[0].entities] == [("PER", "Lea Oldane")]


def test_a_folder_for_the_hub_loads_and_its_card_is_right(tmp_path: Path) -> None:
    folder = written(tmp_path / "hf", "hf", manifest=MANIFEST)
    parts = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))
    assert {part: sorted(rows["id"]) for part, rows in parts.items()} == {
        {"dev": "validation"}.get(part, part): sorted(ids) for part, ids in MANIFEST["splits"].items()
    }
    head = yaml.safe_load((folder / "README.md").read_text("utf-8").split("---\n")[1])
    assert head["dataset_info"]["features"] == parts["train"].features._to_yaml_list()
    assert head["license"] == "cc0-1.0"
    assert head["language"] == MANIFEST["languages"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_croissant_is_accepted(tmp_path: Path) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    folder = written(tmp_path / "hf", "hf", manifest=MANIFEST)
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    records = {record["test/id"].decode(): record["test/text"].decode() for record in dataset.records("test")}
    ours = {record.id: record.text for record in read("corpus/articles")}
    assert records == {one: ours[one] for one in MANIFEST["splits"]["test"]}


def test_answers_fit_the_schema_that_models_are_told(tmp_path: Path) -> None:
    tagset = tagset_named("corpus/sample-news.tagset.json")
    path = written(tmp_path / "x.jsonl", "llm", tagset=tagset, layer="gold")
    validator = jsonschema.Draft202012Validator(answer_schema(tagset))
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    assert len(lines) == len(list(read("corpus/articles")))
    assert (tmp_path / "x.schema.json").is_file()
    for line in lines:
        roles = [message["role"] for message in line["messages"]]
        assert roles == ["system", "user", "assistant"]
        assert [error.message for error in validator.iter_errors(json.loads(line["messages"][2]["content"]))] == []


def test_answers_come_back_as_a_prediction(tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", "llm", layer="gold")
    kept = [narrow(record, find("llm"), Settings(layer="gold")).record for record in read("corpus/articles")]
    found = list(conversion.read(str(path), "llm"))
    assert [plain(one.record) for one in found] == [plain(record) for record in kept]
    assert not any(one.losses for one in found)
    assert {layer.role for one in found for layer in one.record.layers} == {"prediction"}


def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (tmp_path / "x.parquet").write_bytes(b"PAR1")
    for attempt in (
        lambda: list(conversion.read(str(tmp_path / "x.parquet"), "parquet")),
        lambda: written(tmp_path / "y.parquet", "parquet"),
    ):
        with pytest.raises(FormatError, match=r"corpus-tools\[parquet\]"):
            attempt()
