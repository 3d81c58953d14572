"""The command line, as an annotator, a researcher and a CI job use it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from corpus_tools import cli, schema

from .shorthand import source

SOUND: dict[str, Any] = {"text": "Charles wrote to Ada.", "id": "sound"}
SHIFTED: dict[str, Any] = {
    "id": "shifted",
    "text": "Ada wrote to Charles.",
    "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 12, "end": 19, "text": "Charles"}]}],
}


def run(*arguments: str | Path, text: str | bytes | None = None) -> Result:
    return CliRunner(env={"NO_COLOR": "1", "COLUMNS": "100"}).invoke(cli.app, [str(a) for a in arguments], input=text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.json").write_bytes(source(SOUND))
    (tmp_path / "a.json").write_bytes(source(SHIFTED))
    return tmp_path


def test_a_sound_file_exits_with_0(folder: Path) -> None:
    result = run("validate", folder / "b.json")
    assert (result.exit_code, result.stdout) == (0, "1 document in 1 file checked: no findings\n")


def test_quiet_says_nothing_when_all_is_well(folder: Path) -> None:
    result = run("validate", "-q", folder / "b.json")
    assert (result.exit_code, result.output) == (0, "")


def test_a_finding_has_its_place_context_and_remedy(folder: Path) -> None:
    result = run("validate", folder)
    assert result.exit_code == 1
    line, layer, words, carets, mend, last = result.stdout.splitlines()
    column = source(SHIFTED).decode().index('{"start"') + 1
    assert line.startswith(f"{folder / 'a.json'}:1:{column}: error SPN003 ")
    assert layer == "    layer ada, t1"
    assert words == "    | Ada wrote to Charles."
    assert carets == "    |" + " " * 13 + "^" * 7
    assert mend == "    mend: found 1 to the right: set start to 13 and end to 20"
    assert last == "2 documents in 2 files checked: 1 error in 1 file"


def test_json_fits_its_published_schema(folder: Path) -> None:
    (folder / "c.json").write_text('{"a": 1, "a": 2}')
    (folder / "d.json").write_bytes(b"\xff\xfe")
    result = run("validate", "--output-format", "json", folder, folder / "missing.json")
    report = json.loads(result.stdout)
    jsonschema.Draft202012Validator(schema.load("report")).validate(report)
    assert result.exit_code == 2
    assert [finding["code"] for finding in report["findings"]] == ["SPN003", "FMT003", "FMT002", "FMT001"]
    assert report["summary"] == {
        "files": 5,
        "records": 4,
        "errors": 4,
        "warnings": 0,
        "infos": 0,
        "unreadable": [{"file": str(folder / "missing.json"), "why": "No such file or directory"}],
    }


def test_every_document_is_checked_in_order_whatever_is_wrong_with_the_others(folder: Path) -> None:
    (folder / "0.json").write_text("{")
    result = run("validate", "--output-format", "json", folder)
    files = [finding["file"] for finding in json.loads(result.stdout)["findings"]]
    assert files == [str(folder / "0.json"), str(folder / "a.json")]


def test_one_rule_may_be_selected_or_ignored(folder: Path) -> None:
    assert run("validate", folder, "--select", "TXT").exit_code == 0
    assert run("validate", folder, "--ignore", "span-text,TXT").exit_code == 0
    assert run("validate", folder, "--select", "SPN").exit_code == 1


def test_an_unknown_rule_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "corpus_tools", "validate", ".", "--select", "SPN03"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "did you mean SPN003?" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    many = {
        **SHIFTED,
        "entities": [
            {"id": f"t{n}", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Bob"}]} for n in range(1, 25)
        ],
    }
    (tmp_path / "a.json").write_bytes(source(many))
    shown = run("validate", tmp_path).stdout
    assert shown.count("error SPN003") == 10
    assert "and 14 more SPN003 (--limit 0 shows all)" in shown
    assert run("validate", "--limit", "0", tmp_path).stdout.count("error SPN003") == 24


def test_statistics_count_by_rule(folder: Path) -> None:
    result = run("validate", "--statistics", folder)
    assert result.stdout.splitlines()[0].split() == ["1", "SPN003", "error", "span-text"]


def test_exit_zero(folder: Path) -> None:
    assert run("validate", "--exit-zero", folder).exit_code == 0


def test_a_report_may_go_to_a_file(folder: Path) -> None:
    target = folder / "report.txt"
    result = run("validate", folder / "a.json", "-o", target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "SPN003" in target.read_text(encoding="utf-8")


def test_standard_input_has_a_name() -> None:
    result = run("validate", "-", "--stdin-filename", "draft.json", text=source(SHIFTED))
    assert result.exit_code == 1
    assert result.stdout.startswith("draft.json:1:")


def test_jsonl_has_a_line_for_each_record(tmp_path: Path) -> None:
    data = b"\n".join([source(SOUND), b"", source(SHIFTED), b"{", source({**SOUND, "text": "A\u2028b."})]) + b"\n"
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(data))
    report = json.loads(run("validate", "--output-format", "json", "--ignore", "COR", tmp_path).stdout)
    places = [(Path(f["file"]).name, f["line"], f["code"]) for f in report["findings"] if f["code"] != "TXT002"]
    assert places == [
        (name, line, code) for name in ("a.jsonl", "b.jsonl.gz") for line, code in ((3, "SPN003"), (4, "FMT002"))
    ]
    assert report["summary"]["records"] == 8


def test_data_is_shown_never_interpreted(tmp_path: Path) -> None:
    hostile = "\x1b[31m[red]\u202e[/x][link=http://a.b]"
    record = {
        "id": "hostile",
        "text": "Ada wrote to Charles.",
        "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": hostile}]}],
    }
    (tmp_path / "a.json").write_bytes(source(record))
    shown = run("validate", tmp_path).stdout
    assert "\\x1b[31m[red]\\u202e[/x][link=http://a.b]" in shown
    assert "\x1b" not in shown


def test_a_pipe_that_closes_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m corpus_tools validate {folder} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "SPN003" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_pipe_gets_utf_8_whatever_the_locale(tmp_path: Path, encoding: str) -> None:
    for name, words in (("a", "Zoë met 𝔑𝔬𝔳𝔞."), ("b", "Zoë saw 𝔑𝔬𝔳𝔞.")):
        (tmp_path / f"{name}.json").write_bytes(source({"text": words, "id": "x"}))
    call = [sys.executable, "-m", "corpus_tools", "diff", *(str(tmp_path / name) for name in ("a.json", "b.json"))]
    done = subprocess.run(call, capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (1, b"")
    assert "𝔑𝔬𝔳𝔞" in done.stdout.decode("utf-8")


def test_a_file_that_two_paths_lead_to_is_checked_once(folder: Path) -> None:
    shown = run("validate", "--exit-zero", folder, folder / "a.json", folder / "b.json").stdout
    assert "2 documents in 2 files checked: 1 error" in shown


def test_fmt_writes_only_what_changes(folder: Path) -> None:
    before = (folder / "b.json").read_bytes()
    assert run("fmt", "--check", folder).exit_code == 1
    assert "+{" in run("fmt", "--diff", folder / "b.json").stdout
    assert (folder / "b.json").read_bytes() == before
    assert run("fmt", folder).exit_code == 0
    after = (folder / "b.json").read_bytes()
    assert after != before
    assert json.loads(after) == json.loads(before)
    assert run("fmt", "--check", folder).exit_code == 0


def test_fmt_leaves_a_file_that_does_not_fit_as_it_is(folder: Path) -> None:
    broken = source({**SOUND, "txt": 1})
    (folder / "b.json").write_bytes(broken)
    result = run("fmt", folder / "b.json")
    assert result.exit_code == 1
    assert "FMT003" in result.stderr
    assert (folder / "b.json").read_bytes() == broken


def test_fmt_keeps_unknown_keys_of_a_newer_minor_version(tmp_path: Path) -> None:
    newer = {**json.loads(source(SOUND)), "format_version": "1.7", "mood": {"a": [1.50]}}
    path = tmp_path / "newer.json"
    path.write_text(json.dumps(newer))
    assert run("fmt", path).exit_code == 0
    assert json.loads(path.read_text())["mood"] == {"a": [1.50]}
    report = json.loads(run("validate", "--output-format", "json", path).stdout)
    assert [(f["code"], f["severity"]) for f in report["findings"]] == [("FMT004", "warning"), ("FMT003", "info")]


def test_fmt_of_standard_input_goes_to_standard_output() -> None:
    result = run("fmt", "-", text=source(SOUND))
    assert result.stdout.startswith('{\n"format_version": "1.0",\n"id": "sound"')


def test_fmt_does_not_touch_tag_sets_in_a_folder(folder: Path) -> None:
    tagset = schema.folder() / "political-news.tagset.json"
    (folder / "z.json").write_bytes(tagset.read_bytes())
    result = run("fmt", folder)
    assert "1 tag sets or manifests passed over" in result.stderr
    assert (folder / "z.json").read_bytes() == tagset.read_bytes()


MIGRATIONS = Path(__file__).parent / "cases" / "migrations"


@pytest.mark.parametrize("before", sorted(MIGRATIONS.glob("*.before.json")), ids=lambda path: path.name)
def test_migrate_brings_an_older_record_to_the_current_version(before: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(before.read_bytes())
    assert run("migrate", "--check", path).exit_code == 1
    assert run("migrate", path).exit_code == 0
    assert path.read_bytes() == before.with_name(before.name.replace("before", "after")).read_bytes()
    assert run("migrate", "--check", path).exit_code == 0
    assert run("validate", path).exit_code == 0


def test_migrate_refuses_a_version_nobody_knows(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(source({**SOUND, "format_version": "0.1"}))
    before = path.read_bytes()
    assert run("migrate", path).exit_code == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("output_format", "start"),
    [("text", "1 article, 4 words"), ("csv", "kind,type,layer"), ("json", "["), ("markdown", "| kind |")],
)
def test_stats(folder: Path, output_format: str, start: str) -> None:
    assert run("stats", folder / "a.json", "--output-format", output_format).stdout.startswith(start)


def test_stats_of_no_annotations(folder: Path) -> None:
    for output_format in ("text", "csv", "json", "markdown"):
        assert run("stats", folder / "b.json", "--output-format", output_format).exit_code == 0


def test_differences_want_to_know_of_what(folder: Path) -> None:
    result = run("agree", folder, "--differences")
    assert (result.exit_code, "--by" in result.stderr) == (2, True)


def test_explain() -> None:
    assert run("explain", "SPN003").stdout.startswith("# SPN003 span-text\n")
    assert run("explain", "span-text").stdout == run("explain", "spn003").stdout
    assert "SPN003" in run("explain").stdout


@pytest.mark.skipif(os.name == "nt", reason="permissions work otherwise there")
def test_an_unwritable_folder_is_said(folder: Path) -> None:
    if os.getuid() == 0:
        target = folder / "no" / "such" / "report.txt"
    else:
        (folder / "locked").mkdir(mode=0o500)
        target = folder / "locked" / "report.txt"
    command = [sys.executable, "-m", "corpus_tools", "validate", str(folder), "-o", str(target)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
