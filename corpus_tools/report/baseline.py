"""What a baseline hides, said."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..findings import Checked
from ..store import baseline
from ..text import visible
from .console import Printer


def write_baseline(documents: Iterable[Checked], path: Path, expires: datetime.date | None) -> int:
    """Write all findings to a baseline, say how many, and return the exit code: 2 where a file could not be read.

    Raises:
        UnreadableFile: the baseline cannot be written.
    """
    said = Printer(sys.stderr)
    checked = list(documents)
    for document in checked:
        if document.error is not None:
            said.line(f"{visible(document.file)}: {document.error}")
    count = baseline.write(path, (f for document in checked for f in document.findings), expires)
    said.line(f"{visible(str(path))}: {count} findings, hidden {f'until {expires}' if expires else 'from now on'}")
    return 2 if any(document.error for document in checked) else 0


def against_baseline(
    documents: Iterable[Checked], path: Path, is_reported: Callable[[str], bool], *, quiet: bool
) -> Iterator[Checked]:
    """Documents with the findings that a baseline does not know; at the end, what it hid is said.

    `is_reported` tells by its code whether a rule ran. With `quiet` only what asks for a new baseline is said.

    Raises:
        UnreadableFile: the baseline cannot be read.
        FormatError: it is none.
    """
    known = baseline.read(path)
    yield from known.without_known(documents)
    outcome = [
        (known.hidden * (not quiet), "known findings hidden"),
        (len(known.expired), "entries have expired"),
        (known.gone(is_reported), "known findings are gone: --baseline write forgets them"),
    ]
    if told := [f"{count} {what}" for count, what in outcome if count]:
        Printer(sys.stderr).line(f"{visible(str(path))}: {', '.join(told)}")
