"""Files that a command rewrites: written, listed or shown as a difference."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..engine.rewrite import Rewritten
from ..store.files import write_atomically
from ..text import visible
from .console import Piece, Printer
from .lines import document_lines

STDIN = "<stdin>"


def apply(files: Iterable[Rewritten], *, check: bool, diff: bool, quiet: bool, done: str) -> int:
    """Write what has changed, or with `check` or `diff` only say so; returns the exit code.

    0: all is well; 1: a file was refused, or would change; 2: a file could not be read. Standard input is written to
    standard output.
    """
    counts: Counter[str] = Counter()
    printer = Printer(sys.stdout)
    errors = Printer(sys.stderr)
    for file in files:
        outcome = _outcome(file)
        counts[outcome] += 1
        for line in document_lines(file.refused, limit=10) if file.refused else ():
            errors.line(*line)
        if file.file == STDIN and not (check or diff) and file.refused is None:
            sys.stdout.write(file.after.decode())
        elif outcome == "changed":
            _change(file, printer, check=check, diff=diff, quiet=quiet, done=done)
    if not quiet:
        errors.line(_last_line(counts, done, dry=check or diff))
    if counts["unreadable"]:
        return 2
    return 1 if counts["refused"] or (counts["changed"] and (check or diff)) else 0


def _outcome(file: Rewritten) -> str:
    if file.refused is not None:
        return "unreadable" if file.refused.error and not file.refused.findings else "refused"
    return "passed over" if file.passed_over else "changed" if file.changed else "unchanged"


def _change(file: Rewritten, printer: Printer, *, check: bool, diff: bool, quiet: bool, done: str) -> None:
    if diff:
        for line in difference(file.file, file.before, file.after):
            printer.line(line)
    elif check:
        printer.line(f"{visible(file.file)}: not {done}")
    else:
        write_atomically(Path(file.file), file.after, expected=file.before)
        if not quiet:
            printer.line(f"{visible(file.file)}: {done}")


def difference(file: str, before: bytes, after: bytes) -> Iterator[Piece]:
    """A file before and after as a unified difference, line by line."""
    old, new = (data.decode("utf-8", "replace").split("\n") for data in (before, after))
    styles = {"-": "red", "+": "green", "@": "cyan"}
    for line in difflib.unified_diff(old, new, file, file, lineterm=""):
        yield visible(line), styles.get(line[:1], "")


def _last_line(counts: Counter[str], done: str, *, dry: bool) -> str:
    parts = [
        (counts["changed"], f"would be {done}" if dry else done),
        (counts["unchanged"], "in order"),
        (counts["refused"], "left as they are (see above)"),
        (counts["unreadable"], "could not be read"),
        (counts["passed over"], "tag sets or manifests passed over"),
    ]
    return "files: " + (", ".join(f"{count} {what}" for count, what in parts if count) or "none")
