"""Rules: one file each. A docstring is a documentation page, with an example that fails and one that passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from ..errors import UnknownName, WrongOption
from ..plugins import collect
from ._corpus import Article, CorpusView, Manifest, Spot
from ._document import Document
from ._rule import LEVELS, Change, Problem, Rule, Subject
from ._view import ARRAYS, LayerView, View

__all__ = [
    "ARRAYS",
    "LEVELS",
    "Article",
    "Change",
    "CorpusView",
    "Document",
    "LayerView",
    "Manifest",
    "Problem",
    "Rule",
    "Spot",
    "Subject",
    "View",
    "all_rules",
    "find",
    "fingerprint",
    "home",
    "options",
    "run",
    "select",
]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by level and code."""
    return tuple(sorted(collect(__name__, "RULE"), key=lambda rule: (rule.level, rule.code)))


@cache
def of(subject: Subject) -> tuple[Rule, ...]:
    """The rules about one sort of thing that run by default, by level and code."""
    return tuple(rule for rule in all_rules() if rule.subject == subject and rule.default)


@cache
def find(name: str) -> Rule:
    """The rule with that code or name.

    Raises:
        UnknownName: no rule has it.
    """
    for rule in all_rules():
        if name.upper() == rule.code or name.lower() == rule.name:
            return rule
    raise UnknownName("rule", name, (rule.code for rule in all_rules()))


def home(rule: Rule) -> ModuleType:
    """The module a rule stands in; its docstring is the rule's documentation."""
    return import_module(f"{__name__}.{rule.name.replace('-', '_')}")


def select(names: Iterable[str]) -> frozenset[str]:
    """The codes that a list of codes, prefixes of codes (SPN) or rule names stands for.

    Raises:
        UnknownName: one of them stands for nothing.
    """
    codes: set[str] = set()
    for name in names:
        family = {rule.code for rule in all_rules() if rule.code.startswith(name.upper())} if name else set()
        codes |= family or {find(name).code}
    return frozenset(codes)


def options(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a rule, with what was given for some of them.

    Raises:
        UnknownName: the rule, or one of the options, is not known.
        WrongOption: a value is of another type than the default.
    """
    rule = find(name)
    for option, value in given.items():
        if option not in rule.options:
            raise UnknownName(f"option of {rule.code}", option, rule.options)
        default = rule.options[option]
        if type(value) is not type(default) and not (isinstance(default, float) and type(value) is int):
            raise WrongOption(rule.code, option, type(default).__name__, value)
    return {**rule.options, **given}


@cache
def fingerprint() -> str:
    """A mark of the code of this package, so that results of other code are not taken for its own."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    states = [(path.name, (state := path.stat()).st_size, state.st_mtime_ns) for path in files]
    return sha256(repr(states).encode()).hexdigest()


def run(rules: Iterable[Rule], subject: Any) -> Iterator[tuple[Rule, Problem]]:
    """What each rule yields about one subject, with the rule."""
    for rule in rules:
        for problem in rule.check(subject):
            yield rule, problem
