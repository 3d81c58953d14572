"""Blind copies for annotators, and what becomes of them when they are handed in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from corpus_tools.canonical import canonical, canonical_record
from corpus_tools.cli import app
from corpus_tools.decode import record_from
from corpus_tools.diff.blind import alone, joined

from .annotators import annotated, disturbed
from .generators import record
from .test_curate_cli import ADA, BEN, TEXT, Tree, layer, put

WRONG = {"id": "t1", "type": "PER", "spans": [{"start": 1, "end": 4, "text": "Mira"}]}
CORPUS = Path(__file__).parents[1] / "corpus"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def read(path: Path) -> Tree:
    tree: Tree = json.loads(path.read_text())
    return tree


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two articles of two annotators, with a gold layer, a prediction and a conflict."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    gold = {"id": "gold", "role": "gold", "tasks": ["entities"], "derived_from": ["ada"], "entities": []}
    model = layer("model", role="prediction")
    made = [one | {"from": ["model:t1"]} for one in ADA["entities"]]
    conflict = {"id": "k1", "class": "type", "annotation": "t1", "path": "/type", "ours": "ORG", "status": "open"}
    put(folder / "a.json", ADA | {"conflicts": [conflict]}, BEN, model, gold)
    put(folder / "b.json", ADA | {"entities": [made[0] | {"from": ["ben:x1"]}]}, BEN)
    return folder


def test_each_gets_only_their_own(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("split-layers", corpus, "--out", out).exit_code == 0
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.json")) == [
        *("ada/a.json", "ada/b.json", "ben/a.json", "ben/b.json")
    ]
    for path in out.rglob("*.json"):
        (own,) = read(path)["layers"]
        assert own["annotator"] == path.parent.name
        assert "conflicts" not in own
        assert "from" not in path.read_text()
        assert run("validate", "-q", path).exit_code == 0


def test_a_new_annotator_gets_empty_layers_for_the_same_tasks(corpus: Path, tmp_path: Path) -> None:
    assert run("split-layers", corpus, "--out", tmp_path / "out", "--annotator", "zoe").exit_code == 0
    (own,) = read(tmp_path / "out" / "zoe" / "a.json")["layers"]
    assert own == {"annotator": "zoe", "tasks": ["entities"], "status": "draft", "entities": []}


def test_with_shows_a_layer_to_all(corpus: Path, tmp_path: Path) -> None:
    assert run("split-layers", corpus, "--out", tmp_path / "out", "--with", "model").exit_code == 0
    names = [one["annotator"] for one in read(tmp_path / "out" / "ada" / "a.json")["layers"]]
    assert names == ["ada", "model"]
    assert run("split-layers", corpus, "--out", tmp_path / "out2", "--with", "modell").exit_code != 0
    assert not (tmp_path / "out2").exists()


def test_nothing_is_overwritten_without_force(corpus: Path, tmp_path: Path) -> None:
    for options, code in ([], 0), ([], 1), (["--force"], 0):
        assert run("split-layers", corpus, "--out", tmp_path / "out", *options).exit_code == code


def test_what_comes_back_unchanged_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    run("split-layers", corpus, "--out", tmp_path / "out")
    before = {path: path.read_bytes() for path in corpus.iterdir()}
    assert run("join-layers", corpus, *sorted((tmp_path / "out").iterdir())).exit_code == 0
    assert {path: path.read_bytes() for path in corpus.iterdir()} == before


def test_a_new_layer_is_put_in(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("split-layers", corpus, "--out", out, "--annotator", "zoe")
    assert run("join-layers", corpus, out / "zoe", "--check").exit_code == 0
    assert "zoe" not in (corpus / "a.json").read_text()
    assert run("join-layers", corpus, out / "zoe").exit_code == 0
    assert [one.get("annotator") for one in read(corpus / "a.json")["layers"]] == ["ada", "ben", "zoe", "model", None]


def test_a_layer_that_is_there_is_only_replaced_when_asked(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("split-layers", corpus, "--out", out)
    handed = out / "ada" / "b.json"
    handed.write_text(handed.read_text().replace("PER", "ORG"))
    before = (corpus / "b.json").read_bytes()
    refused = run("join-layers", corpus, out / "ada")
    assert refused.exit_code == 2
    assert "b: IDS002 expected no layer ada" in refused.stderr
    assert (corpus / "b.json").read_bytes() == before
    assert run("join-layers", corpus, out / "ada", "--replace").exit_code == 0
    (entity,) = read(corpus / "b.json")["layers"][0]["entities"]
    assert (entity["type"], entity["from"]) == ("ORG", ["ben:x1"])


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda tree: tree | {"text": TEXT + " Again."}, "TXT005"),
        (lambda tree: tree | {"id": "c"}, "COR001"),
        (lambda tree: tree | {"sections": [{"id": "s1", "type": "headline", "start": 0, "end": len(TEXT)}]}, "SEC003"),
        (lambda tree: tree | {"layers": [layer("zoe", WRONG)]}, "SPN003"),
        (lambda tree: {"id": "a"}, "FMT003"),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_the_corpus_whole(corpus: Path, tmp_path: Path, spoil: object, code: str) -> None:
    out = tmp_path / "out"
    run("split-layers", corpus, "--out", out, "--annotator", "zoe")
    handed = out / "zoe" / "a.json"
    handed.write_text(canonical(json.dumps(tree)) if "text" in (tree := spoil(read(handed))) else json.dumps(tree))  # type: ignore[operator]
    before = {path: path.read_bytes() for path in corpus.iterdir()}
    refused = run("join-layers", corpus, out / "zoe")
    assert refused.exit_code == 2
    assert code in refused.stderr
    assert f"{handed}:" in refused.stderr
    assert {path: path.read_bytes() for path in corpus.iterdir()} == before


def test_the_sample_corpus_is_handed_out_with_its_tag_set_and_comes_back(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    shutil.copytree(CORPUS, corpus)
    run("split-layers", corpus, "--out", out, "--annotator", "zoe")
    assert [one["id"] for one in read(out / "zoe" / "corpus.json")["annotators"]] == ["zoe"]
    assert not [line for line in run("validate", "-q", out / "zoe").stdout.splitlines() if " error " in line]
    assert run("join-layers", corpus, out / "zoe").exit_code == 0
    assert not [line for line in run("validate", "-q", corpus).stdout.splitlines() if " error " in line]


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_layer_that_was_handed_out_and_back_is_the_same(seed: int) -> None:
    whole = record_from(record(Random(seed)))
    for one in whole.layers:
        if one.role not in ("gold", "prediction"):
            back = joined(whole, alone(whole, one.name), {one.name})
            assert canonical_record(back) == canonical_record(whole)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_annotators_do_by_themselves_is_put_together_in_any_order(seed: int) -> None:
    random, tree = Random(seed), annotated(seed)
    whole = record_from({**tree, "layers": [disturbed(one, random, 0.3) for one in tree["layers"]]})
    bare = record_from({**tree, "layers": []})
    copies = {one.name: alone(whole, one.name) for one in whole.layers}
    made = []
    for order in (list(copies), list(copies)[::-1]):
        found = bare
        for name in order:
            found = joined(found, copies[name], {name})
        made.append(canonical_record(found))
    assert made[0] == made[1] == canonical_record(whole)
