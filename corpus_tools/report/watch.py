"""What changed in files that are watched, on the screen."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from ..engine.watch import Change
from ..findings import Checked, Finding
from ..text import visible
from .console import STYLES, Piece, Printer
from .lines import document_lines


def show_changes(rounds: Iterable[list[Change]], limit: int) -> None:
    """Print what changed, round by round: at most `limit` new findings of one rule in one file, all where it is 0."""
    printer, said = Printer(sys.stdout), Printer(sys.stderr)
    for number, changes in enumerate(rounds):
        for change in changes:
            for line in change_lines(change, limit):
                printer.line(*line)
        if changes:
            sys.stdout.flush()
        if number == 0:
            said.line("watching; Ctrl-C ends it")


def change_lines(change: Change, limit: int) -> Iterator[list[Piece | str]]:
    """How many findings of a file are new, gone and left, then what is new, then what is gone."""
    if change.error is None:
        counts = f"{len(change.new)} new, {len(change.gone)} gone, {change.left} left"
        yield [(visible(change.file), "bold"), ": ", counts]
    yield from document_lines(Checked(change.file, change.new, change.error), limit)
    yield from map(_gone, change.gone)


def _gone(finding: Finding) -> list[Piece | str]:
    about = ", ".join(visible(name) for name in (finding.layer, finding.annotation) if name is not None)
    return [
        ("gone", "green"),
        ": ",
        (finding.severity, STYLES[finding.severity]),
        f" {finding.code} {finding.message} ",
        (f"[{finding.rule}]", "dim"),
        f" ({about})" if about else "",
    ]
