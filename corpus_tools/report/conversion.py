"""What a conversion did: files with faults, a table of losses, and the ledger as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from ..engine.convert import Converted, Job, convert
from ..errors import LossyConversion
from ..formats import KINDS, Ledger, Loss
from ..model import Record
from ..store.staged import Staged
from ..text import visible
from .console import STYLES, Piece, Printer, Progress
from .lines import counted

SHOWN = 20
"""Rows of the table of losses."""


def run(job: Job, report: str | None, *, fail_on_loss: bool, quiet: bool) -> int:
    """Do a job, tell about it on standard error, and return the exit code.

    0: all is well; 1: a source or an article was refused, or something was lost and `fail_on_loss` is given (then
    nothing is written); 2: a source is not there, or its format is not known.
    """
    errors, tally = Printer(sys.stderr), Counter[str]()

    def done(one: Converted) -> None:
        if one.error:
            tally.update(faults=1, unknown=one.unknown)
            errors.line(*_fault(one))
        else:
            tally.update(articles=one.records, sources=one.records > 0)

    with ExitStack() as stack:
        file = stack.enter_context(_Report(Path(report))) if report else None
        books = Ledger(file.add) if file else Ledger()
        tally["files"] = convert(msgspec.structs.replace(job, watch=_shown), books, done)
        if file:
            file.finish(books)
    if not quiet:
        for pieces in (*_table(books), _last_line(tally, books)):
            errors.line(*pieces)
    if tally["unknown"]:
        return 2
    return 1 if tally["faults"] or (fail_on_loss and books.reasons) else 0


def _shown(records: Iterable[Record]) -> Iterable[Record]:
    return Progress(records, prints=lambda record: False)


def _fault(one: Converted) -> list[Piece | str]:
    """A fault; where a file of many broke, how much of it was taken."""
    rest = "" if isinstance(one.error, LossyConversion) or not one.records else f" ({one.records:,} articles before it)"
    said = str(one.error)
    place, _, said = said.partition(": ") if said.startswith(one.source) else (one.source, "", said)
    return [(visible(place), "bold"), ": ", ("error", STYLES["error"]), f" {visible(said)}{rest}"]


class _Report:
    """The ledger as a file of JSON, written loss by loss."""

    def __init__(self, path: Path) -> None:
        self._name, self._staged = path.name, Staged(path.parent, force=True)
        self._before = b'{"losses": [\n'

    def __enter__(self) -> _Report:
        return self

    def __exit__(self, *error: object) -> None:
        self._staged.__exit__(None, None, None)

    def add(self, loss: Loss) -> None:
        """Write down one loss, a line each."""
        self._staged.add(self._name, self._before + msgspec.json.encode(loss))
        self._before = b",\n"

    def finish(self, books: Ledger) -> None:
        """Write down what came in and went out, and give the file its name."""
        counts = json.dumps({"in": _in_order(books.came_in), "out": _in_order(books.went_out)})
        start = b"\n],\n" if self._before == b",\n" else b'{"losses": [],\n'
        self._staged.add(self._name, start + counts[1:].encode() + b"\n")
        self._staged.commit()


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def _table(books: Ledger) -> Iterator[list[Piece | str]]:
    """A row for each sort of loss, the commonest first."""
    rows = books.reasons.most_common()
    for (what, kind, why), count in rows[:SHOWN]:
        style = STYLES["error" if what == "wrong" else "warning"]
        yield [f"{count:>7,} ", (what.ljust(8), style), f"{kind.ljust(13)} {visible(why)}"]
    if len(rows) > SHOWN:
        yield [f"and {len(rows) - SHOWN} more sorts of losses: see --loss-report"]


def _last_line(tally: Counter[str], books: Ledger) -> list[Piece | str]:
    lost = sum(count for (what, _, _), count in books.reasons.items() if what == "lost")
    others = sum(books.reasons.values()) - lost
    parts = [
        f"{counted(tally['articles'], 'article')} from {counted(tally['sources'], 'source')}",
        f"{counted(tally['files'], 'file')} written",
        *([counted(tally["faults"], "fault")] if tally["faults"] else []),
        f"{counted(lost, 'thing')} lost" if lost else "nothing lost",
        *([f"{others:,} changed or doubtful"] if others else []),
    ]
    return [", ".join(parts)]
