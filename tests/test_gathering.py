"""Many records held against each other: in little memory, from any kind of file, and the same with kept results."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from corpus_tools.cli import app
from corpus_tools.engine.repeats import Repeats

from .shorthand import source

RAIN = {"id": "rain", "text": "It rained."}
SNOW = {"id": "snow", "text": "It snowed."}


def run(*arguments: object, text: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["validate", "--output-format", "json", *map(str, arguments)], input=text)


def told(result: Result) -> list[tuple[str, str, int]]:
    findings = json.loads(result.stdout)["findings"]
    return [(f["code"], Path(f["file"]).name, f["line"]) for f in findings]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_suspects_are_those_that_share_something(records: list[tuple[int, int]]) -> None:
    repeats = Repeats()
    for number, values in enumerate(records):
        repeats.add(f"{number // 3}.jsonl", number % 3 + 1, values)
    shared = [
        (f"{number // 3}.jsonl", number % 3 + 1)
        for number, values in enumerate(records)
        if any(values[i] == other[i] for i in (0, 1) for at, other in enumerate(records) if at != number)
    ]
    assert list(repeats.suspects()) == shared


def lines(*records: dict[str, Any]) -> bytes:
    return b"\n".join(map(source, records)) + b"\n"


def test_lines_of_one_file_are_held_against_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(RAIN, SNOW, {**SNOW, "id": "rain"}))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines({**RAIN, "id": "hail"})))
    assert told(run(tmp_path)) == [("COR001", "a.jsonl", 3), ("COR002", "a.jsonl", 3), ("COR002", "b.jsonl.gz", 1)]


def test_standard_input_is_held_against_itself() -> None:
    result = run("-", text=lines(RAIN, SNOW, RAIN))
    assert told(result) == [("COR001", "<stdin>", 3)]


def test_a_record_that_cannot_be_read_is_no_repeat(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(RAIN) + b"{\n" + lines(SNOW))
    assert told(run(tmp_path)) == [("FMT002", "a.jsonl", 2)]


@pytest.mark.parametrize("options", [[], ["--no-cache"]])
def test_kept_results_say_the_same(tmp_path: Path, options: list[str]) -> None:
    shifted = {**RAIN, "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 1, "end": 3, "text": "It"}]}]}
    (tmp_path / "a.json").write_bytes(source(shifted))
    (tmp_path / "b.json").write_bytes(source({**RAIN, "text": "It hailed."}))
    first = run(tmp_path, *options)
    assert [code for code, _, _ in told(first)] == ["SPN003", "COR001"]
    assert run(tmp_path, *options).stdout == first.stdout
    assert (tmp_path / ".corpus-tools-cache").exists() == (not options)


def test_a_kept_result_goes_with_what_it_rests_on(tmp_path: Path) -> None:
    record = {**RAIN, "entities": [{"id": "t1", "type": "ODD", "spans": [{"start": 0, "end": 2, "text": "It"}]}]}
    (tmp_path / "a.json").write_bytes(source(record))
    tagset = Path(__file__).parents[1] / "schemas" / "political-news.tagset.json"
    assert told(run(tmp_path)) == []
    assert [code for code, _, _ in told(run(tmp_path, "--tagset", tagset))] == ["TAG001"]
    (tmp_path / "corpus.toml").write_text('[validate.severity]\nTAG001 = "info"\n')
    assert json.loads(run(tmp_path, "--tagset", tagset).stdout)["summary"]["infos"] == 1
    (tmp_path / "a.json").write_bytes((tmp_path / "a.json").read_bytes().replace(b"ODD", b"PER"))
    assert told(run(tmp_path, "--tagset", tagset)) == []


def test_the_manifest_is_brought_into_step(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(Path(__file__).parents[1] / "corpus", tmp_path / "corpus")
    article = tmp_path / "corpus" / "articles" / "wildfire.json"
    before = article.read_text(encoding="utf-8")
    article.write_text(before.replace('"status": "complete"', '"status": "draft"'), encoding="utf-8", newline="\n")
    assert ("COR003", "corpus.json") in [(code, file) for code, file, _ in told(run(tmp_path / "corpus"))]
    result = run(tmp_path / "corpus", "--update-manifest")
    assert told(result) == []
    article.write_text(before, encoding="utf-8", newline="\n")
    run(tmp_path / "corpus", "--update-manifest")
    manifest = Path(__file__).parents[1] / "corpus" / "corpus.json"
    assert (tmp_path / "corpus" / "corpus.json").read_bytes() == manifest.read_bytes()
