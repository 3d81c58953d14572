"""What a conversion did: files with faults, a table of losses, the ledger as JSON, and the table of formats."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import dedent

import msgspec

from ..engine.convert import Converted, Job, convert
from ..formats import HOLDS, Format, Ledger, Loss, all_formats, home
from ..formats._things import KINDS
from ..model import Record
from ..store.staged import Staged
from ..text import visible
from .console import STYLES, Piece, Printer, Progress

SHOWN = 20
"""Rows of the table of losses."""


def run(job: Job, report: str | None, *, fail_on_loss: bool, quiet: bool) -> int:
    """Do a job, tell about it on standard error, and return the exit code.

    0: all is well; 1: a source was refused, or something was lost and `fail_on_loss` is given (then nothing is
    written); 2: a source could not be read.
    """
    errors = Printer(sys.stderr)
    outcomes: list[Converted] = []

    def done(one: Converted) -> None:
        outcomes.append(one if one.error else Converted("", one.records))
        if one.error:
            errors.line((visible(one.source), "bold"), ": ", ("error", STYLES["error"]), f" {visible(str(one.error))}")

    with _Report(report) as file:
        books = Ledger(file.add)
        written = convert(msgspec.structs.replace(job, watch=_shown), books, done)
        file.finish(books)
    if not quiet:
        for pieces in (*_table(books), _last_line(outcomes, written, books)):
            errors.line(*pieces)
    failed = any(one.error for one in outcomes)
    return 1 if failed or (fail_on_loss and books.reasons) else 0


def _shown(records: Iterable[Record]) -> Iterable[Record]:
    return Progress(records, prints=lambda record: False)


class _Report:
    """The ledger as a file of JSON, written loss by loss."""

    def __init__(self, path: str | None) -> None:
        self._path = Path(path) if path else None
        self._staged = Staged(self._path.parent, force=True) if self._path else None
        self._first = True

    def __enter__(self) -> _Report:
        self._put(b'{"losses": [')
        return self

    def __exit__(self, *error: object) -> None:
        if self._staged:
            self._staged.__exit__(None, None, None)

    def add(self, loss: Loss) -> None:
        """Write down one loss, a line each."""
        self._put((b"\n" if self._first else b",\n") + msgspec.json.encode(loss))
        self._first = False

    def finish(self, books: Ledger) -> None:
        """Write down what came in and went out, and give the file its name."""
        counts = {"in": _in_order(books.came_in), "out": _in_order(books.went_out)}
        self._put(b"\n],\n" + json.dumps(counts)[1:].encode() + b"\n")
        if self._staged:
            self._staged.commit()

    def _put(self, data: bytes) -> None:
        if self._staged and self._path:
            self._staged.add(self._path.name, data)


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


def _last_line(outcomes: list[Converted], written: list[str], books: Ledger) -> list[Piece | str]:
    records = sum(one.records for one in outcomes)
    failed = sum(one.error is not None for one in outcomes)
    lost = sum(count for (what, _, _), count in books.reasons.items() if what == "lost")
    others = sum(books.reasons.values()) - lost
    parts = [
        f"{records:,} articles from {len(outcomes) - failed:,} sources, {len(written):,} files written",
        *([f"{failed:,} sources refused"] if failed else []),
        f"{lost:,} things lost" if lost else "nothing lost",
        *([f"{others:,} changed or doubtful"] if others else []),
    ]
    return [", ".join(parts)]


_HEAD = ["name", "format", "files", "reads", "writes", "offsets", "does not hold"]


def formats_table(output_format: str) -> str:
    """The formats, what they can do and what they hold, as text, Markdown or JSON."""
    rows = [_row(format) for format in all_formats()]
    if output_format == "json":
        return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    if output_format == "markdown":
        return "".join(f"| {' | '.join(cells)} |\n" for cells in (_HEAD, ["---"] * len(_HEAD), *map(_cells, rows)))
    cells = [_HEAD, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(6)]
    return "".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[6]]).rstrip() + "\n"
        for row in cells
    )


def _row(format: Format) -> dict[str, object]:
    return {
        "name": format.name,
        "title": format.title,
        "suffixes": list(format.suffixes),
        "reads": format.read is not None,
        "writes": format.write is not None,
        "offsets": format.unit,
        "holds": [name for name in HOLDS if name in format.holds],
        "lacks": [name for name in HOLDS if name not in format.holds],
        "extra": format.extra,
    }


def _cells(row: dict[str, object]) -> list[str]:
    words = {key: ", ".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in row.items()}
    reads, writes = ("yes" if row[key] else "no" for key in ("reads", "writes"))
    return [words["name"], words["title"], words["suffixes"], reads, writes, words["offsets"], words["lacks"] or "-"]


def format_page(format: Format) -> str:
    """The documentation of a format: what its docstring says, and what is lost of the example there."""
    intro, _, rest = (home(format).__doc__ or "").partition("\nExample:\n")
    example, _, lost = rest.partition("\nLost: ")
    lacks = ", ".join(name for name in HOLDS if name not in format.holds) or "nothing"
    return (
        f"# {format.title}\n\n`-t {format.name}`, files: {', '.join(f'`{s}`' for s in format.suffixes)}; "
        f"offsets count {format.unit}.\n\n{intro.strip()}\n\nIt does not hold: {lacks}.\n\n"
        f"Of this record is lost or changed: {lost.strip()}.\n\n```yaml\n{dedent(example).strip()}\n```\n"
    )
