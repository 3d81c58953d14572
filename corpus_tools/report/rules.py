"""Rules as text: one page each, and the table of all. The pages in `docs/` are written from here."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from ..rules import LEVELS, Rule, home

_FIXES = {
    "safe": "safe",
    "unsafe": "may change the meaning",
    "propose": "proposed, for a person to decide",
    None: "by hand",
}


def rule_page(rule: Rule) -> str:
    """The documentation page of a rule in Markdown, from its docstring."""
    return (
        f"# {rule.code} {rule.name}\n\n"
        f"{rule.severity}; level {rule.level} ({LEVELS[rule.level]}); fix: {_FIXES[rule.fix]}"
        f"{'' if rule.default else '; off unless selected'}\n\n"
        f"{inspect.cleandoc(home(rule).__doc__ or '')}\n"
    )


def summary(rule: Rule) -> str:
    """The first sentence of a rule's page."""
    return inspect.cleandoc(home(rule).__doc__ or "").split("\n\n")[0].replace("\n", " ").rstrip(".")


def description(rule: Rule) -> str:
    """What a rule's page says before its examples, as running text."""
    paragraphs = inspect.cleandoc(home(rule).__doc__ or "").partition("\n\nFails:")[0].split("\n\n")
    return "\n\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)


def rule_table(rules: Iterable[Rule]) -> str:
    """One line a rule: code, severity, name and what it finds."""
    return "\n".join(f"{rule.code}  {rule.severity:7}  {rule.name:32}  {summary(rule)}" for rule in rules)
