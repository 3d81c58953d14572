"""Fixes: each does away with its finding, adds no error, and is taken back where it would."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from corpus_tools.canonical import canonical
from corpus_tools.findings import Edit, Finding, Fix, FixClass
from corpus_tools.fixing import Check, can_fix, fix
from corpus_tools.rules import all_rules
from corpus_tools.store import Source
from corpus_tools.validation import Selection, check

from . import case_files
from .shorthand import at_hand, source
from .test_rules import CASES, examples

SAFE: tuple[FixClass, ...] = ("safe",)
ALL: tuple[FixClass, ...] = ("safe", "unsafe", "propose")


def checking(short: dict[str, Any], select: Sequence[str] = ()) -> Check:
    """How the bytes of a short record are checked."""
    chosen = Selection(extend=select)
    hand = at_hand(short)
    return lambda data: list(check(Source("example.json", data), hand, chosen))


def fixable() -> list[Any]:
    """Every record in the documentation and the cases of rules that has a finding with a fix that can be made."""
    found = []
    for rule in all_rules():
        if rule.subject in ("record", "source") and rule.fix:
            found.append((f"{rule.code}-example", examples(rule)["Fails"], [rule.code]))
    for path in sorted(CASES.glob("*.yaml")):
        for case in case_files.load(path.read_text(encoding="utf-8")):
            if "record" in case:
                found.append((f"{path.stem}-{case['name'].replace(' ', '-')}", case["record"], case.get("select", [])))
    return [pytest.param(short, select, id=name) for name, short, select in found]


def errors(found: Sequence[Finding]) -> int:
    return sum(finding.severity == "error" for finding in found)


@pytest.mark.parametrize(("short", "select"), fixable())
def test_fixes_mend_and_are_idempotent(short: dict[str, Any], select: list[str]) -> None:
    check_bytes, data = checking(short, select), source(short)
    before = check_bytes(data)
    for classes in (SAFE, ALL[:2]):
        fixed = fix(data, check_bytes, classes)
        assert fixed.left == check_bytes(fixed.data)
        assert errors(fixed.left) <= errors(before), [f.message for f in fixed.left]
        assert fix(fixed.data, check_bytes, classes).data == fixed.data
        assert not [f.message for f in fixed.undone], "a rule offers a fix that adds an error"
        still = [f.code for f in fixed.left if can_fix(f, classes)]
        assert not still, "a fix was made, and its finding is still there"


@pytest.mark.parametrize(("short", "select"), fixable())
def test_safe_fixes_never_touch_the_text(short: dict[str, Any], select: list[str]) -> None:
    data = source(short)
    fixed = fix(data, checking(short, select), SAFE)
    if fixed.data != data:
        assert json.loads(fixed.data).get("text") == json.loads(data.decode("utf-8-sig")).get("text")


@pytest.mark.parametrize(("short", "select"), fixable())
def test_each_proposal_leaves_a_record_that_fits_the_schema(short: dict[str, Any], select: list[str]) -> None:
    check_bytes, data = checking(short, select), source(short)
    for finding in check_bytes(data):
        if finding.fix and finding.fix.class_ == "propose" and finding.fix.edits:
            fixed = fix(data, only(finding, check_bytes), ALL)
            assert {made.code for made in fixed.made} == {finding.code}, "a proposal adds an error"
            assert not [f.message for f in check_bytes(fixed.data) if f.code in ("FMT002", "FMT003")]


def only(wanted: Finding, check_bytes: Check) -> Check:
    """A check whose findings carry no fix but the one wanted."""

    def checked(data: bytes) -> list[Finding]:
        found = check_bytes(data)
        keep = [f for f in found if (f.code, f.pointer, f.message) == (wanted.code, wanted.pointer, wanted.message)]
        return [f if f in keep[:1] else without_fix(f) for f in found]

    return checked


def without_fix(finding: Finding) -> Finding:
    return replace(finding, fix=UNSET)


def found(code: str, message: str, *edits: Edit) -> Finding:
    return Finding(
        code=code, rule="made-up", severity="error", message=message, fix=Fix("safe", "mend it", tuple(edits))
    )


def test_a_fix_that_adds_an_error_is_taken_back_and_the_others_are_made() -> None:
    def check_numbers(data: bytes) -> list[Finding]:
        """Every 1 and 7 is to become 0, but the fix of 7 puts a 99 there, which is an error."""
        numbers = json.loads(data)
        mended = {1: 0, 7: 99}
        wrong = [(index, number) for index, number in enumerate(numbers) if number in mended]
        small = [found("SPN003", f"{n} at {i}", Edit(f"/{i}", mended[n])) for i, n in wrong]
        return small + [found("SPN002", "too large") for number in numbers if number == 99]

    fixed = fix(b"[1, 7, 1, 1, 7, 1]", check_numbers, SAFE)
    assert json.loads(fixed.data) == [0, 7, 0, 0, 7, 0]
    assert [finding.message for finding in fixed.undone] == ["7 at 1", "7 at 4"]


def test_fixes_that_touch_one_place_wait_for_each_other() -> None:
    def shrinking(data: bytes) -> list[Finding]:
        tree = json.loads(data)
        return [found("SPN003", f"{len(tree)} left, {i}", Edit("/0")) for i in range(3)] if tree else []

    fixed = fix(b"[1, 2, 3]", shrinking, SAFE)
    assert fixed.data == b"[]"
    assert len(fixed.made) == 3


def test_a_record_in_canonical_form_stays_in_it() -> None:
    record = {
        "format_version": "1.0", "id": "a", "text": "Ada wrote to Charles.",
        "layers": [{"annotator": "ada", "entities": [
            {"id": "t1", "type": "PER", "spans": [{"start": 12, "end": 20, "text": " Charles"}]},
            {"id": "t2", "type": "PER", "spans": [{"start": 0, "end": 4, "text": "Ada "}]}]}],
    }  # fmt: skip
    check_bytes = checking({"$tagset": None})
    fixed = fix(canonical(json.dumps(record)).encode(), check_bytes, SAFE)
    assert {f.code for f in fixed.made} >= {"SPN004"}
    assert canonical(fixed.data.decode()) == fixed.data.decode()
    loose = json.dumps(record, indent=3).encode()
    untouched = [line for line in loose.split(b"\n") if b'"type"' in line or b'"id"' in line]
    assert [line for line in fix(loose, check_bytes, SAFE).data.split(b"\n") if line in untouched] == untouched


def test_a_byte_order_mark_goes() -> None:
    short = {"text": "Ada.", "$bytes": "efbbbf"}
    fixed = fix(source(short), checking(short), SAFE)
    assert not fixed.data.startswith(b"\xef\xbb\xbf")
    assert not fixed.left
