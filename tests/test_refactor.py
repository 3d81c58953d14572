"""Labels renamed, merged and split over a corpus: everything follows, nothing else changes, and it can be undone."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus_tools.canonical import canonical
from corpus_tools.cli import app

from .shorthand import whole

TAGSET = {
    "id": "small",
    "entity_types": [
        {"name": "PER", "definition": "A person."},
        {"name": "POL", "parent": "PER", "definition": "A politician."},
        {"name": "LOC", "definition": "A place."},
        {"name": "GPE", "definition": "A state."},
    ],
    "event_types": [
        {
            "name": "Attack",
            "definition": "Somebody attacks.",
            "roles": [
                {"name": "target", "definition": "What is hit.", "fillers": ["entity:LOC", "entity:GPE", "span"]}
            ],
        },
        {"name": "Raid", "parent": "Attack", "definition": "A quick one."},
    ],
    "quote_types": [
        {"name": "direct", "definition": "Word for word.", "marks": "required", "source": {"fillers": ["entity:PER"]}}
    ],
    "attributes": [
        {"name": "plural", "definition": "More than one.", "on": ["entity"], "types": ["LOC"], "value_type": "boolean"}
    ],
    "section_types": [{"name": "body", "definition": "The text.", "tasks": ["entities", "events"]}],
}
TEXT = "Ada raided Rome and Italy."


def entity(id: str, type: str, words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"id": id, "type": type, "spans": [{"start": start, "end": start + len(words), "text": words}], **more}


RECORD = {
    "id": "raid",
    "text": TEXT,
    "text_length": len(TEXT),
    "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "sections": [{"id": "s1", "type": "body", "start": 0, "end": len(TEXT)}],
    "layers": [
        {
            "annotator": "ada",
            "tagset": {"id": "small", "version": "1.0.0"},
            "entities": [
                entity("t1", "PER", "Ada"),
                entity("t2", "LOC", "Rome", attributes={"plural": True}, chain="c1"),
                entity("t3", "GPE", "Italy"),
            ],
            "events": [
                {
                    "id": "e1",
                    "type": "Raid",
                    "trigger": entity("x", "x", "raided")["spans"],
                    "arguments": [{"role": "target", "filler": "t2"}, {"role": "target", "filler": "t3"}],
                }
            ],
            "chains": [{"id": "c1", "kind": "entity", "type": "LOC", "name": "Rome"}],
        },
        {"annotator": "ben", "tagset": {"id": "other", "version": "1.0.0"}, "entities": [entity("t1", "LOC", "Rome")]},
    ],
}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one record with a tag set of its own and a manifest."""
    monkeypatch.chdir(tmp_path)
    tagset = json.dumps(whole(TAGSET), indent=2) + "\n"
    record = canonical(json.dumps(whole(RECORD)))
    (tmp_path / "small.tagset.json").write_text(tagset)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "raid.json").write_text(record)
    manifest = {
        "format_version": "1.0", "id": "raids", "version": "1.0.0", "title": "Raids", "description": "One raid.",
        "license": "CC0-1.0", "text_license": "CC0-1.0", "languages": ["en"], "creators": [{"name": "Ada"}],
        "tagsets": [{"id": "small", "version": "1.0.0", "path": "small.tagset.json", "sha256": digest(tagset)}],
        "annotators": [{"id": "ada", "kind": "human"}, {"id": "ben", "kind": "human"}],
        "articles": {"path": "articles", "count": 1, "layout": "file_per_article"},
        "files": [{"path": "articles/raid.json", "sha256": digest(record), "bytes": len(record.encode())}],
        "splits": {}, "datasheet": {"motivation": "m", "collection": "c", "annotation": "a", "personal_data": "none"},
    }  # fmt: skip
    (tmp_path / "corpus.json").write_text(json.dumps(manifest, indent=1) + "\n")
    return tmp_path


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".undo")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["refactor", *arguments])


def record(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "articles" / "raid.json").read_bytes())
    return found


def labels(folder: Path) -> list[str]:
    """The types of the entities of the layer that uses the tag set, by id."""
    return [part["type"] for part in sorted(record(folder)["layers"][0]["entities"], key=lambda part: str(part["id"]))]


COMMANDS = [
    ["rename-label", "LOC", "PLACE"],
    ["rename-label", "entity:PER", "PERSON"],
    ["rename-label", "Attack", "Strike"],
    ["rename-label", "section:body", "main"],
    ["rename-label", "attribute:plural", "many"],
    ["rename-label", "role:Attack.target", "victim"],
    ["merge-label", "GPE", "LOC"],
    ["merge-label", "POL", "PER"],
    ["split-label", "LOC", "--by", "table.csv"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_everything_follows_and_can_be_undone(corpus: Path, command: list[str]) -> None:
    (corpus / "table.csv").write_text("text,label\nRome,CITY\n")
    before = contents(corpus)
    result = run(*command, ".")
    assert result.exit_code == 0, result.output
    after = contents(corpus)
    assert after != before
    checked = CliRunner().invoke(app, ["validate", ".", "--ignore", "LAY005", "--no-cache"])
    assert checked.exit_code == 0, checked.output
    assert canonical(after["articles/raid.json"].decode()) == after["articles/raid.json"].decode()
    manifest = json.loads(after["corpus.json"])
    assert manifest["files"][0]["sha256"] == digest(after["articles/raid.json"].decode())
    assert manifest["tagsets"][0]["sha256"] == digest(after["small.tagset.json"].decode())
    version = json.loads(after["small.tagset.json"])["version"]
    assert version == ("1.1.0" if command[0] == "split-label" else "2.0.0")
    assert record(corpus)["layers"][0]["tagset"]["version"] == version == manifest["tagsets"][0]["version"]
    assert record(corpus)["layers"][1] == json.loads(before["articles/raid.json"])["layers"][1]
    assert run("undo", "refactor.undo").exit_code == 0
    assert contents(corpus) == before


def test_a_name_is_changed_wherever_it_is_spoken_of(corpus: Path) -> None:
    run("rename-label", "LOC", "PLACE", ".")
    assert labels(corpus) == ["PER", "PLACE", "GPE"]
    assert record(corpus)["layers"][0]["chains"][0]["type"] == "PLACE"
    tagset = json.loads((corpus / "small.tagset.json").read_bytes())
    assert tagset["event_types"][0]["roles"][0]["fillers"] == ["entity:PLACE", "entity:GPE", "span"]
    assert tagset["attributes"][0]["types"] == ["PLACE"]
    run("rename-label", "PER", "PERSON", ".", "--undo", "second.undo")
    tagset = json.loads((corpus / "small.tagset.json").read_bytes())
    assert tagset["entity_types"][1]["parent"] == "PERSON"
    assert tagset["quote_types"][0]["source"]["fillers"] == ["entity:PERSON"]
    assert tagset["version"] == "3.0.0"


def test_merged_labels_leave_no_trace_of_the_old_one(corpus: Path) -> None:
    run("merge-label", "GPE", "LOC", ".")
    assert labels(corpus) == ["PER", "LOC", "LOC"]
    tagset = json.loads((corpus / "small.tagset.json").read_bytes())
    assert [entry["name"] for entry in tagset["entity_types"]] == ["PER", "POL", "LOC"]
    assert tagset["event_types"][0]["roles"][0]["fillers"] == ["entity:LOC", "span"]


def test_a_role_is_renamed_in_types_below_as_well(corpus: Path) -> None:
    run("rename-label", "role:Attack.target", "victim", ".")
    roles = [argument["role"] for argument in record(corpus)["layers"][0]["events"][0]["arguments"]]
    assert roles == ["victim", "victim"]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("text,label\nRome,CITY\n", "CITY"),
        ("text,label\nMilan,CITY\n,REGION\n", "REGION"),
        ("plural,label\nfalse,CITY\ntrue,CITIES\n", "CITIES"),
        ("annotation,text,label\nt2,Rome,CITY\n", "CITY"),
        ("annotation,text,label\nt9,Rome,CITY\n", "LOC"),
        ("text,label\nRome,GPE\n", "GPE"),
    ],
)
def test_the_first_row_that_fits_decides(corpus: Path, table: str, wanted: str) -> None:
    (corpus / "table.csv").write_text(table)
    result = run("split-label", "LOC", ".", "--by", "table.csv")
    assert labels(corpus)[1] == wanted
    assert ("kept" in result.stderr) == (wanted == "LOC")


def test_what_was_changed_since_is_not_undone(corpus: Path) -> None:
    run("rename-label", "LOC", "PLACE", ".")
    path = corpus / "articles" / "raid.json"
    path.write_text(path.read_text().replace('{"id": "t2", "type": "PLACE"', '{"id": "t2", "type": "GPE"'))
    result = run("undo", "refactor.undo")
    assert result.exit_code == 1
    assert "1 of 3 changes were not undone" in result.stderr
    assert labels(corpus) == ["PER", "GPE", "GPE"]
    assert record(corpus)["layers"][0]["chains"][0]["type"] == "LOC"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["rename-label", "LOK", "PLACE", "."], "did you mean LOC"),
        (["rename-label", "LOC", "GPE", "."], "merge-label"),
        (["rename-label", "LOC", "a place", "."], "fits the schema"),
        (["rename-label", "color:LOC", "x", "."], "no kind of label"),
        (["merge-label", "GPE", "LOK", "."], "did you mean LOC"),
        (["merge-label", "LOC", "LOC", "."], "own place"),
        (["split-label", "role:Attack.target", ".", "--by", "table.csv"], "no type"),
        (["split-label", "LOC", ".", "--by", "nosuch.csv"], "nosuch.csv"),
        (["split-label", "LOC", ".", "--by", "bad.csv"], "a column `label`"),
        (["undo", "nosuch.undo"], "nosuch.undo"),
        (["undo", "corpus.json"], "an undo file"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(corpus: Path, command: list[str], said: str) -> None:
    (corpus / "bad.csv").write_text("text,type\nRome,CITY\n")
    before = contents(corpus)
    result = run(*command)
    assert said in str(result.exception)
    assert contents(corpus) == before
    assert not list(corpus.glob("*.undo"))


def test_a_record_that_does_not_fit_the_schema_is_left_and_told(corpus: Path) -> None:
    broken = corpus / "articles" / "broken.json"
    broken.write_text('{"format_version": "1.0", "id": "broken", "layers": [{"annotator": "ada", "entities": 3}]}')
    result = run("rename-label", "LOC", "PLACE", ".")
    assert result.exit_code == 1
    assert "broken.json: it does not fit the schema" in result.stderr
    assert labels(corpus) == ["PER", "PLACE", "GPE"]


def test_an_undo_file_is_never_overwritten(corpus: Path) -> None:
    run("rename-label", "LOC", "PLACE", ".")
    before = contents(corpus)
    assert "there already" in str(run("rename-label", "GPE", "STATE", ".").exception)
    assert contents(corpus) == before


def test_diff_writes_nothing(corpus: Path) -> None:
    before = contents(corpus)
    result = run("rename-label", "LOC", "PLACE", ".", "--diff")
    assert result.exit_code == 1
    assert '+   "name": "PLACE"'.replace("   ", "      ") in result.stdout
    assert contents(corpus) == before
    assert not list(corpus.glob("*.undo"))
