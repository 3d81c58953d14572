"""Fixes that editors offer: each that a finding carries, and all safe ones at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol.types import (
    CodeAction,
    CodeActionContext,
    CodeActionKind,
    CodeActionTriggerKind,
    Range,
    TextEdit,
    WorkspaceEdit,
)

from ..findings import Finding, FixClass
from ..fixing import Check, can_fix, fix
from .diagnostics import SOURCE, diagnostics, stretch
from .positions import Text, decoded
from .text_edits import text_edits

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.{SOURCE}"
_CLASSES: dict[FixClass, str] = {
    "safe": "safe fix",
    "unsafe": "unsafe fix: may change offsets or meaning",
    "propose": "proposal",
}
_SAFE: tuple[FixClass] = ("safe",)


def code_actions(
    text: Text, uri: str, findings: Sequence[Finding], check: Check, where: Range, context: CodeActionContext
) -> Iterator[CodeAction]:
    """What is offered at a range: the fixes there, and all safe ones at once unless nobody asked.

    Editors ask by themselves whenever the cursor moves, and to try all fixes takes a few checks.
    """
    if _is_wanted(CodeActionKind.QuickFix.value, context):
        yield from quick_fixes(text, uri, findings, where)
    by_hand = context.only or context.trigger_kind != CodeActionTriggerKind.Automatic
    if by_hand and _is_wanted(FIX_ALL, context) and any(can_fix(finding, _SAFE) for finding in findings):
        yield from fix_all(text, uri, check)


def _is_wanted(kind: str, context: CodeActionContext) -> bool:
    """Whether actions of a kind are wanted: all are, or that kind or one that it is a sort of."""
    only = [getattr(wanted, "value", wanted) for wanted in context.only or ()]
    return not only or any(f"{kind}.".startswith(f"{wanted}.") for wanted in only)


def quick_fixes(text: Text, uri: str, findings: Iterable[Finding], where: Range) -> Iterator[CodeAction]:
    """The fixes of the findings that a range touches."""
    first, last = text.offset(where.start), text.offset(where.end)
    for finding in findings:
        start, end = stretch(text, finding)
        if start <= last and first <= end and can_fix(finding, _CLASSES.keys()) and finding.fix:
            edits = text_edits(text, _fixed(text, finding))
            if edits:
                yield CodeAction(
                    title=f"{finding.code}: {finding.fix.message} ({_CLASSES[finding.fix.class_]})",
                    kind=CodeActionKind.QuickFix,
                    diagnostics=diagnostics(text, [finding], uri),
                    is_preferred=finding.fix.class_ == "safe",
                    edit=_edit(uri, edits),
                )


def fix_all(text: Text, uri: str, check: Check) -> Iterator[CodeAction]:
    """All safe fixes at once, where there are any."""
    fixed = fix(text.data, check, _SAFE)
    edits = text_edits(text, decoded(fixed.data))
    if edits:
        yield CodeAction(title=f"Make all safe fixes ({len(fixed.made)})", kind=FIX_ALL, edit=_edit(uri, edits))


def _fixed(text: Text, finding: Finding) -> str:
    """The text with the fix of one finding, which is taken to be all that is wrong."""
    fixed = fix(text.data, lambda data: [finding] if data == text.data else [], _CLASSES.keys())
    return decoded(fixed.data)


def _edit(uri: str, edits: list[TextEdit]) -> WorkspaceEdit:
    return WorkspaceEdit(changes={uri: edits})
