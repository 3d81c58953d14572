"""Which rules run and are reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any, Literal

from .. import rules
from ..findings import Severity
from ..rules import Problem, Rule, Subject

_SET_ASIDE = ("SPN", "SEC", "TAG")
"""Families whose errors make a part unfit for later levels ..."""
_ONLY_A_MARK = "SPN010"
"""... but for this rule, which says that nobody has looked yet, not that something is wrong."""


def sets_aside(rule: Rule) -> bool:
    """Whether a part in which a rule finds an error is left out of later levels: one cause, one finding."""
    return rule.code.startswith(_SET_ASIDE) and rule.code != _ONLY_A_MARK


class Selection:
    """Which rules are reported, how gravely, and with which options.

    Reported are those selected (all that run by default where none is named) and those of `extend`, less those
    ignored and those whose severity is `off`. Rules are named by code, family or name; `options` by code or name.

    Raises:
        UnknownName: a name stands for no rule, or for no option of its rule.
        WrongOption: the value of an option is of another type than its default.
    """

    def __init__(
        self,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        *,
        extend: Iterable[str] = (),
        severity: Mapping[str, Severity | Literal["off"]] | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self._severities = {code: s for name, s in (severity or {}).items() for code in rules.select([name])}
        off = {code for code, s in self._severities.items() if s == "off"}
        self._only, self._also = rules.select(select), rules.select(extend)
        self._never = rules.select(ignore) | off
        named = self._only | self._also
        self._extra = [rule for rule in rules.all_rules() if not rule.default and rule.code in named]
        self.options = {rules.find(name).code: rules.options(name, given) for name, given in (options or {}).items()}

    @property
    def way(self) -> tuple[Any, ...]:
        """What was chosen, as far as what is found depends on it."""
        named = sorted(self._only), sorted(self._also), sorted(self._never)
        return *named, sorted(self._severities.items()), sorted((c, sorted(o.items())) for c, o in self.options.items())

    def extra(self, subject: Subject) -> list[Rule]:
        """Rules about one sort of thing that do not run by default but were asked for."""
        return [rule for rule in self._extra if rule.subject == subject]

    def names(self, rule: Rule) -> bool:
        """Whether a rule was asked for by its name, code or family."""
        return rule.code in self._only or rule.code in self._also

    @cached_property
    def levels(self) -> list[list[Rule]]:
        """The rules about a record that run, level by level: those reported, and those that set parts aside."""
        running = [rule for rule in of("record", self) if self.has(rule) or sets_aside(rule)]
        return [list(level) for _, level in groupby(running, key=lambda rule: rule.level)]

    def has(self, rule: Rule) -> bool:
        """Whether findings of a rule are reported."""
        chosen = rule.code in self._only if self._only else True
        return rule.code not in self._never and (chosen or rule.code in self._also)

    def reports(self, code: str) -> bool:
        """The same for a rule given by its code."""
        return self.has(rules.find(code))

    def severity(self, rule: Rule, problem: Problem) -> Severity:
        """How gravely a problem is reported: as the project says, or else the problem itself, or else its rule."""
        chosen = self._severities.get(rule.code)
        return chosen if chosen and chosen != "off" else problem.severity or rule.severity


def of(subject: Subject, chosen: Selection) -> tuple[Rule, ...]:
    """The rules about one sort of thing that run: those that do by default, and those asked for, by level and code."""
    extra = chosen.extra(subject)
    if not extra:
        return rules.of(subject)
    return tuple(sorted((*rules.of(subject), *extra), key=lambda rule: (rule.level, rule.code)))


def gatherers(chosen: Selection, *, has_manifest: bool) -> tuple[Rule, ...]:
    """The rules about a corpus that run over some documents; without a manifest, loose ones and those asked for."""
    found = of("corpus", chosen)
    return tuple(rule for rule in found if chosen.has(rule) and (has_manifest or rule.loose or chosen.names(rule)))
