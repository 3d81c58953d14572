"""What holds of every file that a format reads."""

from __future__ import annotations

import io
from contextlib import suppress

from corpus_tools.canonical import canonical_record
from corpus_tools.decode import parse
from corpus_tools.errors import CorpusToolsError
from corpus_tools.formats import File, Read, Settings, find


def read_or_refused(data: bytes, format: str, name: str) -> None:
    """Read any bytes as a format: each record fits the schema, and what is wrong with the file is told."""
    read = find(format).read
    assert read
    with suppress(CorpusToolsError):
        for found in read([File(name, lambda: io.BytesIO(data))], Settings()):
            _check(found)


def _check(found: Read) -> None:
    try:
        parse(canonical_record(found.record).encode(), "fuzz")
    except CorpusToolsError as error:
        raise AssertionError(f"what was read is no record: {error}") from error
