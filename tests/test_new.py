"""New records from plain text and web pages: what is changed, which sections are found, what is refused."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from corpus_tools.__main__ import main
from corpus_tools.canonical import canonical, canonical_record
from corpus_tools.cli import app
from corpus_tools.errors import FormatError
from corpus_tools.intake.html import from_html
from corpus_tools.intake.normalise import normalise
from corpus_tools.intake.record import Settings, from_text
from corpus_tools.intake.sections import override
from corpus_tools.intake.wrapping import Wrap
from corpus_tools.model import Record
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets, builtin
from corpus_tools.validation import Selection, check

from . import case_files

ROOT = Path(__file__).parents[1]
LEFT_BY_INTAKE = {"TXT004", "TXT011"}
"""Findings that are no errors, but that intake should leave no cause for: invisible characters, a missing seal."""
CASES = ROOT / "tests" / "cases" / "new"
BRIEF = "Quick Read\n\nThe boats stay in port, the union’s board said on Monday.\n\nSource: Velmar Post\n"


def cases(name: str) -> list[Any]:
    """The cases of a file, each as a parameter with its name."""
    return [pytest.param(case, id=case["name"]) for case in case_files.load((CASES / f"{name}.yaml").read_bytes())]


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner(env={"NO_COLOR": "1", "COLUMNS": "100"}).invoke(app, [str(a) for a in arguments], input=text)


def found(record: Record) -> list[tuple[str, str]]:
    """The sections of a record in text order, as type and words."""
    in_order = sorted(record.sections or [], key=lambda section: (section.start, -section.end))
    return [(section.type, record.text[section.start : section.end]) for section in in_order]


def shortened(sections: list[tuple[str, str]], wanted: list[dict[str, str]]) -> list[dict[str, str]]:
    """Sections as a case writes them: only as many words as it gives, where it ends in an ellipsis."""
    shown = []
    for (type, words), want in zip(sections, [*wanted, *[{}] * len(sections)], strict=False):
        start = next(iter(want.values()), "").removesuffix("…")
        is_cut = next(iter(want.values()), "").endswith("…") and words.startswith(start)
        shown.append({type: f"{start}…" if is_cut else words})
    return shown


def findings(record: Record) -> list[str]:
    """What is wrong with a new record, but for marks that its author did not balance."""
    source = Source("new.json", canonical_record(record).encode())
    return [
        finding.code
        for finding in check(source, TagSets(), Selection())
        if finding.severity == "error" or finding.code in LEFT_BY_INTAKE
    ]


@pytest.mark.parametrize("case", cases("sections"))
def test_sections(case: dict[str, Any]) -> None:
    overrides = tuple(map(override, case.get("overrides", [])))
    record = from_text(case["text"].encode(), "article.txt", Settings(overrides=overrides)).record
    assert shortened(found(record), case["sections"]) == case["sections"]
    assert findings(record) == []
    assert all(type in builtin().sections for type, _ in found(record))


@pytest.mark.parametrize("case", cases("changes"))
def test_changes(case: dict[str, Any]) -> None:
    text, changes = normalise(case["raw"], case.get("wrap", "auto"))
    assert text == case["text"]
    assert [[c.what, c.count, c.line, c.column] for c in changes] == case.get("changes", [])


@pytest.mark.parametrize("case", cases("refused"))
def test_refused(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "article.txt"
    source.write_bytes(case["text"].encode() if "text" in case else bytes.fromhex(case["bytes"]))
    monkeypatch.setattr(sys, "argv", ["corpus-tools", "new", str(source), *case.get("options", [])])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert (stopped.value.code, case["says"] in (said := capsys.readouterr().err)) == (case["code"], True), said
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]


@pytest.mark.parametrize("case", cases("html"))
def test_html(case: dict[str, Any]) -> None:
    pytest.importorskip("selectolax")
    made = from_html(case["html"].encode(), "page.html", Settings())
    metadata = json.loads(canonical_record(made.record))["metadata"]
    assert {key: metadata[key] for key in metadata if key not in ("raw_sha256", "text_tool")} == case["metadata"]
    assert shortened(found(made.record), case["sections"]) == case["sections"]
    assert [section.url for section in made.record.sections or () if section.url] == case["links"]
    assert [change.what for change in made.changes] == case["told"]
    assert findings(made.record) == []


def test_a_page_without_the_library_is_refused_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.html").write_text("<p>Ada wrote.</p>")
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    result = run("new", tmp_path / "page.html")
    assert result.exit_code == 2
    assert "pip install 'corpus-tools[html]'" in result.stderr


HOSTILE = {
    "deep": ("<div>" * 100_000, "nested at most 5,000 deep"),
    "deep as allowed": ("<div>" * 4_000 + "Ada wrote.", ""),
    "formatting that is never closed": ("".join(f"<b id={n}>" for n in range(500)) + "<p>Ada wrote." * 500, ""),
    "linked data without end": (f"<script type='application/ld+json'>{'[' * 100_000}</script><p>Ada wrote.", ""),
    "marks on a letter": ("<p>a" + "&#x301;&#x327;" * 5000, "at most 255 marks"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages(name: str) -> None:
    pytest.importorskip("selectolax")
    page, says = HOSTILE[name]
    if not says:
        assert "Ada wrote." in from_html(page.encode(), "page.html", Settings()).record.text
        return
    with pytest.raises(FormatError, match=says):
        from_html(page.encode(), "page.html", Settings())


# Laws

TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \n\t\r\u00a0\u2028\u200d\u200c\u00ad\ufeff\x85\x0b\u3099か\u212a\u0301\u0327\u1100\u1161"),
        st.sampled_from("aA.-:(“”’'|éह🏽👩·"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


def record_or_refusal(data: bytes, name: str, settings: Settings) -> Record | FormatError:
    try:
        return from_text(data, name, settings).record
    except FormatError as error:
        return error


WRAPS = st.sampled_from(["auto", "lines", "paragraphs", "keep"])


@given(TEXTS, WRAPS)
@settings(max_examples=500, deadline=None)
def test_a_clean_text_stays_as_it_is(raw: str, wrap: Wrap) -> None:
    text, _ = normalise(raw, wrap)
    assert normalise(text, wrap) == (text, [])


@given(TEXTS, WRAPS)
@settings(max_examples=500, deadline=None)
def test_changes_are_told_if_and_only_if_there_are_any(raw: str, wrap: Wrap) -> None:
    text, changes = normalise(raw, wrap)
    assert bool(changes) == (text != raw.removesuffix("\n"))
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(change.column <= len(lines[change.line - 1]) + 1 for change in changes if change.line and change.column)


@given(TEXTS, WRAPS)
@settings(max_examples=300, deadline=None)
def test_any_text_becomes_a_sound_record_or_is_refused_with_its_place(raw: str, wrap: Wrap) -> None:
    made = record_or_refusal(raw.encode(), "article.txt", Settings(wrap=wrap))
    if isinstance(made, FormatError):
        assert made.code in {"FMT003", "TXT002"}
        assert made.line is not None
    else:
        assert findings(made) == []
        assert made.text_sha256 == hashlib.sha256(made.text.encode()).hexdigest()


@given(st.binary(max_size=40))
@settings(deadline=None)
def test_any_bytes_do(data: bytes) -> None:
    made = record_or_refusal(data, "article.txt", Settings())
    assert made.code in {"FMT001", "FMT003", "TXT002"} if isinstance(made, FormatError) else not findings(made)


@given(st.text(min_size=1, max_size=200))
@settings(deadline=None)
def test_an_id_is_made_of_any_name_or_asked_for(name: str) -> None:
    made = record_or_refusal(b"Ada wrote.", name, Settings())
    assert "--id" in str(made) if isinstance(made, FormatError) else not findings(made)


def test_sections_of_the_sample_corpus_are_found_again() -> None:
    """At least nineteen of twenty, with type and offsets; the rest is a matter of taste, such as a dateline's dash."""
    agree = total = 0
    for path in sorted((ROOT / "corpus" / "articles").glob("*.json")):
        record = json.loads(path.read_bytes())
        made = from_text((record["text"] + "\n").encode(), f"{record['id']}.txt", Settings())
        assert (made.record.text, made.changes) == (record["text"], [])
        wanted = {(part["type"], part["start"], part["end"]) for part in record["sections"]}
        ours = {(part.type, part.start, part.end) for part in made.record.sections or ()}
        agree, total = agree + len(wanted & ours), total + max(len(wanted), len(ours))
    assert agree / total >= 0.95


# The command


def test_a_record_stands_beside_its_source_in_canonical_form(tmp_path: Path) -> None:
    source, target = tmp_path / "Boats 1.txt", tmp_path / "~boats-1.json"
    source.write_bytes(BRIEF.encode())
    result = run("new", source, "--language", "en")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        f"{source}: sections: 1 kicker, 2 lede, 3 source",
        f"{target}: written",
    ]
    record = json.loads(target.read_bytes())
    assert canonical(target.read_text("utf-8")) == target.read_text("utf-8")
    assert (record["id"], record["text"], record["layers"]) == ("Boats-1", BRIEF.strip(), [])
    assert record["metadata"]["language"] == "en"
    assert record["metadata"]["raw_sha256"] == hashlib.sha256(BRIEF.encode()).hexdigest()
    assert run("validate", "-q", target).output == ""


def test_changes_are_said_with_their_first_place(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"One line.\r\nTwo\tlines.\r\n")
    said = run("new", source).stderr.splitlines()
    assert f"{source}:1:10: line end CRLF or CR made LF, 2 times" in said
    assert f"{source}:2:4: tab made a space" in said
    assert run("new", source, "--force", "-q").output == ""


def test_a_file_that_is_there_is_not_replaced_unless_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIEF)
    (tmp_path / "a.json").write_text("mine")
    result = run("new", tmp_path / "a.txt")
    assert result.exit_code == 2
    assert "--force replaces it" in result.stderr
    assert (tmp_path / "a.json").read_text() == "mine"
    assert run("new", "--force", tmp_path / "a.txt").exit_code == 0
    assert (tmp_path / "a.json").read_text() != "mine"


def test_a_folder_goes_on_after_a_file_that_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIEF)
    (tmp_path / "b.txt").write_bytes(b"\xff")
    (tmp_path / "c.json").write_text("{}")
    (tmp_path / ".d.txt").write_text(BRIEF)
    result = run("new", tmp_path, "-o", f"{tmp_path}/out/")
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.json"]


def test_two_articles_of_one_id_do_not_replace_each_other_even_by_force(tmp_path: Path) -> None:
    for name in ("a b.txt", "a-b.txt"):
        (tmp_path / name).write_text(BRIEF)
    result = run("new", "--force", "-o", f"{tmp_path}/out/", tmp_path / "a b.txt", tmp_path / "a-b.txt")
    assert result.exit_code == 2
    assert "there is such a file already" in result.stderr


def test_standard_input_goes_to_standard_output(tmp_path: Path) -> None:
    result = run("new", "-", "--id", "brief", "-q", text='{"a": 1}\n{"b": 2}\n')
    assert (result.exit_code, json.loads(result.stdout)["text"]) == (0, '{"a": 1}\n\n{"b": 2}')
    assert run("new", "-", text=BRIEF).exit_code == 2


def test_a_layer_names_its_annotator_and_the_tag_set_that_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIEF)
    tagset = ROOT / "corpus" / "sample-news.tagset.json"
    plain = json.loads(run("new", tmp_path / "a.txt", "-o", "-", "--annotator", "lea").stdout)
    named = json.loads(run("new", tmp_path / "a.txt", "-o", "-", "--annotator", "lea", "--tagset", tagset).stdout)
    assert plain["layers"] == [{"annotator": "lea"}]
    assert named["layers"][0]["tagset"]["id"] == "sample-news"


def test_overrides_come_from_a_file_and_then_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIEF)
    (tmp_path / "house").write_text("# of our house\n\nQuick=boilerplate\n2=body\n")
    shown = run("new", tmp_path / "a.txt", "-o", "-", "--sections", tmp_path / "house", "--section", "2=caption").stdout
    assert [section["type"] for section in json.loads(shown)["sections"]] == ["boilerplate", "caption", "source"]


@pytest.mark.parametrize("option", [["--id", "x"], ["-o", "x.json"], ["-o", "-"], ["--section", "1=body"]])
def test_what_is_for_one_article_is_refused_for_several(option: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIEF)
    assert run("new", tmp_path, *option).exit_code == 2
    assert len(list(tmp_path.iterdir())) == 1


def test_a_large_file_is_refused_before_it_is_looked_at(tmp_path: Path) -> None:
    with open(tmp_path / "a.txt", "wb") as stream:
        stream.truncate(100 * 2**20)
    result = run("new", tmp_path / "a.txt")
    assert (result.exit_code, "at most 16 MiB, found 100.0 MiB" in result.stderr) == (1, True)


def test_a_text_too_long_for_a_record_is_refused_with_its_place() -> None:
    with pytest.raises(FormatError, match=r"a.txt:2:1: FMT003 expected at most 1,000,000 code points"):
        from_text(b"a" * 999_999 + b"\nb", "a.txt", Settings())
