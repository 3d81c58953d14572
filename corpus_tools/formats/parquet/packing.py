"""Records into a Parquet file."""

from __future__ import annotations

from typing import Any

from ...model import Record
from .columns import arrow, row, schema

GROUP = 100
"""Records of a row group, which is what is held in memory when a file is written."""


class _Sink:
    """A file in memory that is emptied while it is written."""

    closed = False

    def __init__(self) -> None:
        self._data, self._at = bytearray(), 0

    def write(self, data: bytes) -> int:
        self._data += data
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """There is nothing behind it."""

    def close(self) -> None:
        """What was written is still to be taken."""

    def taken(self) -> bytes:
        data, self._data = bytes(self._data), bytearray()
        return data


class Packing:
    """A Parquet file of records while it is written, a row group at a time."""

    def __init__(self) -> None:
        pa = arrow()
        self._rows: list[dict[str, Any]] = []
        self._sink = _Sink()
        self._writer = pa.parquet.ParquetWriter(pa.PythonFile(self._sink, "w"), schema(), compression="zstd")

    def add(self, record: Record) -> bytes:
        """Take a record; what is to be written by now."""
        self._rows.append(row(record))
        if len(self._rows) == GROUP:
            self._flush()
        return self._sink.taken()

    def end(self) -> bytes:
        """The rest of the file."""
        self._flush()
        self._writer.close()
        return self._sink.taken()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(arrow().Table.from_pylist(self._rows, schema()))
            self._rows = []
