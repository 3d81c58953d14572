"""Findings of a validation, sent to where they are wanted, and counted on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from ..findings import Checked
from ..store.files import write_atomically
from . import formats
from .console import Printer, Progress
from .summary import Summary


def show_findings(
    checked: Iterable[Checked],
    output_format: str = "text",
    output: str | None = None,
    *,
    quiet: bool = False,
    statistics: bool = False,
    limit: int = 10,
) -> Summary:
    """Report findings on standard output or to a file, and return the counts.

    The text form shows at most `limit` findings of one rule in one file and says how many more there are; with
    `quiet` it says nothing where there are none, with `statistics` only how many there are. The others are whole.

    Raises:
        UnknownName: no format is called that.
        UnreadableFile: the file cannot be written.
    """
    report = formats.find(output_format)
    summary, written = Summary(), StringIO()
    printer = Printer(written if output else sys.stdout)
    documents = summary.counted(Progress(checked, lambda document: bool(document.findings or document.error)))
    for piece in report(documents, summary, formats.Detail(quiet, statistics, limit)):
        printer.write(piece)
    if output:
        write_atomically(Path(output), written.getvalue().encode())
    return summary
