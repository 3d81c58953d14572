"""`corpus_tools.read` and `corpus_tools.write`: records from and to files of any format, and what was lost.

import corpus_tools

pilot = corpus_tools.read("pilot/", "brat")
written = corpus_tools.write(pilot, "pilot.conll", "conll")
for loss in [*pilot.losses, *written.losses]:
    print(loss.article, loss.id, loss.why)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..formats import Ledger, Loss, Settings
from ..model import Record
from ..store.read import read as read_own
from . import read as read_any
from . import write as write_any


class Records(Iterator[Record]):
    """Records, one at a time. `losses` are those met on the way so far; clear the list to save memory."""

    def __init__(self, path: str, format: str | None, settings: Settings | None) -> None:
        self.losses: list[Loss] = []
        self._records = self._read(path, format, settings) if format else read_own(path)

    def __next__(self) -> Record:
        return next(self._records)

    def _read(self, path: str, format: str, settings: Settings | None) -> Iterator[Record]:
        for found in read_any(path, format, settings):
            self.losses += found.losses
            yield found.record


class Written(Ledger):
    """What was written: `losses`, one by one, beside the counts that a ledger has."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []
        super().__init__(self.losses.append)


def read(path: str, format: str | None = None, settings: Settings | None = None) -> Records:
    """The records in a file or folder (or a pattern, or `-`), one at a time; without a format, records of our own.

    The losses of reading are in `losses` of what this returns.

    Raises:
        UnreadableFile: a file cannot be read.
        FormatError: a document is not in the format; the place of the first fault is given.
        UnknownName: there is no such format.
    """
    return Records(path, format, settings)


def write(
    records: Iterable[Record], path: str, format: str, settings: Settings | None = None, *, force: bool = False
) -> Written:
    """Write records into a folder, or into a file; `losses` of what this returns tell what the format does not hold.

    Raises:
        UnreadableFile: a file cannot be written, or is there already and `force` is not given.
        LossyConversion: a policy of the settings allows no loss.
        UnknownName: there is no such format.
    """
    books = Written()
    write_any(records, path, format, settings, force=force, books=books)
    return books
