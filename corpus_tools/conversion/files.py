"""The files of a source: a file, a folder, a zip archive or standard input; packed ones are unpacked while read.

Nothing is ever unpacked onto the disk, so no name in an archive can lead anywhere; those that try are refused all the
same. What a packed file may unpack to is bounded.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from ..errors import UnreadableFile
from ..formats import HEAD, File, Format
from ..formats._format import MAX_FILE
from ..store import packed
from ..store.source import MAX_RATIO

STDIN = "-"
_PASSED_OVER = {"node_modules", "__pycache__", "__MACOSX"}


class Files(Struct, frozen=True):
    """The files of a source by their names, which are relative to it and without the suffix of a packed file.

    `wanted` is the one that was asked for where the others are only beside it. `shown` says what those are called in
    messages that are called otherwise. `twins` are those of a folder that lie there packed, too, and are not unpacked.
    """

    root: str
    files: Mapping[str, File]
    wanted: str | None = None
    shown: Mapping[str, str] = {}
    twins: Sequence[str] = ()

    def place(self, name: str) -> str:
        """What a file is called in messages."""
        return self.shown.get(name) or os.path.join(self.root, name)


def files_of(path: str, format: Format | None = None) -> Files:
    """The files of a source. A file is taken as it is, with those beside it, which may belong to it.

    Raises:
        UnreadableFile: there is nothing of that name, or it is an archive that is damaged or names places outside.
    """
    if path == STDIN:
        return _passing(sys.stdin.buffer, "stdin", "<stdin>", format)
    if not os.path.exists(path):
        raise UnreadableFile(path, "there is no such file")
    if os.path.isdir(path):
        return _of_folder(path, deep=True)
    if not os.path.isfile(path):
        return _passing(open(path, "rb"), Path(path).name, path, format)
    if path.lower().endswith(".zip") and not (format and format.takes(path)):
        return Files(path, dict(_of_archive(path)))
    return _of_folder(path, deep=False)


def _of_folder(path: str, *, deep: bool) -> Files:
    root, asked = (path, None) if deep else (str(Path(path).parent), Path(path).name)
    wanted = asked and _unpacked_name(asked)
    found: dict[str, str] = {}
    shown: dict[str, str] = {}
    twins: list[str] = []
    for name in _names(root, deep=deep):
        plain = _unpacked_name(name)
        if plain in found or (plain == wanted and name != asked):
            twins.append(plain)
            continue
        found[plain] = name
        if plain != name:
            shown[plain] = os.path.join(root, name)
    if wanted and asked and wanted not in found:  # a hidden file, which is passed over unless it is asked for
        found[wanted] = asked
    return Files(root, _Folder(root, found, named=not deep), wanted, shown, twins if deep else ())


class _Folder(Mapping[str, File]):
    """The files of a folder, made when they are asked for: only their names are kept, which may be very many.

    One that is asked for again and again, such as what describes the others, stays the same.
    """

    def __init__(self, root: str, names: Mapping[str, str], *, named: bool) -> None:
        self._root, self._names, self._named = root, names, named
        self._file = lru_cache(64)(self._made)

    def __getitem__(self, name: str) -> File:
        return self._file(name)

    def _made(self, name: str) -> File:
        return File(name, partial(_opened, os.path.join(self._root, self._names[name])), named=self._named)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _names(path: str, *, deep: bool) -> Iterator[str]:
    """The names of the files in a folder, relative to it, in order; hidden ones are passed over."""
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if deep and not _is_passed_over(name))
        for name in sorted(names):
            if not _is_passed_over(name):
                yield os.path.relpath(os.path.join(folder, name), path).replace(os.sep, "/")


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name in _PASSED_OVER


def _unpacked_name(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in packed.SUFFIXES if name.endswith(suffix)), name)


def _opened(path: str) -> IO[bytes]:
    """The bytes of a file, unpacked; opening a pipe or device that was met in a folder may wait for ever."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError("it is not a regular file")
    stream = open(path, "rb")  # noqa: SIM115  whoever asked for it closes it
    if not path.endswith(packed.SUFFIXES):
        return stream
    return _bounded(packed.unpacked(stream, path), os.fstat(stream.fileno()).st_size, stream)


def _bounded(stream: IO[bytes], size: int, *below: IO[bytes]) -> IO[bytes]:
    why = f"it unpacks to more than {MAX_RATIO} times its size; the rest of it is not read"
    return packed.bounded(stream, max(MAX_RATIO * size, MAX_FILE), why, *below)


def _of_archive(path: str) -> Iterator[tuple[str, File]]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableFile(path, f"it is no zip archive, or damaged: {error}") from error
    seen = set[str]()
    for entry in archive.infolist():
        name = entry.filename
        parts = name.split("/")
        if set(name) & set("\\:\0") or parts[0] == "" or ".." in parts:
            raise UnreadableFile(path, f"the name {name!r} in it leads outside")
        if name in seen:
            raise UnreadableFile(path, f"the name {name!r} is in it twice")
        seen.add(name)
        if not entry.is_dir() and not any(map(_is_passed_over, parts)):
            yield name, File(name, partial(_from_archive, archive, entry), named=False)


def _from_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return _bounded(archive.open(entry), entry.compress_size)
    except (RuntimeError, NotImplementedError) as error:  # a password, a way of packing that is not known
        raise OSError(str(error)) from error


def _passing(stream: IO[bytes], name: str, shown: str, format: Format | None) -> Files:
    """What can be read once only, as one file with the suffix of its format."""
    name += format.suffixes[0] if format and not format.takes(name) else ""
    return Files("", {name: File(name, _Passing(stream).open)}, name, {name: shown})


class _Passing:
    """A stream that is read once only, but for its first bytes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._is_read = stream, False
        self._head = stream.read(HEAD)

    def open(self) -> IO[bytes]:
        """A stream from the beginning."""
        return io.BufferedReader(_FromHead(self._head, self._rest))

    def _rest(self, count: int) -> bytes:
        data = self._stream.read(count)
        self._is_read = self._is_read or bool(data)
        return data


class _FromHead(io.RawIOBase):
    def __init__(self, head: bytes, rest: Any) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._rest(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)
