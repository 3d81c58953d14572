"""Questions asked one by one: on a terminal one key answers, elsewhere one line; each answer is written at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from ..diff.curate import Answer, OpenCase
from ..engine.curate import Curated, Curator, Places
from ..errors import FormatError
from ..text import visible
from .console import Printer
from .curation import case_lines
from .readings import Readings
from .written import put

KEYS = "1-9 take that reading, n none of them, s skip, u undo, q quit"
Keys = Callable[[], str]
"""Gives the next answer, empty where there are no more: a key, and what was typed behind it."""


class _Step(Struct, frozen=True):
    """A decision that can be taken back: the file before it, and after it."""

    before: Curated
    after: Curated
    case: str


class Walk:
    """Goes through what is open in some files. `key` gives answers, `line` reasons, `say` shows lines."""

    def __init__(self, curator: Curator, key: Keys, line: Keys, say: Callable[[str], None]) -> None:
        self._curator, self._key, self._line, self._say = curator, key, line, say
        self._steps: list[_Step] = []
        self._skipped = set[tuple[str, str]]()
        self._places: dict[str, Places] = {}
        self.decided = 0

    def through(self, files: Iterable[Curated]) -> int:
        """Ask about everything that is open, until there is nothing left or somebody quits; how much stays open."""
        waiting = {file.file: file for file in files if file.curation is not None}
        is_going_on = True
        while is_going_on:
            found = self._next(waiting)
            is_going_on = self._asked(*found, waiting) if found else bool(self._steps) and self._reconsidered(waiting)
        return sum(len(file.curation.open) for file in waiting.values() if file.curation)

    def _cases(self, file: Curated) -> list[OpenCase]:
        found = file.curation.open if file.curation else []
        return [one for one in found if not one.waits and (file.file, one.origin) not in self._skipped]

    def _next(self, waiting: dict[str, Curated]) -> tuple[Curated, OpenCase] | None:
        return next(((file, one) for file in waiting.values() for one in self._cases(file)), None)

    def _asked(self, file: Curated, case: OpenCase, waiting: dict[str, Curated]) -> bool:
        self._show(file, case, sum(len(self._cases(one)) for one in waiting.values()))
        return self._answered(file, case, waiting)

    def _reconsidered(self, waiting: dict[str, Curated]) -> bool:
        """Whether the last decision is taken back, now that there is nothing left to ask."""
        self._say("nothing more to decide: u undo, any other key quits")
        return self._typed() == "u" and self._undone(waiting)

    def _typed(self) -> str:
        """The next answer; where there are no more it is to quit, and an empty line is not understood."""
        typed = self._key()
        return typed.strip() or ("?" if typed else "q")

    def _show(self, file: Curated, case: OpenCase, left: int) -> None:
        assert file.curation is not None
        line, column = self._places_of(file, case).of(case)
        self._say(visible(f"{file.file}:{line}:{column}: {case.case.kind}: {case.why} ({left} left)"))
        for shown in case_lines(case, Readings(file.curation.record)):
            self._say(shown)

    def _places_of(self, file: Curated, case: OpenCase) -> Places:
        """Where things stand in a file; worked out anew only if something before the case has changed."""
        places = self._places.get(file.file)
        if places is None or not places.hold(file.after, case):
            places = self._places[file.file] = Places(file.file, file.after)
        return places

    def _answered(self, file: Curated, case: OpenCase, waiting: dict[str, Curated]) -> bool:
        """Act on answers until one settles the question; whether to go on."""
        while (answer := self._typed())[0] != "q":
            key, rest = answer[0], answer[1:].strip()
            if key == "s":
                self._skipped.add((file.file, case.origin))
                return True
            if key == "u" and self._undone(waiting):
                return True
            if key.isdecimal() and 0 < int(answer) <= len(case.readings):
                decision = Answer(case.origin, case.readings[int(answer) - 1].voters[0])
                if self._decided(file, decision, waiting):
                    return True
            elif key == "n":
                reason = rest or self._reason()
                if reason and self._decided(file, Answer(case.origin, reason=reason), waiting):
                    return True
            elif key != "u":
                self._say(KEYS)
        return False

    def _reason(self) -> str:
        """Why all readings are rejected."""
        self._say("why?")
        reason = self._line().strip()
        if not reason:
            self._say("a rejection wants a reason")
        return reason

    def _decided(self, file: Curated, answer: Answer, waiting: dict[str, Curated]) -> bool:
        """Write a decision; where the gold layer would not validate it is not taken, and that is told."""
        try:
            after = self._curator.answered(file, answer)
        except FormatError as error:
            self._say(visible(f"not taken: {error}"))
            return False
        put(file.file, file.after, after.after)
        self._steps.append(_Step(file, after, answer.case))
        waiting[file.file] = after
        self.decided += 1
        return True

    def _undone(self, waiting: dict[str, Curated]) -> bool:
        """Take the last decision back."""
        if not self._steps:
            self._say("nothing to undo")
            return False
        step = self._steps.pop()
        put(step.before.file, step.after.after, step.before.after)
        waiting[step.before.file] = step.before
        self.decided -= 1
        return True


def asked(curator: Curator, files: Sequence[Curated]) -> int:
    """Ask about all that is open in some files, as they are written; returns 1 if something stays open, else 0."""
    said = Printer(sys.stdout)
    key = _key if sys.stdin.isatty() else sys.stdin.readline
    walk = Walk(curator, key, sys.stdin.readline, said.line)
    said.line(KEYS)
    left = walk.through(files)
    said.line(f"decided: {walk.decided}; open: {left}")
    return 1 if left else 0


def _key() -> str:
    """One key, read without waiting for the end of a line; empty where the input was closed."""
    try:
        import termios  # late, and there is none on Windows: there a line answers
        import tty
    except ImportError:
        return sys.stdin.readline()
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle, termios.TCSADRAIN)
        key = sys.stdin.read(1)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)
    return "" if key in ("\x04", "\x1b") else key
