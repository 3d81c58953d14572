"""`corpus-tools reanchor`: what is written, shown, marked for review and refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus_tools.canonical import canonical
from corpus_tools.cli import app
from corpus_tools.errors import CorpusToolsError
from corpus_tools.store.files import write_atomically

Tree = dict[str, Any]
TEXT = (
    "Harbour stays shut\n\nMira Oldane said on Monday that the ferry would run again.\n\n"
    "Tom Ferris, the mayor, denied it."
)


def span(words: str, text: str = TEXT) -> Tree:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def tree(identifier: str = "a", text: str = TEXT, **more: Any) -> Tree:
    layer = {
        "annotator": "ada",
        "entities": [
            {"id": "t1", "type": "PER", "spans": [span("Mira Oldane", text)], "chain": "c1"},
            {"id": "t2", "type": "PER", "spans": [span("Tom Ferris", text)]},
            {"id": "t3", "type": "TITLE", "spans": [span("the mayor", text)], "head": [span("mayor", text)]},
        ],
        "quotes": [
            {
                "id": "q1",
                "type": "indirect",
                "content": [span("that the ferry would run again", text)],
                "cue": [span("said", text)],
                "source": ["t1"],
            }
        ],
        "relations": [{"id": "r1", "type": "HoldsOffice", "arguments": _office()}],
        "chains": [{"id": "c1", "kind": "entity"}],
    }
    sealed = {"text_length": len(text), "text_sha256": hashlib.sha256(text.encode()).hexdigest()}
    return {"format_version": "1.0", "id": identifier, "text": text, **sealed, "layers": [layer], **more}


def _office() -> list[Tree]:
    return [{"role": "holder", "filler": "t2"}, {"role": "office", "filler": "t3"}]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return put(tmp_path / "a.json", tree())


def put(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else canonical(json.dumps(content)), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["reanchor", *map(str, arguments)])


def refusal(*arguments: object) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, CorpusToolsError | SystemExit)
    assert isinstance(result.exception, CorpusToolsError) or result.exit_code == 2
    return f"{result.exception}{result.stdout}{result.stderr}"


def entities(path: Path) -> dict[str, Tree]:
    return {part["id"]: part for part in json.loads(path.read_text("utf-8"))["layers"][0]["entities"]}


def test_words_in_front_move_everything(record: Path, tmp_path: Path) -> None:
    text = put(tmp_path / "new.txt", f"News from the coast\n\n{TEXT}\n")
    result = run(record, "--text", text)
    assert result.exit_code == 0, result.stdout + result.stderr
    assert result.stdout == f"{record}: 6 moved; nothing to review\n"
    new = json.loads(record.read_text("utf-8"))
    assert new["text"] == text.read_text("utf-8").strip()
    assert (new["text_length"], new["text_sha256"]) == (
        len(new["text"]),
        hashlib.sha256(new["text"].encode()).hexdigest(),
    )
    assert entities(record)["t1"]["spans"] == [span("Mira Oldane", new["text"])]
    assert "anchor" not in entities(record)["t1"]
    assert record.read_text("utf-8") == canonical(record.read_text("utf-8"))
    assert CliRunner().invoke(app, ["validate", str(record)]).exit_code == 0


def test_a_changed_name_is_stretched_and_shown_with_both_contexts(record: Path, tmp_path: Path) -> None:
    text = put(tmp_path / "new.txt", TEXT.replace("Oldane", "Oldayne"))
    result = run(record, "--text", text)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{record}: 5 moved, 1 stretched; 1 to review",
        "  layer ada, entity t1 spans: stretched",
        "    -| Harbour stays shut  ⟦Mira Oldane⟧ said on Monday that the ferry would run",
        "    +| Harbour stays shut  ⟦Mira Oldayne⟧ said on Monday that the ferry would run",
    ]
    former = hashlib.sha256(TEXT.encode()).hexdigest()
    assert entities(record)["t1"]["anchor"] == {"status": "stretched", "from_sha256": former}


def test_accepting_leaves_no_marks(record: Path, tmp_path: Path) -> None:
    text = put(tmp_path / "new.txt", TEXT.replace("Oldane", "Oldayne"))
    assert run(record, "--text", text, "--accept").exit_code == 0
    assert "anchor" not in entities(record)["t1"]
    assert entities(record)["t1"]["spans"][0]["text"] == "Mira Oldayne"


def test_a_dry_run_writes_nothing(record: Path, tmp_path: Path) -> None:
    before = record.read_bytes()
    text = put(tmp_path / "new.txt", TEXT.replace("Oldane", "Oldayne"))
    assert run(record, "--text", text, "--dry-run").exit_code == 1
    assert record.read_bytes() == before


def test_lost_annotations_wait_with_their_words_and_references_stay(record: Path, tmp_path: Path) -> None:
    text = put(tmp_path / "new.txt", TEXT.replace("Tom Ferris, the mayor, denied it.", "Nobody denied it."))
    assert run(record, "--text", text).exit_code == 1
    layer = json.loads(record.read_text("utf-8"))["layers"][0]
    waiting = {item["annotation"]["id"]: item for item in layer["unanchored"]}
    assert waiting.keys() == {"t2", "t3"}
    assert waiting["t2"]["annotation"]["spans"] == [span("Tom Ferris")]
    assert waiting["t2"]["context"][0]["suffix"] == ", the mayor, denied it."
    assert layer["relations"][0]["arguments"] == _office()
    assert CliRunner().invoke(app, ["validate", "--select", "REF001,LAY011,SPN", str(record)]).exit_code == 0


def test_a_lost_cue_waits_alone_and_the_old_text_brings_it_back(record: Path, tmp_path: Path) -> None:
    before = json.loads(record.read_text("utf-8"))
    text = put(tmp_path / "new.txt", TEXT.replace(" said on Monday", ", on Monday, was sure"))
    assert run(record, "--text", text, "--accept").exit_code == 1
    layer = json.loads(record.read_text("utf-8"))["layers"][0]
    lost = {(item["annotation"]["id"], item.get("path")) for item in layer["unanchored"]}
    assert lost in ({("q1", "/cue")}, {("q1", None)}), "the cue, or the quote that cannot be without one"
    assert run(record, "--text", put(tmp_path / "old.txt", TEXT)).exit_code == 0
    assert json.loads(record.read_text("utf-8")) == before


def test_the_report_as_json_has_a_fate_for_everything(record: Path, tmp_path: Path) -> None:
    text = put(tmp_path / "new.txt", TEXT.replace("Oldane", "Oldayne"))
    report = tmp_path / "report.json"
    assert run(record, "--text", text, "--output-format", "json", "-o", report, "--dry-run").exit_code == 1
    article = json.loads(report.read_text("utf-8"))["articles"][0]
    assert article["id"] == "a"
    assert article["counts"] == {"moved": 5, "stretched": 1}
    found = {(fate["id"], fate["field"]): fate for fate in article["fates"]}
    assert found.keys() == {
        ("t1", "/spans"),
        ("t2", "/spans"),
        ("t3", "/spans"),
        ("t3", "/head"),
        ("q1", "/content"),
        ("q1", "/cue"),
    }
    assert found["t1", "/spans"]["review"] is True
    assert found["t1", "/spans"]["after"] == [span("Mira Oldayne", text.read_text("utf-8"))]
    assert found["t1", "/spans"]["before_context"][0]["prefix"] == "Harbour stays shut\n\n"


def test_the_same_text_leaves_the_file_alone(record: Path, tmp_path: Path) -> None:
    before = record.read_bytes()
    result = run(record, "--text", put(tmp_path / "new.txt", TEXT.replace("\n", "\r\n") + "\n"))
    assert (result.exit_code, record.read_bytes()) == (0, before)
    assert "nothing to do, the text is the same" in result.stdout


def test_a_folder_of_texts_is_paired_by_ids(tmp_path: Path) -> None:
    one = put(tmp_path / "corpus" / "one.json", tree("one"))
    other = put(tmp_path / "corpus" / "~d~p~a7.json", tree("DPA7"))
    third = put(tmp_path / "corpus" / "third.json", tree("third"))
    before = third.read_bytes()
    put(tmp_path / "texts" / "one.txt", f"First\n\n{TEXT}")
    put(tmp_path / "texts" / "~d~p~a7.txt", f"Second\n\n{TEXT}")
    result = run(tmp_path / "corpus", "--text", tmp_path / "texts")
    assert result.exit_code == 0, result.stdout + result.stderr
    assert "without a new text: 1" in result.stdout
    assert json.loads(one.read_text("utf-8"))["text"].startswith("First")
    assert json.loads(other.read_text("utf-8"))["text"].startswith("Second")
    assert third.read_bytes() == before


def test_one_that_cannot_be_done_keeps_all_from_being_written(tmp_path: Path) -> None:
    one = put(tmp_path / "corpus" / "one.json", tree("one"))
    broken = tree("two")
    broken["layers"][0]["entities"][0]["spans"][0]["start"] -= 1
    put(tmp_path / "corpus" / "two.json", broken)
    put(tmp_path / "texts" / "one.txt", f"First\n\n{TEXT}")
    put(tmp_path / "texts" / "two.txt", f"Second\n\n{TEXT}")
    before = one.read_bytes()
    result = run(tmp_path / "corpus", "--text", tmp_path / "texts")
    assert (result.exit_code, one.read_bytes()) == (2, before)
    assert "SPN003" in result.stderr
    assert "it does not validate: mend it first" in result.stderr
    assert "nothing was written" in result.stderr


def test_a_text_that_no_record_asks_for_is_told(tmp_path: Path) -> None:
    put(tmp_path / "corpus" / "one.json", tree("one"))
    put(tmp_path / "texts" / "typo.txt", TEXT)
    result = run(tmp_path / "corpus", "--text", tmp_path / "texts")
    assert result.exit_code == 2
    assert "typo.txt: no record asked for it" in result.stderr


def test_corrections_change_the_text_on_purpose(record: Path, tmp_path: Path) -> None:
    wanted = [{"old": "Tom Ferris", "new": "Zeynep Ak"}, {"old": "shut", "new": "closed", "start": 14}]
    assert run(record, "--corrections", put(tmp_path / "fix.json", json.dumps(wanted))).exit_code == 1
    new = json.loads(record.read_text("utf-8"))
    assert new["text"] == TEXT.replace("Tom Ferris", "Zeynep Ak").replace("shut", "closed")
    assert entities(record)["t2"]["spans"] == [span("Zeynep Ak", new["text"])]
    assert entities(record)["t2"]["anchor"]["status"] == "stretched"


@pytest.mark.parametrize(
    ("corrections", "said"),
    [
        ("[", "expected a list of corrections"),
        ('[{"old": "Oldane"}]', "`new`"),
        ('[{"old": "Oldane", "new": "x", "colour": 1}]', "colour"),
        ('[{"old": "Nobody", "new": "x"}]', "found them nowhere"),
        ('[{"old": "the ", "new": "x"}]', "found them more than once"),
        ('[{"old": "", "new": "x"}]', "found no words and no start"),
        ('[{"old": "shut", "new": "x", "start": 3}]', "line 1, column 4"),
        ('[{"old": "Mira Oldane", "new": "x"}, {"old": "Oldane", "new": "y"}]', "corrections that do not overlap"),
        ('[{"old": "shut", "new": "x", "article": "other"}]', "other: no record asked for it"),
        ('[{"old": "shut", "new": "s\\u0000ut"}]', "TXT002"),
    ],
)
def test_corrections_that_do_not_fit_are_refused(record: Path, tmp_path: Path, corrections: str, said: str) -> None:
    before = record.read_bytes()
    assert said in refusal(record, "--corrections", put(tmp_path / "fix.json", corrections))
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "some text"),
        (b"\xff\xfeH\x00", "UTF-8"),
        (b"   \n\n ", "some text"),
        (b"a\x00b", "TXT002"),
        (b"x" * 1_000_001, "1,000,000"),
    ],
)
def test_texts_that_are_none_are_refused(record: Path, tmp_path: Path, content: bytes, said: str) -> None:
    before = record.read_bytes()
    (tmp_path / "new.txt").write_bytes(content)
    assert said in refusal(record, "--text", tmp_path / "new.txt")
    assert record.read_bytes() == before


def test_bad_calls_are_refused(record: Path, tmp_path: Path) -> None:
    text = put(tmp_path / "new.txt", TEXT)
    assert "either --text or --corrections" in refusal(record)
    assert "either --text or --corrections" in refusal(record, "--text", text, "--corrections", text)
    assert "a folder of texts" in refusal(tmp_path, "--text", text)
    assert "no such file or folder" in refusal(record, "--text", tmp_path / "missing.txt")
    assert "No such file" in refusal(tmp_path / "missing.json", "--text", text)
    packed = put(tmp_path / "b.jsonl", json.dumps(tree()) + "\n")
    assert "a file of its own" in refusal(packed, "--text", text)
    assert "FMT" in refusal(put(tmp_path / "broken.json", "{"), "--text", text)


def test_the_text_of_another_article_is_refused(record: Path, tmp_path: Path) -> None:
    put(record, tree(text=TEXT + " Nothing else was said about the quay." * 5))
    before = record.read_bytes()
    other = put(tmp_path / "new.txt", "Rain fell on the hills, and each bus to Vale was late by an hour or two. " * 5)
    assert "expected another version of its text, found one that shares" in refusal(record, "--text", other)
    assert record.read_bytes() == before


def test_a_file_of_many_records_is_refused_once(tmp_path: Path) -> None:
    many = put(tmp_path / "many.jsonl", "".join(json.dumps(tree(name)) + "\n" for name in "abc"))
    texts = tmp_path / "texts"
    for name in "abc":
        put(texts / f"{name}.txt", TEXT)
    assert refusal(many, "--text", texts).count("only a record in a file of its own") == 1


def test_files_are_written_before_a_reader_of_the_report_can_leave(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("corpus_tools.report.reanchored._report", leave)
    run(record, "--text", put(tmp_path / "new.txt", "On Tuesday: " + TEXT))
    assert json.loads(record.read_text(encoding="utf-8"))["text"].startswith("On Tuesday")


def test_open_conflicts_are_refused(tmp_path: Path) -> None:
    open_one = tree()
    conflict = {"id": "k1", "class": "type", "annotation": "t1", "path": "/type", "status": "open"}
    open_one["layers"][0]["conflicts"] = [{**conflict, "base": "PER", "ours": "ORG", "theirs": "GPE"}]
    path = put(tmp_path / "a.json", open_one)
    said = refusal(path, "--text", put(tmp_path / "new.txt", f"News\n\n{TEXT}"))
    assert "no open conflict in layer ada (resolve it first)" in said


def test_sections_and_segments_go_along(tmp_path: Path) -> None:
    paragraphs = TEXT.split("\n\n")
    ends = [18, 18 + 2 + len(paragraphs[1]), len(TEXT)]
    sections = [
        {"id": "s1", "type": "headline", "start": 0, "end": ends[0]},
        {"id": "s2", "type": "lede", "start": 20, "end": ends[1]},
        {"id": "s3", "type": "body", "start": ends[1] + 2, "end": ends[2]},
    ]
    tokens = [[span(word)["start"], span(word)["end"]] for word in ("Harbour", "stays", "shut")]
    path = put(tmp_path / "a.json", tree(sections=sections, segmentation={"tokenizer": "hand", "tokens": tokens}))
    moved = "\n\n".join([paragraphs[0], "By our reporter", paragraphs[1], "A new end of it.", paragraphs[2]])
    assert run(path, "--text", put(tmp_path / "new.txt", moved)).exit_code == 1
    new = json.loads(path.read_text("utf-8"))
    held = [(part["id"], part["type"], moved[part["start"] : part["end"]]) for part in new["sections"]]
    assert held == [
        ("s1", "headline", paragraphs[0]),
        ("s4", "body", "By our reporter"),
        ("s2", "lede", paragraphs[1]),
        ("s3", "body", "A new end of it.\n\n" + paragraphs[2]),
    ]
    assert new["segmentation"]["tokens"] == tokens


def test_a_file_that_somebody_else_changed_meanwhile_is_not_overwritten(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = put(tmp_path / "new.txt", f"News\n\n{TEXT}")

    def late(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
        path.write_text("somebody else's", encoding="utf-8")
        write_atomically(path, data, expected=expected)

    monkeypatch.setattr("corpus_tools.report.reanchored.write_atomically", late)
    assert "changed by somebody else" in refusal(record, "--text", text)
    assert record.read_text("utf-8") == "somebody else's"
