"""Records as a format holds them, and the files they go into."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import FormatError, UnreadableFile
from ..formats import Chunk, Format, Ledger, Settings, narrow, steps
from ..model import Record
from ..store.staged import Staged


class Place:
    """Where the files of a target are written: a folder, or one file that was named.

    `stem` is what a file of many documents is called there.
    """

    def __init__(self, files: Staged, target: Format, file: str | None) -> None:
        self._files, self._target, self._file = files, target, file
        self._single: str | None = None
        self.stem = next((file.removesuffix(end) for end in target.suffixes if file and file.endswith(end)), "corpus")
        self.commit = files.commit

    def add(self, chunk: Chunk) -> None:
        """Put a chunk where it belongs.

        Raises:
            UnreadableFile: it cannot be written, or two articles would be written into one file.
        """
        name = chunk.name
        if not self._target.many and self._file:
            self._single = self._single or name
            if name != self._single:
                why = f"more than one file would be written ({self._single}, {name}): name a folder, with / at its end"
                raise UnreadableFile(self._file, why)
        if not self._target.many and chunk.name in self._files and not self._target.folder:
            raise UnreadableFile(chunk.name, "two articles would be written into this file")
        is_main = self._file and (not self._target.many or name == self.stem + self._target.suffixes[0])
        self._files.add(self._file if is_main and self._file else name, chunk.data)


def narrowed(records: Iterable[Record], target: Format, settings: Settings, books: Ledger) -> Iterator[Record]:
    """Records as a format holds them; what is lost goes into the books."""
    limits = tuple(steps(target, settings))
    for record in records:
        found = narrow(record, target, settings, limits)
        for loss in found.losses:
            books.add(loss)
        books.put_out(found.record, found.made)
        yield found.record


def put(records: Iterable[Record], target: Format, settings: Settings, place: Place) -> None:
    """Write records that the format holds.

    Raises:
        UnreadableFile: a file cannot be written, or two articles would be written into one.
    """
    if target.write is None:
        raise FormatError(target.name, None, None, "a format that can be written", "one that is only read")
    for chunk in target.write(records, settings):
        place.add(chunk)


@contextmanager
def staged(path: str, target: Format, *, force: bool) -> Iterator[Place]:
    """A place to write into; without a commit nothing of it is left.

    A file may be named for formats that hold many documents in one, and for one article that is one file.
    """
    has_suffix = path.endswith(target.suffixes)
    is_file = not target.folder and not is_folder(path) and (target.many or has_suffix)
    if is_file and not has_suffix:
        raise FormatError(path, None, None, f"a name that ends in {target.suffixes[0]}, or a folder", Path(path).name)
    with Staged(Path(path).parent if is_file else Path(path), force=force) as files:
        yield Place(files, target, Path(path).name if is_file else None)


def is_folder(path: str) -> bool:
    """Whether a target is a folder: there already, or named as one."""
    return path.endswith(("/", os.sep)) or os.path.isdir(path)
