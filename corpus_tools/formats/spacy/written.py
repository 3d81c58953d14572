"""A DocBin written document by document: what grows with the corpus waits in files without names until the end.

`DocBin.to_bytes` needs all documents in memory, several times. Its format is one packed map of columns, each of which
is put together here by itself. What stays in memory are the distinct strings, which the map holds once for all.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

import msgspec

from ...errors import FormatError
from . import docbin

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BYTES = ("tokens", "spaces", "lengths")
_LISTS = ("cats", "flags", "span_groups", "user_data")
_IN_MEMORY = 2**20
"""Bytes of a column up to which it is no file."""
_TOO_LONG = 2**32
_pack = msgspec.msgpack.Encoder().encode


class Written(ExitStack):
    """A DocBin to be written into a file of some name. Use it as a context, which takes away the files."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._one = docbin.empty(file)
        """Holds one document at a time, but the strings of all."""
        self._count = 0
        self._columns = {name: self.enter_context(_column()) for name in (*_BYTES, *_LISTS)}

    def add(self, doc: Doc) -> None:
        """Put a document behind the others."""
        self._one.add(doc)
        self._count += 1
        tokens = self._one.tokens.pop()
        self._columns["tokens"].write(tokens.tobytes("C"))
        self._columns["lengths"].write(len(tokens).to_bytes(4, sys.byteorder))
        self._columns["spaces"].write(self._one.spaces.pop().tobytes("C"))
        for name in _LISTS:
            self._columns[name].write(_pack(getattr(self._one, name).pop()))

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the DocBin, packed.

        Raises:
            FormatError: a column is longer than MessagePack can say.
        """
        packer = zlib.compressobj()
        yield from filter(None, map(packer.compress, self._pieces()))
        yield packer.flush()

    def _pieces(self) -> Iterator[bytes]:
        """The map, as MessagePack has it: its size, then each key with its value."""
        plain = {"version": self._one.version, "attrs": self._one.attrs, "strings": sorted(self._one.strings)}
        yield bytes([0x80 | len(plain) + len(self._columns)])
        for key, value in plain.items():
            yield _pack(key) + _pack(value)
        for name, column in self._columns.items():
            size = column.tell() if name in _BYTES else self._count
            if size >= _TOO_LONG:
                raise FormatError(self._file, None, None, "less than 4 GiB of a kind in one DocBin", f"more {name}")
            yield _pack(name) + (b"\xc6" if name in _BYTES else b"\xdd") + size.to_bytes(4, "big")
            column.seek(0)
            yield from iter(partial(column.read, _IN_MEMORY), b"")


def _column() -> IO[bytes]:
    return SpooledTemporaryFile(_IN_MEMORY)
