"""A CSV table, of our own or of others: its records fit the schema, or a row is refused with its line."""

from __future__ import annotations

from ._formats import read_or_refused


def table(data: bytes) -> None:
    """Read any bytes as a table."""
    read_or_refused(data, "csv", "fuzz.csv")


TARGET = table
