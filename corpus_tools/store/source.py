"""Where documents are read from: files, folders, globs, JSONL, standard input. One at a time, in order."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import IO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from . import packed

MAX_DOCUMENT = 256 * 2**20
"""Bytes; a larger document is refused."""
MAX_RATIO = 200
"""A packed file may unpack to this many times its size."""

LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst")
SUFFIXES = (".json", *LINES)
_PASSED_OVER = {"node_modules", "__pycache__"}


Keep = Callable[[str, bool], bool]
"""Whether a file is wanted: by its path, and whether it was asked for by name."""


class Source(Struct, frozen=True):
    """One document: the file it is in, the 1-based line it begins on, and its bytes.

    `error` tells why there are no bytes. `named` tells that the file was asked for by name, not met in a folder;
    `passing` that it came by standard input, and cannot be read again.
    """

    file: str
    data: bytes = b""
    line: int = 1
    error: str | None = None
    named: bool = True
    passing: bool = False

    @property
    def is_link(self) -> bool:
        """Whether it is a link met in a folder. It is read, but not written through: nobody asked for its target."""
        return not self.named and os.path.islink(self.file)

    @property
    def is_editable(self) -> bool:
        """Whether what is changed in it can be written where it came from: it is not packed, a link or passing."""
        return not (self.passing or self.file.endswith((".gz", ".zst")) or self.is_link)


def sources(
    paths: Iterable[str],
    stdin_name: str = "<stdin>",
    keep: Keep | None = None,
    suffixes: tuple[str, ...] = SUFFIXES,
) -> Iterator[Source]:
    """Every document under the given paths: files, folders, glob patterns, `-` for standard input.

    Only files that `keep` wants are opened; it is told the path, and whether it was asked for by name.

    What cannot be read is yielded too, with its error, so that the rest goes on. A folder is walked in order of
    names; files in it without one of the suffixes (`.json` or `.jsonl`, also `.gz`, `.zst`), and hidden ones, are
    passed over. A file that several of the paths lead to comes once.
    """
    named = list(paths)
    keep = _once(keep) if len(named) > 1 else keep
    for path in named:
        if path == "-":
            found = _standard_input(stdin_name, by_line=".jsonl" in suffixes)
            yield from (replace(source, passing=True) for source in found)
        elif os.path.isdir(path):
            yield from _folder(path, keep, suffixes)
        elif not os.path.exists(path) and any(sign in path for sign in "*?["):
            yield from _pattern(path, keep, suffixes)
        elif keep is None or keep(path, True):
            yield from _file(path)


def _once(keep: Keep | None) -> Keep:
    """Want what `keep` wants, but no file a second time."""
    seen: set[str] = set()

    def wanted(path: str, named: bool) -> bool:
        file = os.path.realpath(path)
        if file in seen or not (keep is None or keep(path, named)):
            return False
        seen.add(file)
        return True

    return wanted


def again(file: str, lines: Collection[int]) -> Iterator[Source]:
    """The documents of a file that begin on some lines, once more; without bytes where they are no longer there."""
    missing = set(lines)
    for source in _file(file):
        if source.line in missing:
            missing.remove(source.line)
            yield source
        if not missing:
            return
    yield from (Source(file, line=line, error="it is no longer there") for line in sorted(missing))


def _pattern(path: str, keep: Keep | None, suffixes: tuple[str, ...]) -> Iterator[Source]:
    import glob

    found = sorted(glob.glob(path, recursive=True))
    if not found:
        yield Source(path, error="no file matches this pattern")
    yield from sources(found, keep=keep, suffixes=suffixes)


def _folder(path: str, keep: Keep | None, suffixes: tuple[str, ...]) -> Iterator[Source]:
    for file in walk(path, suffixes):
        if keep is None or keep(file, False):
            found = _file(file) if os.path.isfile(file) or not os.path.exists(file) else [_no_file(file)]
            yield from (replace(source, named=False) for source in found)


def _no_file(path: str) -> Source:
    """A pipe, device or socket met in a folder: reading from it may wait for ever."""
    return Source(path, error="it is not a regular file")


def walk(path: str, suffixes: tuple[str, ...] = SUFFIXES) -> Iterator[str]:
    """The files in a folder that may hold documents, in order of names; hidden ones are passed over."""
    for folder, inner, names in os.walk(path, followlinks=False):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(names):
            if name.endswith(suffixes) and not name.startswith("."):
                yield os.path.join(folder, name)


def _file(path: str) -> Iterator[Source]:
    try:
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if path.endswith(LINES):
                yield from _lines(
                    packed.unpacked(stream, path), path, None if path.endswith(".jsonl") else MAX_RATIO * size
                )
            elif size > MAX_DOCUMENT or len(data := stream.read(-1 if size else MAX_DOCUMENT + 1)) > MAX_DOCUMENT:
                yield Source(path, error=f"the file is larger than {MAX_DOCUMENT >> 20} MiB")
            else:
                yield Source(path, data)
    except OSError as error:
        yield Source(path, error=error.strerror or str(error))
    except packed.errors() as error:
        yield Source(path, error=f"cannot be unpacked: {error}")


def _lines(stream: IO[bytes], file: str, at_most: int | None) -> Iterator[Source]:
    """One document a line, split at LF only; empty lines are passed over."""
    total = 0
    for number in itertools.count(1):
        line = stream.readline(MAX_DOCUMENT + 1)
        total += len(line)
        if len(line) > MAX_DOCUMENT:
            yield Source(
                file,
                line=number,
                error=f"the line is longer than {MAX_DOCUMENT >> 20} MiB; the rest of the file is not read",
            )
            return
        if at_most is not None and total > max(at_most, MAX_DOCUMENT):
            yield Source(
                file,
                line=number,
                error=f"the file unpacks to more than {MAX_RATIO} times its size; the rest of it is not read",
            )
            return
        if not line:
            return
        if not line.isspace():
            yield Source(file, line, number)


def _standard_input(name: str, *, by_line: bool) -> Iterator[Source]:
    """Standard input holds one document, or JSONL where its first line is a whole one and `by_line` allows it."""
    stream = sys.stdin.buffer
    first = stream.readline(MAX_DOCUMENT + 1)
    if by_line and first.strip().startswith(b"{") and first.strip().endswith(b"}") and _is_whole(first):
        yield from _lines(_Joined(first, stream), name, None)  # type: ignore[arg-type]
        return
    rest = stream.read(MAX_DOCUMENT + 1 - len(first)) if len(first) <= MAX_DOCUMENT else b""
    if len(first) + len(rest) > MAX_DOCUMENT:
        yield Source(name, error=f"the input is larger than {MAX_DOCUMENT >> 20} MiB")
    else:
        yield Source(name, first + rest)


def _is_whole(line: bytes) -> bool:
    """Whether a line is a JSON document of its own."""
    try:
        msgspec.json.decode(line, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


class _Joined:
    """A stream whose first line has been read already."""

    def __init__(self, first: bytes, stream: IO[bytes]) -> None:
        self._first, self._stream = first, stream

    def readline(self, size: int = -1) -> bytes:
        first, self._first = self._first, b""
        return first or self._stream.readline(size)
