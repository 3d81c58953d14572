"""Parquet files to records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ...decode import parse
from ...errors import FormatError
from ...model import Record
from .._count import count
from .._format import MAX_FILE, File, Read, Settings
from .._loss import Loss
from .columns import arrow, columns
from .tagged import Tagged

BATCH = 16
"""Records that are made at a time."""
REQUIRED = {"format_version", "id", "text", "layers"}
"""Columns without which a table holds no records."""


def unpacked(file: File, settings: Settings) -> Iterator[Read]:
    """The records in a Parquet file, one at a time.

    Raises:
        FormatError: it is no Parquet file, or its rows are neither records nor words with tags.
    """
    pa = arrow(file.name)
    with file.open() as stream:
        try:
            table = pa.parquet.ParquetFile(stream)
            _check_sizes(table, file.name)
            yield from _reads(table, file.name, settings)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            found = str(error).split("\n")[0][:200]
            raise FormatError(file.name, None, None, "a whole Parquet file", found) from error


def _check_sizes(table: Any, name: str) -> None:
    sizes = [table.metadata.row_group(at).total_byte_size for at in range(table.num_row_groups)]
    if max(sizes, default=0) > MAX_FILE:
        raise FormatError(name, None, None, f"row groups of at most {MAX_FILE >> 20} MiB", "a larger one")


def _reads(table: Any, name: str, settings: Settings) -> Iterator[Read]:
    names = table.schema_arrow.names
    if names and set(names) >= REQUIRED:
        others = [column for column in names if column not in columns()]
        for number, row in _rows(table, [column for column in names if column not in others]):
            yield _read(row, others, name, number)
    else:
        tagged = Tagged.of(table.schema_arrow, name, settings)
        for number, row in _rows(table, names):
            yield tagged.read(row, number)


def _rows(table: Any, names: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows, numbered from 1."""
    batches = table.iter_batches(BATCH, columns=names)
    return enumerate((row for batch in batches for row in batch.to_pylist()), 1)


def _read(row: dict[str, Any], others: list[str], name: str, number: int) -> Read:
    record = _record(row, f"{name}, row {number}")
    losses = [_lost(column, record.id, f"{name}, row {number}") for column in others]
    return Read(record, losses, {"extension": count(record)["extension"] + len(others)} if others else {})


def _record(row: dict[str, Any], name: str) -> Record:
    try:
        tree = {key: columns()[key].read(value) for key, value in row.items() if value is not None}
        return parse(msgspec.json.encode(tree), name)
    except (AttributeError, KeyError, TypeError, ValueError, msgspec.EncodeError) as error:
        raise FormatError(name, None, None, "the columns of a record", str(error)) from error
    except FormatError as error:
        raise FormatError(name, None, None, error.expected, error.found) from error


def _lost(column: str, article: str, where: str) -> Loss:
    why = "a record has no such field"
    return Loss(what="lost", kind="extension", id=column, article=article, where=where, why=why)
