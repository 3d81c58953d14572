"""The page of feedback: one annotator's findings, by rule, safe to show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus_tools.cli import app
from corpus_tools.findings import Checked, Excerpt, Finding
from corpus_tools.report.feedback import SHOWN, Feedback

from .shorthand import source


def entity(start: int, text: str, id: str = "t1", type: str = "PER") -> dict[str, Any]:
    return {"id": id, "type": type, "spans": [{"start": start, "end": start + len(text), "text": text}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shifted, right = [entity(1, "Ada")], [entity(0, "Ada")]
    for name, layers in {
        "both": [{"annotator": "ada", "entities": shifted}, {"annotator": "ben", "entities": shifted}],
        "named": [{"annotator": "ada", "id": "second-reading", "entities": shifted}],
        "clean": [{"annotator": "ada", "entities": right}],
    }.items():
        (tmp_path / f"{name}.json").write_bytes(source({"id": name, "text": "Ada wrote *it*.", "layers": layers}))
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["validate", *map(str, arguments)])


def test_only_the_layers_of_the_annotator_are_told(folder: Path) -> None:
    page = folder / "feedback.md"
    result = run(folder, "--annotator", "ada", "--report", page)
    text = page.read_text("utf-8")
    assert result.exit_code == 1
    assert "# Feedback for ada" in text
    assert "2 places to look at, in 2 of 3 files." in text
    assert "both.json" in text
    assert "named.json" in text
    assert "## Nothing to mend" in text
    assert text.count("A**da** wrote \\*it\\*.") == 2


def test_an_annotator_with_nothing_to_mend_is_told_so(folder: Path) -> None:
    (folder / "both.json").unlink()
    (folder / "named.json").unlink()
    run(folder, "--annotator", "ada", "--report", folder / "feedback.md")
    assert "there is nothing to mend" in (folder / "feedback.md").read_text("utf-8")


def test_an_annotator_that_nobody_knows_is_no_clean_one(folder: Path) -> None:
    assert "did you mean ada" in str(run(folder, "--annotator", "adda").exception)


def page(*found: Finding) -> str:
    feedback = Feedback("ada")
    assert list(feedback.gathered([Checked("a.json", list(found))]))
    return "\n".join(feedback.lines())


def finding(words: str, line: int = 1) -> Finding:
    return Finding(
        code="SPN003", rule="span-text", severity="error", file=f"{words}.json", line=line, column=1,
        annotation=words, message=f"says {words}", excerpt=Excerpt("", words, ""),
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "[x](javascript:1)", "`a`", "| b |", "\x1b[31m", "**c**"]
)
def test_nothing_in_the_data_is_taken_for_markup(words: str) -> None:
    text = page(finding(words))
    assert words not in text
    assert "\x1b" not in text


def test_how_many_places_are_left_out_is_said() -> None:
    text = page(*(finding("it", line) for line in range(SHOWN + 7)))
    assert f"({SHOWN + 7})" in text
    assert "and 7 more" in text
