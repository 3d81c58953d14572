"""What a project sets: rules, severities, options, exceptions, excluded files, a baseline, only what was touched."""

from __future__ import annotations

import datetime
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus_tools.cli import app
from corpus_tools.store.baseline import Baseline, Entry
from corpus_tools.store.cache import Cache

from .shorthand import source

SHIFTED = {"entities": [{"id": "t1", "type": "PER", "spans": [{"start": 1, "end": 4, "text": "Ada"}]}]}
UNKNOWN = {"entities": [{"id": "t1", "type": "NOSUCH", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}


def write(path: Path, *faults: dict[str, Any], **more: Any) -> Path:
    """A record with one layer for each of the faults."""
    layers = [{"annotator": name, **fault} for name, fault in zip(("ada", "ben"), faults, strict=False)]
    record = {"id": path.stem, "text": "Ada wrote to Charles.", "layers": layers, **more}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source(record))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["validate", *map(str, arguments)])


def codes(*arguments: object) -> list[str]:
    """What is found, by code."""
    result = run("--output-format", "json", *arguments)
    assert result.exit_code in (0, 1), result.output
    return [finding["code"] for finding in json.loads(result.stdout)["findings"]]


def configure(folder: Path, text: str, name: str = "corpus.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ("", ["SPN003", "TAG001"]),
        ('[validate]\nselect = ["TAG"]', ["TAG001"]),
        ('[validate]\nignore = ["span-text"]', ["TAG001"]),
        ('[validate.severity]\nTAG = "off"', ["SPN003"]),
        ('[[validate.override]]\nlayers = ["ada"]\nignore = ["SPN"]', ["TAG001"]),
        ('[[validate.override]]\nlayers = ["ben"]\nignore = ["SPN"]', ["SPN003", "TAG001"]),
        ('[[validate.override]]\npaths = ["pilot/"]\nignore = ["SPN", "TAG"]', []),
        ('[[validate.override]]\npaths = ["*.json"]\nlayers = ["ben"]\nignore = ["TAG001"]', ["SPN003"]),
        ('[[validate.override]]\npaths = ["other/*"]\nignore = ["SPN", "TAG"]', ["SPN003", "TAG001"]),
        ('[validate]\nexclude = ["pilot"]', []),
    ],
)
def test_settings_decide_what_is_told(tmp_path: Path, settings: str, wanted: list[str]) -> None:
    write(tmp_path / "pilot" / "a.json", SHIFTED, UNKNOWN)
    configure(tmp_path, settings)
    assert codes(tmp_path, "--tagset", _builtin()) == wanted


def _builtin() -> Path:
    return Path(__file__).parents[1] / "schemas" / "political-news.tagset.json"


def test_a_severity_is_told_as_set_and_decides_the_exit_code(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", SHIFTED)
    assert run(path).exit_code == 1
    configure(tmp_path, '[validate.severity]\nSPN003 = "info"')
    assert run(path).exit_code == 0
    configure(tmp_path, '[[validate.override]]\npaths = ["a.json"]\nseverity = { SPN003 = "info" }')
    result = run("--output-format", "json", path)
    assert (result.exit_code, json.loads(result.stdout)["summary"]["infos"]) == (0, 1)


def test_the_command_line_comes_before_the_settings(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", SHIFTED, UNKNOWN)
    configure(tmp_path, '[validate]\nselect = ["TAG"]')
    assert codes(path, "--select", "SPN", "--tagset", _builtin()) == ["SPN003"]
    other = configure(tmp_path, '[validate]\nselect = ["SPN"]', "other.toml")
    assert codes(path, "--config", other, "--tagset", _builtin()) == ["SPN003"]


def test_settings_may_stand_in_pyproject(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "a.json", SHIFTED)
    configure(tmp_path, '[project]\nname = "x"\n[tool.corpus-tools.validate]\nignore = ["SPN"]', "pyproject.toml")
    assert codes(tmp_path / "deep") == []
    configure(tmp_path, '[project]\nname = "corpus-tools"\n', "pyproject.toml")
    assert codes(tmp_path / "deep") == ["SPN003"]


@pytest.mark.parametrize(
    ("settings", "place", "said"),
    [
        ("[validate\n", ":1:", "TOML"),
        ('[validate]\nselec = ["SPN"]', ":2:1", "selec"),
        ("[validate]\n\nselect = 3", ":3:1", "array"),
        ("[valdate]\n", ":1:2", "valdate"),
        ('[validate]\nignore = ["SPN999"]', "", "no rule is called 'SPN999'"),
        ('[validate.severity]\nSPN003 = "loud"', ":2:1", "loud"),
        ("[validate.options.SPN003]\nnearness = 3", "", "no option of SPN003 is called 'nearness'"),
    ],
)
def test_settings_that_make_no_sense_are_refused_with_their_place(
    tmp_path: Path, settings: str, place: str, said: str
) -> None:
    path = write(tmp_path / "a.json", SHIFTED)
    config = configure(tmp_path, settings)
    result = run(path)
    assert result.exit_code == 2 or result.exception is not None
    message = str(result.exception)
    assert said in message
    assert not place or f"{config}{place}" in message


def test_a_baseline_hides_what_it_knows_and_nothing_else(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", SHIFTED)
    written = run("--baseline", "write", tmp_path)
    assert (written.exit_code, "1 findings" in written.stderr) == (0, True)
    assert codes("--baseline", "check", tmp_path) == []
    path.write_bytes(path.read_bytes().replace(b'"text": "Ada wrote', b'"url_": 1, "text": "Ada wrote'))
    assert codes("--baseline", "check", tmp_path) == ["FMT003"]
    write(tmp_path / "b.json", SHIFTED)
    assert codes("--baseline", "check", tmp_path / "b.json") == ["SPN003"]
    write(path)
    assert "1 known findings are gone" in run("--baseline", "check", tmp_path).stderr


@pytest.mark.parametrize("text", ["", "[]", '{"format_version": "1.0"}', '{"findings": 3, "format_version": "1.0"}'])
def test_a_baseline_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / ".corpus-baseline.json").write_text(text)
    write(tmp_path / "records" / "a.json", SHIFTED)
    result = run("--baseline", "check", "--baseline-file", tmp_path / ".corpus-baseline.json", tmp_path / "records")
    assert result.exit_code == 2 or "a baseline" in str(result.exception)


def test_an_expired_entry_hides_nothing() -> None:
    from corpus_tools.findings import Checked, Finding

    folder, day = Path("/x"), datetime.date(2026, 1, 31)
    entry = Entry("SPN003", "a.json", count=2, expires=day)
    found = Finding(code="SPN003", rule="span-text", severity="error", file="/x/a.json", message="m")

    def left(today: datetime.date) -> int:
        known = Baseline([entry], folder, today)
        [document] = known.without_known([Checked("/x/a.json", [found] * 3)])
        return len(document.findings)

    assert left(day) == 1
    assert left(day + datetime.timedelta(days=1)) == 3


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def changed_codes(folder: Path, since: Sequence[str]) -> list[str]:
    result = run("--output-format", "json", folder, *since)
    return sorted({Path(finding["file"]).stem for finding in json.loads(result.stdout)["findings"]})


def test_only_what_was_touched_is_looked_at(tmp_path: Path) -> None:
    for name in ("kept", "edited", "ünïcode näme"):
        write(tmp_path / "articles" / f"{name}.json", SHIFTED, id="x")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert changed_codes(tmp_path, ["--changed"]) == []
    (tmp_path / "articles" / "edited.json").write_bytes(source({"text": "Ada wrote to Charles.", **SHIFTED, "id": "y"}))
    (tmp_path / "articles" / "ünïcode näme.json").write_bytes(source({"text": "Ada wrote.", **SHIFTED}))
    write(tmp_path / "articles" / "new.json", SHIFTED)
    touched = ["edited", "new", "ünïcode näme"]
    assert changed_codes(tmp_path, ["--changed"]) == touched
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "second")
    assert changed_codes(tmp_path, ["--changed", "HEAD"]) == []
    assert changed_codes(tmp_path, ["--changed", "HEAD~1"]) == touched
    assert changed_codes(tmp_path, ["--changed=HEAD~1"]) == touched


@pytest.mark.parametrize("revision", ["nosuch", "--output=x"])
def test_a_revision_that_git_does_not_know_is_refused(tmp_path: Path, revision: str) -> None:
    write(tmp_path / "a.json", SHIFTED)
    git(tmp_path, "init", "-q")
    result = run(tmp_path, f"--changed={revision}")
    assert result.exception is not None
    assert revision.lstrip("-").split("=")[0] in str(result.exception)
    assert not (tmp_path / "x").exists()


def test_a_folder_outside_of_git_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.json", SHIFTED)
    assert "not a git repository" in str(run(tmp_path, "--changed").exception)


def test_a_cache_keeps_results_and_survives_damage(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "way", list[int])
    assert cache.get(b"a") is None
    cache.put(b"a", [1])
    cache.save()
    assert Cache(tmp_path, "way", list[int]).get(b"a") == [1]
    assert Cache(tmp_path, "other way", list[int]).get(b"a") is None
    assert Cache(tmp_path, "way", list[str]).get(b"a") is None
    for path in (tmp_path / ".corpus-tools-cache").glob("*.msgpack"):
        path.write_bytes(path.read_bytes()[:-1])
    assert Cache(tmp_path, "way", list[int]).get(b"a") is None
