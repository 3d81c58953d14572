"""Every rule: its documentation runs, and its cases hold, with no finding more and none less."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from corpus_tools.findings import Finding
from corpus_tools.rules import Rule, all_rules, home
from corpus_tools.validation import Selection

from . import case_files
from .shorthand import corpus_findings, findings

CASES = Path(__file__).parent / "cases" / "rules"


def examples(rule: Rule) -> dict[str, dict[str, Any]]:
    """The failing and the passing example in a rule's docstring."""
    doc = home(rule).__doc__ or ""
    found = dict(re.findall(r"^(Fails|Passes):\n\n((?:    .*\n?)+)", doc, re.MULTILINE))
    assert set(found) == {"Fails", "Passes"}, (
        f"{rule.code}: the docstring needs an example that fails and one that passes"
    )
    return {title: json.loads(text) for title, text in found.items()}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_stands_in_the_file_of_its_name(rule: Rule) -> None:
    assert home(rule).RULE is rule


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_documentation_runs(rule: Rule, tmp_path: Path) -> None:
    selected = () if rule.default and (rule.subject != "corpus" or rule.code.startswith("COR")) else (rule.code,)

    def found(title: str) -> list[Finding]:
        (tmp_path / title).mkdir()
        example = examples(rule)[title]
        is_corpus = rule.subject == "corpus"
        return corpus_findings(example, tmp_path / title, *selected) if is_corpus else findings(example, *selected)

    bad, good = found("Fails"), found("Passes")
    assert [finding.code for finding in bad] == [rule.code], [f"{f.code} {f.pointer} {f.message}" for f in bad]
    assert not good, [f"{f.code} {f.pointer} {f.message}" for f in good]


def cases() -> list[Any]:
    """Every case in the case files: one file a rule, named by its code."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in case_files.load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(case, id=f"{path.stem}-{case['name'].replace(' ', '-')}"))
    return found


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    chosen = case.get("select", ())
    is_corpus = "articles" in case
    found = corpus_findings(case, tmp_path, *chosen) if is_corpus else findings(case["record"], *chosen)
    wanted = case["findings"]
    shown = [f"{f.code} {f.pointer} {f.message}" for f in found]
    key = lambda item: (item["code"], item.get("pointer", ""))  # noqa: E731
    got = sorted(({"code": f.code, "pointer": f.pointer} for f in found), key=key)
    assert got == sorted(({"code": w["code"], "pointer": w.get("pointer", "")} for w in wanted), key=key), shown
    for want in wanted:
        places = [f for f in found if f.code == want["code"] and f.pointer == want.get("pointer", "")]
        match = next((f for f in places if want.get("file", f.file) == f.file), None)
        assert match, f"not in {want['file']}"
        assert want.get("severity", match.severity) == match.severity
        assert want.get("message", "") in match.message, match.message
        assert want.get("fix", "") in (match.fix.message if match.fix else ""), match.fix
        assert want.get("line", match.line) == match.line
        assert want.get("column", match.column) == match.column
        if "edits" in want:
            assert want["edits"] == [to_builtins(edit) for edit in match.fix.edits] if match.fix else False
        if "related" in want:
            assert want["related"] in [related.pointer for related in match.related or ()]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_has_cases(rule: Rule) -> None:
    path = CASES / f"{rule.code}.yaml"
    assert path.exists(), f"{rule.code} has no case file"
    cases = case_files.load(path.read_text(encoding="utf-8"))
    silent = [case for case in cases if rule.code not in [want["code"] for want in case["findings"]]]
    assert silent, f"{rule.code} has no case in which it is silent"
    assert any(w["code"] == rule.code for case in cases for w in case["findings"]), (
        f"{rule.code} has no case that fails"
    )


def test_rules_that_are_not_selected_do_not_run_but_for_those_that_set_parts_aside() -> None:
    running = {rule.code for level in Selection(["QUO"], ["QUO010"]).levels for rule in level}
    assert "QUO001" in running
    assert "QUO010" not in running
    assert {code[:3] for code in running} == {"QUO", "SPN", "SEC", "TAG"}
    assert "SPN010" not in running
