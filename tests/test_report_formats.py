"""Forms of report, each read back by what reads it: a schema, a parser, or the rules of the program it is for."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import accumulate, count, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import junitparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from typer.testing import CliRunner, Result

from corpus_tools import cli, schema
from corpus_tools.findings import SEVERITIES, Checked, Edit, Excerpt, Finding, Fix, Related
from corpus_tools.plugins import names
from corpus_tools.report import Summary, formats
from corpus_tools.report.lines import words
from corpus_tools.text import encodable, visible

from . import case_files
from .shorthand import source

HERE = Path(__file__).parent
FORMATS = names("corpus_tools.report.formats")
HOSTILE = {
    name: text
    for case in case_files.load((HERE / "cases/reports.yaml").read_text("utf-8"))
    for name, text in case.items()
}
SARIF = jsonschema.Draft7Validator(json.loads((HERE / "vendor/sarif-schema-2.1.0.json").read_text("utf-8")))
REPORT = jsonschema.Draft202012Validator(schema.load("report"))
CODES = {"error": "SPN003", "warning": "TXT001", "info": "TXT011"}
SHIFTED = {
    "id": "shifted",
    "text": "Ada wrote to Charles. Charles wrote to Ada.",
    "entities": [
        {"id": f"t{n}", "type": "PER", "spans": [{"start": n, "end": n + 7, "text": "Charles"}]} for n in (12, 21)
    ],
}


def finding(message: str = "it is wrong", severity: Any = "error", **more: Any) -> Finding:
    code = CODES[severity]
    return Finding(
        **{
            "code": code,
            "rule": f"rule-{code.lower()}",
            "severity": severity,
            "file": "a.json",
            "message": message,
            "line": 3,
            "column": 7,
            "pointer": "/layers/0",
            **more,
        }
    )


def document(*findings: Finding, file: str = "a.json", error: str | None = None) -> Checked:
    return Checked(file, list(findings), error)


def hostile(text: str) -> Checked:
    """A document in which everything that may come from outside holds some words."""
    file = f"corpus/{text}.json"
    related = [Related(text, "/a", 1, 2), Related(text, "/b", None, None, f"other {text}.json")]
    full = finding(
        text,
        file=file,
        article=text,
        layer=text,
        annotation=text,
        fix=Fix("safe", text),
        related=related,
        excerpt=Excerpt(text, text, text),
    )
    return document(full, finding(text, file=file, line=None, column=None, pointer=""), file=file)


def written(name: str, documents: Iterable[Checked], **detail: Any) -> str:
    """A report, as it is written where there is no terminal."""
    summary = Summary()
    return words(formats.find(name)(summary.counted(documents), summary, formats.Detail(**detail)))


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"NO_COLOR": "1"}).invoke(cli.app, ["validate", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(source(SHIFTED))
    (tmp_path / "b.json").write_bytes(source({"id": "sound", "text": "Ada wrote."}))
    return tmp_path


EVERYTHING = [
    document(finding(), finding(severity="warning"), finding(severity="info", line=None, column=None), finding()),
    document(file="sound.json"),
    document(file="gone.json", error="No such file or directory"),
    document(finding(severity="info", file="told.json"), file="told.json"),
    *map(hostile, HOSTILE.values()),
]


# every form


def test_help_offers_the_files_of_the_folder() -> None:
    assert sorted(FORMATS) == ["github", "gitlab", "json", "junit", "sarif", "text"]
    assert f"<{'|'.join(FORMATS)}>" in run("--help").stdout


def test_only_the_form_that_is_asked_for_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from corpus_tools.cli import app\n"
        f"try: app(['validate', '--output-format', 'gitlab', {str(tmp_path)!r}])\n"
        "except SystemExit: print(*(n for n in sys.modules if n.startswith('corpus_tools.report.formats.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in done.stdout.splitlines()[-1].split()}
    assert loaded & set(FORMATS) == {"gitlab"}


def test_a_form_that_does_not_exist_is_a_usage_error() -> None:
    call = [sys.executable, "-m", "corpus_tools", "validate", "--output-format", "serif", "."]
    done = subprocess.run(call, capture_output=True, text=True)
    assert done.returncode == 2
    assert "did you mean sarif?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_exit_codes_are_those_of_every_form(name: str, folder: Path) -> None:
    codes = [run("--output-format", name, file).exit_code for file in ("b.json", "a.json", "missing.json")]
    assert codes == [0, 1, 2]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_gets_what_standard_output_gets(name: str, folder: Path) -> None:
    shown = run("--output-format", name, "a.json", "missing.json")
    stored = run("--output-format", name, "-o", "report", "a.json", "missing.json")
    assert (stored.exit_code, stored.stdout) == (shown.exit_code, "")
    assert (folder / "report").read_bytes() == shown.stdout_bytes


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"text"}))
def test_what_is_for_people_changes_nothing_for_programs(name: str) -> None:
    whole = written(name, EVERYTHING)
    assert written(name, EVERYTHING, quiet=True, statistics=True, limit=1) == whole
    assert written(name, []) == written(name, [], quiet=True)


@pytest.mark.parametrize("name", FORMATS)
def test_findings_are_written_as_they_come(name: str) -> None:
    endless = (document(finding(file=f"{n}.json"), file=f"{n}.json") for n in count())
    summary = Summary()
    pieces = formats.find(name)(summary.counted(endless), summary, formats.Detail())
    assert "it is wrong" in words(islice(pieces, 50))
    assert summary.records < 60


@pytest.mark.parametrize("name", ["github", "text"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_from_outside_acts_on_a_terminal(name: str, text: str) -> None:
    findings = hostile(visible(text)).findings  # those who write messages make their words visible
    documents = [Checked(hostile(text).file, findings), document(file=text, error=text)]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written(name, documents))


@pytest.mark.parametrize("file", ["", ".", "..", "/", "a/", "<stdin>"])
@pytest.mark.parametrize("name", FORMATS)
def test_any_name_for_standard_input_will_do(name: str, file: str) -> None:
    assert written(name, [document(finding(file=file), file=file)])


# JSON


def test_json_fits_its_schema() -> None:
    report = json.loads(written("json", EVERYTHING))
    REPORT.validate(report)
    assert len(report["findings"]) == sum(len(document.findings) for document in EVERYTHING)


# SARIF


def sarif_run(documents: Iterable[Checked]) -> Any:
    """The one run of a log that fits the official schema."""
    log = json.loads(written("sarif", documents))
    SARIF.validate(log)
    assert log["version"] == "2.1.0"
    (found,) = log["runs"]
    return found


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(written("sarif", EVERYTHING))
    log["runs"][0]["results"][0]["level"] = "info"
    assert not SARIF.is_valid(log)


@pytest.mark.parametrize("documents", [[], EVERYTHING], ids=["nothing", "everything"])
def test_sarif_fits_the_official_schema(documents: list[Checked]) -> None:
    run = sarif_run(documents)
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == sum(len(document.findings) for document in documents)


def test_sarif_results_name_their_rules() -> None:
    run = sarif_run(EVERYTHING)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["SPN003", "TXT001", "TXT011"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert rules[0]["name"] == "span-text"
    assert rules[0]["shortDescription"]["text"] == "A span's `text` is not what stands at its offsets"
    assert rules[0]["defaultConfiguration"] == {"level": "error"}
    assert rules[0]["help"]["markdown"].startswith("# SPN003 span-text\n")
    assert "Fails:" not in rules[0]["fullDescription"]["text"]
    assert [result["level"] for result in run["results"][:3]] == ["error", "warning", "note"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_sarif_places_lead_to_the_files(text: str) -> None:
    first, second = sarif_run([hostile(text)])["results"]
    (location,) = first["locations"]
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert urlsplit(uri)[:2] == ("", "")
    assert urlsplit(uri)[3:] == ("", "")
    assert unquote(uri) == Path(f"corpus/{text}.json").as_posix()
    assert location["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "/layers/0"}]
    assert "region" not in second["locations"][0]["physicalLocation"]
    here, elsewhere = (place["physicalLocation"] for place in first["relatedLocations"])
    assert here["artifactLocation"]["uri"] == uri
    assert unquote(elsewhere["artifactLocation"]["uri"]).startswith("other ")
    assert not re.search(r"\[[^\]]*\]\(", first["message"]["text"])


def test_sarif_has_an_absolute_uri_for_a_file_elsewhere(tmp_path: Path) -> None:
    path = tmp_path.parent / "a b.json"
    (result,) = sarif_run([document(finding(file=str(path)), file=str(path))])["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path.as_uri()


def test_sarif_tells_what_could_not_be_read() -> None:
    (invocation,) = sarif_run(EVERYTHING)["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert not invocation["executionSuccessful"]
    assert notification["message"]["text"] == "No such file or directory"
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "gone.json"
    assert sarif_run([document()])["invocations"] == [{"executionSuccessful": True}]


def mended(data: bytes, fix: Any) -> bytes:
    """A file after a fix, as an editor would make it from the log: the last region first."""
    lines = data.decode().split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    source = "\n".join(lines)
    (change,) = fix["artifactChanges"]
    for replacement in reversed(change["replacements"]):
        region = replacement["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        source = source[:start] + replacement.get("insertedContent", {"text": ""})["text"] + source[end:]
    return source.encode()


def results(path: str) -> list[Any]:
    log = json.loads(run("--output-format", "sarif", "--no-cache", path).stdout)
    SARIF.validate(log)
    found: list[Any] = log["runs"][0]["results"]
    return found


LOOSE = {
    "id": "loose",
    "text": "😀 Ada wrote to Charles.",
    "entities": [
        {"id": "t1", "type": "PER", "spans": [{"start": 1, "end": 5, "text": " Ada"}]},
        {"id": "t2", "type": "PER", "spans": [{"start": 15, "end": 23, "text": "Charles."}]},
        {"id": "t3", "type": "PER", "spans": [{"start": 15, "end": 23, "text": "Charles."}]},
    ],
}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_sarif_fixes_do_what_they_say(name: str, folder: Path) -> None:
    data = b" {}\n"[: 4 * name.endswith("l")] + source(LOOSE)
    (folder / name).write_bytes(data)
    found = [result for result in results(name) if "fixes" in result]
    assert {"SPN004", "ENT001"} <= {result["ruleId"] for result in found}
    for result in found:
        (fix,) = result["fixes"]
        assert fix["artifactChanges"][0]["artifactLocation"]["uri"] == name
        assert f"mend: {fix['description']['text']}" in result["message"]["text"]
        (folder / name).write_bytes(mended(data, fix))
        gone = result["partialFingerprints"]
        assert gone not in [left["partialFingerprints"] for left in results(name)]


def test_sarif_has_the_class_of_a_fix(folder: Path) -> None:
    (folder / "a.json").write_bytes(source(LOOSE))
    classes = {result["ruleId"]: fix["properties"] for result in results("a.json") for fix in result.get("fixes", [])}
    assert classes["SPN004"] == {"class": "safe"}


def test_sarif_has_no_fix_for_what_cannot_be_changed_in_place(folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(source(LOOSE)))
    data = source(LOOSE)
    stdin = CliRunner().invoke(cli.app, ["validate", "--output-format", "sarif", "-"], input=data).stdout
    for found in (results("a.jsonl.gz"), json.loads(stdin)["runs"][0]["results"]):
        assert found
        assert not [result for result in found if "fixes" in result]


def test_sarif_leaves_out_a_fix_that_it_cannot_write() -> None:
    wrong: tuple[list[Edit], ...] = [Edit("/a", "\ud83d")], [Edit("/b/c", 1)], [Edit("/a", 1), Edit("/a", 2)], []
    found = [finding(str(n), fix=Fix("safe", "mend it", tuple(edits))) for n, edits in enumerate(wrong)]
    checked = Checked("a.json", found, data=b'{"a": 0}')
    assert not [result for result in sarif_run([checked])["results"] if "fixes" in result]
    right = finding(fix=Fix("safe", "mend it", (Edit("/a", "ü"),)))
    assert "fixes" in sarif_run([Checked("a.json", [right], data=b'{"a": 0}')])["results"][0]


def test_sarif_tools_reads_it_back(tmp_path: Path) -> None:
    (tmp_path / "log.sarif").write_text(written("sarif", EVERYTHING), encoding="utf-8")
    call = [sys.executable, "-m", "sarif", "summary", "log.sarif"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120)
    counts = dict(re.findall(r"^(\w+): (\d+)$", done.stdout, re.MULTILINE))
    assert counts == {"error": str(2 + 2 * len(HOSTILE)), "warning": "1", "note": "2"}, done.stderr


# marks by which SARIF and GitLab know a finding again


def marks(name: str, path: str) -> list[str]:
    report = json.loads(run("--output-format", name, path).stdout)
    if name == "gitlab":
        return [issue["fingerprint"] for issue in report]
    return [result["partialFingerprints"]["finding/v1"] for result in report["runs"][0]["results"]]


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_a_mark_stays_when_lines_move_and_however_the_file_is_named(name: str, folder: Path) -> None:
    before = marks(name, "a.json")
    assert len(set(before)) == 2
    assert marks(name, "./a.json") == marks(name, str(folder / "a.json")) == before
    (folder / "a.json").write_bytes(b"\n\n" + (folder / "a.json").read_bytes().replace(b",", b",\n"))
    assert marks(name, "a.json") == before
    (folder / "c.json").write_bytes((folder / "a.json").read_bytes())
    assert not set(marks(name, "c.json")) & set(before)


@pytest.mark.parametrize("field", ["code", "file", "article", "layer", "annotation", "message"])
def test_a_mark_depends_on_what_a_finding_is(field: str) -> None:
    changed = [finding(), finding(**{field: "SPN001"})]
    assert len({issue["fingerprint"] for issue in json.loads(written("gitlab", [document(*changed)]))}) == 2


def test_findings_that_say_the_same_have_marks_of_their_own() -> None:
    same = [document(finding(), finding()), document(finding(file="b.json"), file="b.json"), document(finding())]
    issues = json.loads(written("gitlab", same))
    assert len({issue["fingerprint"] for issue in issues}) == 4
    assert issues == json.loads(written("gitlab", same))


# GitLab


def test_gitlab_has_the_fields_it_asks_for() -> None:
    issues = json.loads(written("gitlab", EVERYTHING))
    assert len(issues) == 1 + sum(len(document.findings) for document in EVERYTHING)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert all(
            issue[name] and isinstance(issue[name], str) for name in ("description", "check_name", "fingerprint")
        )
    assert [issue["severity"] for issue in issues[:3]] == ["major", "minor", "info"]
    assert issues[4]["location"] == {"path": "gone.json", "lines": {"begin": 1}}
    assert issues[0]["description"] == "SPN003: it is wrong"


def test_gitlab_paths_start_at_the_repository(folder: Path) -> None:
    for path in (".", "./a.json", folder / "a.json"):
        issues = json.loads(run("--output-format", "gitlab", path).stdout)
        assert {issue["location"]["path"] for issue in issues} == {"a.json"}


# GitHub


def workflow_commands(report: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Commands as a runner of GitHub Actions reads them: line by line, up to the second pair of colons."""
    for line in re.split("\r\n|\r|\n", report):
        if match := re.fullmatch("::([a-z-]+) ([^:]*)::(.*)", line, re.DOTALL):
            pairs = (pair.partition("=") for pair in match[2].split(","))
            yield match[1], {name: _plain(value) for name, _, value in pairs}, _plain(match[3])


def _plain(text: str) -> str:
    for escape, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escape, character)
    return text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_github_reads_what_was_meant(text: str) -> None:
    report = written("github", [hostile(text)])
    first, second = workflow_commands(report)
    file = visible(Path(f"corpus/{text}.json").as_posix())
    assert first[:2] == ("error", {"file": file, "line": "3", "col": "7", "title": "SPN003 rule-spn003"})
    assert first[2] == f"{visible(text)}\nlayer {visible(text)}, {visible(text)}\nmend: {visible(text)}"
    assert second == ("error", {"file": file, "title": "SPN003 rule-spn003"}, visible(text))
    assert report.count("\n") == 3


def test_github_has_a_command_for_each_severity_and_the_counts_last() -> None:
    report = written("github", EVERYTHING[:4])
    sent = [command for command, _, _ in workflow_commands(report)]
    assert sent == ["error", "warning", "notice", "error", "error", "notice"]
    counts = "2 errors, 1 warning, 2 info in 2 files, 1 file could not be read"
    assert report.splitlines()[-1] == f"3 documents in 4 files checked: {counts}"


def test_github_says_what_it_does_not_show() -> None:
    ten = [finding(f"fault {n}") for n in range(10)]
    assert "GitHub shows" not in written("github", [document(*ten)])
    assert "GitHub shows the first 10" in written("github", [document(*ten, finding())])


# JUnit


def suites(documents: Iterable[Checked]) -> list[junitparser.TestSuite]:
    return list(junitparser.JUnitXml.fromstring(written("junit", documents).encode()))


def cases(documents: Iterable[Checked]) -> list[junitparser.TestCase]:
    return [case for suite in suites(documents) for case in suite if isinstance(case, junitparser.TestCase)]


def test_junit_has_a_suite_for_each_file() -> None:
    read = suites(EVERYTHING)
    assert len(read) == len(EVERYTHING)
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in read[:4]] == [
        ("a.json", 1, 1, 0),
        ("sound.json", 1, 0, 0),
        ("gone.json", 1, 0, 1),
        ("told.json", 1, 0, 0),
    ]


def test_junit_tells_failures_from_errors_and_information() -> None:
    failed, sound, gone, told, *_ = cases(EVERYTHING)
    (failure,), (error,) = failed.result, gone.result
    assert (type(failure), failure.message) == (junitparser.Failure, "SPN003 it is wrong (and 2 more)")
    assert str(failure.text).count("it is wrong") == 4
    assert (type(error), error.message) == (junitparser.Error, "No such file or directory")
    assert (sound.is_passed, sound.system_out) == (True, None)
    assert told.is_passed
    assert "info TXT011 it is wrong" in str(told.system_out)


def test_junit_names_the_records_of_one_file() -> None:
    found = [
        document(file="a.jsonl"),
        document(finding(article="2026/ada"), file="a.jsonl"),
        document(finding(line=7), file="a.jsonl"),
    ]
    assert [(case.name, case.classname) for case in cases(found)] == [("2026/ada", "a"), ("line 7", "a")]
    sound = [document(file="corpus/x/a.jsonl")] * 3
    assert [(case.name, case.classname) for case in cases(sound)] == [("a.jsonl", "corpus.x.a")]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_junit_keeps_words_and_escapes_what_xml_cannot_hold(text: str) -> None:
    (case,) = cases([hostile(text)])
    (failure,) = case.result
    assert suites([hostile(text)])[0].name == visible(Path(f"corpus/{text}.json").as_posix())
    assert failure.message == f"SPN003 {visible(text)} (and 1 more)"
    assert f"error SPN003 {visible(text)} [rule-spn003]" in str(failure.text)


# laws

TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=20)
"""Any characters, halves of them too."""
FINDINGS = st.lists(
    st.builds(
        finding,
        st.text(min_size=1, max_size=20),
        st.sampled_from(SEVERITIES),
        article=st.none() | st.text(max_size=5),
        layer=st.none() | st.text(max_size=5),
        line=st.integers(1, 9),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(TEXT, FINDINGS)
def test_whatever_is_found_every_report_can_be_read(file: str, findings: list[Finding]) -> None:
    findings = [structs.replace(each, file=encodable(file)) for each in findings]
    documents = [Checked(file, findings), document(file=file + "2", error=visible(file))]
    for name in FORMATS:
        written(name, documents).encode("utf-8")
    results = sarif_run(documents)["results"]
    issues = json.loads(written("gitlab", documents))
    commands = list(workflow_commands(written("github", documents)))
    assert len(results) == len(findings)
    assert len({issue["fingerprint"] for issue in issues}) == len(commands) == len(findings) + 1
    assert len(suites(documents)) == 2
