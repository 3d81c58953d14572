"""Files of one record a line, packed or not: every line is a document, or an error that names it."""

from __future__ import annotations

import os
import tempfile

from corpus_tools.store import sources


def packed_lines(data: bytes) -> None:
    """Read bytes as each kind of file."""
    for suffix in (".jsonl", ".jsonl.gz", ".jsonl.zst", ".json"):
        handle, path = tempfile.mkstemp(suffix=suffix)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            for source in sources([path]):
                assert source.line >= 1
                assert source.error is None or source.error
        finally:
            os.unlink(path)


TARGET = packed_lines
