"""Results by content: what was found in a document is found again without looking, until something it rests on changes.

One file holds the results of one way of checking (rules, options, tag sets, version of the tool, day); each result
stands under the checksum of the document's bytes and the name of its file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from ..errors import UnreadableFile
from .files import write_atomically

FOLDER = ".corpus-tools-cache"
_KEPT = 4
"""Files of results; the ones that were used longest ago are taken away."""
_ROOM = 4
"""A run throws away results it did not use where they are more than so many times those it used, and a thousand."""

T = TypeVar("T")


class Cache(Generic[T]):
    """Results of one type, read when first asked for and written back at the end; what cannot be read counts as absent.

    `way` tells everything that results depend on besides the document itself.
    """

    def __init__(self, folder: Path, way: str, result: type[T]) -> None:
        self._folder = folder / FOLDER
        self._path = self._folder / f"{hashlib.sha256(way.encode()).hexdigest()[:32]}.msgpack"
        self._decoder = msgspec.msgpack.Decoder(result)
        self._encoder = msgspec.msgpack.Encoder()
        self._known: dict[bytes, Any] = self._read()
        self._used: dict[bytes, Any] = {}
        self._is_new = False

    def get(self, key: bytes) -> T | None:
        """The result under a key, None where there is none."""
        raw = self._known.get(key)
        if raw is None:
            return None
        self._used[key] = raw
        try:
            return self._decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def put(self, key: bytes, result: T) -> None:
        """Keep a result under a key."""
        if key not in self._used:
            self._used[key] = msgspec.Raw(self._encoder.encode(result))
            self._is_new = True

    def save(self) -> None:
        """Write the results; a folder that cannot be written is no reason to fail."""
        if not self._is_new:
            return
        with contextlib.suppress(OSError, UnreadableFile):
            self._folder.mkdir(exist_ok=True)
            ignored = self._folder / ".gitignore"
            if not ignored.exists():
                ignored.write_text("*\n", encoding="utf-8")
            others = self._known if len(self._known) <= _ROOM * len(self._used) + 1_000 else {}
            write_atomically(self._path, self._encoder.encode({**others, **self._used}))
            self._forget()

    def _read(self) -> dict[bytes, Any]:
        try:
            found = msgspec.msgpack.decode(self._path.read_bytes(), type=dict[bytes, msgspec.Raw])
        except (OSError, msgspec.DecodeError):
            return {}
        with contextlib.suppress(OSError):
            os.utime(self._path)
        return dict(found)

    def _forget(self) -> None:
        files = sorted(self._folder.glob("*.msgpack"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[_KEPT:]:
            path.unlink(missing_ok=True)


def key(data: bytes, file: str, line: int, around: str = "") -> bytes:
    """The key of a document: the checksum of its bytes, its file's name, of which rules may speak, its line, and of a
    mark for what lies around it."""
    place = f"{os.path.basename(file)}\0{line}\0{around}\0".encode("utf-8", "surrogateescape")
    return hashlib.sha256(place + data).digest()
