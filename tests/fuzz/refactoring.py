"""The table that splits a label, and the file that undoes a refactoring: understood, or refused."""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path

from corpus_tools.errors import CorpusToolsError
from corpus_tools.refactor.tables import Table
from corpus_tools.report.refactored import take_back

from . import CORPUS

_RECORD = CORPUS / "record" / "small.json"


def refactoring(data: bytes) -> None:
    """Read bytes as each of them, and show what they would change in a record."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        (Path(folder) / "small.json").write_bytes(_RECORD.read_bytes())
        path = Path(folder) / "fuzz"
        path.write_bytes(data)
        with contextlib.suppress(CorpusToolsError):
            take_back(str(path), diff=True)
        with contextlib.suppress(CorpusToolsError):
            Table.read(str(path)).choose({"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]})


TARGET = refactoring
