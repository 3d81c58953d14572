"""The quick way says what the command line says, and is taken where nothing but paths is given."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.__main__ import main
from corpus_tools.quick import quick

RECORD = '{"format_version": "1.0", "id": "%s", "text": "Ada wrote.", "layers": []}'
CALLS: list[list[str]] = [
    ["sound.json"],
    ["-q", "sound.json"],
    ["broken.json", "sound.json"],
    ["--quiet", "broken.json"],
    ["."],
    ["-q", "."],
    [],
    ["missing.json"],
    ["*.json"],
    ["no.record"],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sound.json").write_text(RECORD % "sound")
    (tmp_path / "broken.json").write_text(RECORD % "not an id" + "}")
    (tmp_path / "no.record").write_bytes(b"\xff")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("paths", CALLS, ids=" ".join)
def test_the_quick_way_says_the_same(
    folder: Path, paths: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*more: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["corpus-tools", "validate", *paths, *more])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, *capsys.readouterr()

    assert quick(["validate", *paths]) is not None
    assert said() == said("--limit", "10")


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "-"],
        ["validate", "--fix", "a.json"],
        ["validate", "a.json", "--output-format=sarif"],
        ["validate", "--help"],
        ["fmt", "a.json"],
        ["git", "merge-driver", "a", "b"],
        ["git", "install"],
        [],
    ],
    ids=" ".join,
)
def test_all_else_goes_to_the_command_line(arguments: list[str]) -> None:
    assert quick(arguments) is None


def test_what_fails_in_the_quick_way_is_told_as_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(*_: object) -> Callable[[], int]:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("corpus_tools.quick.quick", breaks)
    monkeypatch.setattr(sys, "argv", ["corpus-tools", "validate", "sound.json"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 3
    assert "RuntimeError: on purpose" in capsys.readouterr().err
