"""The sample corpus: sound, canonical, and made as its card says."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

import pytest

import corpus_tools
from corpus_tools.canonical import canonical, canonical_record
from corpus_tools.store import decode, sources
from corpus_tools.store.manifest import Surroundings
from corpus_tools.validation import Selection, check

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
ARTICLES = sorted((CORPUS / "articles").glob("*.json"))
MANIFEST = json.loads((CORPUS / "corpus.json").read_bytes())


def test_nothing_is_found_in_it() -> None:
    surroundings = Surroundings()
    found = [f for s in sources([str(CORPUS)]) for f in check(s, surroundings.tagsets(s.file), Selection())]
    assert not found


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_are_in_canonical_form(path: Path) -> None:
    source = path.read_bytes().decode()
    assert canonical(source) == source
    assert path.stem == json.loads(source)["id"]


def test_the_manifest_lists_what_is_there() -> None:
    listed = {entry["path"]: entry["sha256"] for entry in MANIFEST["files"]}
    assert {f"articles/{path.name}" for path in ARTICLES} <= listed.keys()
    for name, digest in listed.items():
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == digest, name
    assert sorted(article for split in MANIFEST["splits"].values() for article in split) == [p.stem for p in ARTICLES]
    assert MANIFEST["articles"]["count"] == len(ARTICLES) >= 12


def test_each_article_has_its_layers() -> None:
    layers = {record.id: [layer.name for layer in record.layers] for record in corpus_tools.load(str(CORPUS))}
    assert all({"ada", "ben", "gold"} <= set(names) for names in layers.values())
    assert sum({"cem", "baseline"} <= set(names) for names in layers.values()) == 3


def test_software_is_called_software() -> None:
    for record in corpus_tools.load(str(CORPUS)):
        assert {annotator.kind for annotator in record.annotators or ()} == {"software"}


def test_the_texts_hold_what_the_format_is_for() -> None:
    corpus = corpus_tools.load(str(CORPUS))
    assert (corpus.events["trigger"].str.len() > 1).any()
    assert (corpus.quotes["content"].str.len() > 1).any()
    assert (corpus.quotes["depth"] > 0).any()
    assert set(corpus.quotes["type"]) >= {"direct", "mixed", "indirect"}
    assert corpus.arguments["implicit"].any()
    assert (corpus.chains["members"].str.len() > 0).any()
    assert {"en", "tr", "es", "ar"} <= set(corpus.articles["language"])


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_prediction_is_that_of_the_example_tagger(path: Path) -> None:
    specification = importlib.util.spec_from_file_location("tagger", ROOT / "docs" / "examples" / "baseline_tagger.py")
    assert specification
    assert specification.loader
    tagger = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(tagger)
    record = decode(path.read_bytes())
    assert record is not None
    if any(layer.name == "baseline" for layer in record.layers):
        assert canonical_record(tagger.with_prediction(record)) == path.read_text(encoding="utf-8")
