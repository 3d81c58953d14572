"""A baseline: what was known to be wrong when a project began to check, so that only what is new is told.

An entry stands for findings of one rule about one annotation (or about no annotation) of one layer in one file,
wherever they are: a baseline survives edits elsewhere in the file. An entry that has expired hides nothing.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from ..errors import FormatError, UnreadableFile
from ..findings import Checked, Finding
from .files import write_atomically


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """So many findings of one rule at one place, hidden until the day given. `file` is relative to the baseline."""

    code: str
    file: str
    article: str | UnsetType = UNSET
    layer: str | UnsetType = UNSET
    annotation: str | UnsetType = UNSET
    count: int = 1
    expires: datetime.date | UnsetType = UNSET


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    format_version: str
    findings: list[Entry]


class Baseline:
    """Hides what it knows, as often as it knows it."""

    def __init__(self, entries: Iterable[Entry], folder: Path, today: datetime.date | None = None) -> None:
        self._folder, self._left, self._seen = folder, Counter[Entry](), set[str]()
        self.hidden = 0
        self.expired: list[Entry] = []
        day = today or datetime.date.today()
        for entry in entries:
            if entry.expires and entry.expires < day:
                self.expired.append(entry)
            else:
                self._left[_place(entry)] += entry.count

    def gone(self, is_reported: Callable[[str], bool]) -> int:
        """How many of the findings it knows were not met in the files that were looked at, by rules that ran."""
        return sum(n for entry, n in self._left.items() if entry.file in self._seen and is_reported(entry.code))

    def without_known(self, documents: Iterable[Checked]) -> Iterator[Checked]:
        """Documents with those of their findings that the baseline does not know."""
        for document in documents:
            self._seen.add(_relative(document.file, self._folder))
            yield replace(document, findings=[f for f in document.findings if not self._knows(f)])

    def _knows(self, finding: Finding) -> bool:
        entry = _entry(finding, self._folder)
        known = self._left[entry] > 0
        self._left[entry] -= known
        self.hidden += known
        return known


def read(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        UnreadableFile: it cannot be read.
        FormatError: it is not a baseline.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(str(path), None, None, "a baseline", str(error)) from error
    return Baseline(found.findings, path.resolve().parent)


def write(path: Path, findings: Iterable[Finding], expires: datetime.date | None = None) -> int:
    """Write a baseline that knows some findings, one entry a line, and return how many it knows.

    Raises:
        UnreadableFile: it cannot be written.
    """
    counts = Counter(_entry(finding, path.resolve().parent) for finding in findings)
    entries = [replace(entry, count=count, expires=expires or UNSET) for entry, count in counts.items()]
    lines = ",\n".join(sorted(" " + msgspec.json.encode(entry).decode() for entry in entries))
    write_atomically(path, f'{{"format_version": "1.0", "findings": [\n{lines}\n]}}\n'.encode())
    return counts.total()


def _entry(finding: Finding, folder: Path) -> Entry:
    names = (finding.article or UNSET, finding.layer or UNSET, finding.annotation or UNSET)
    return Entry(finding.code, _relative(finding.file, folder), *names)


def _relative(file: str, folder: Path) -> str:
    return os.path.relpath(os.path.abspath(file), folder).replace(os.sep, "/")


def _place(entry: Entry) -> Entry:
    return replace(entry, count=1, expires=UNSET)
