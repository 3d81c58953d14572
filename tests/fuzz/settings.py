"""Settings, baselines and tag sets read from files: understood, or refused."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from corpus_tools.errors import CorpusToolsError
from corpus_tools.store import baseline, config
from corpus_tools.store.manifest import read_tagset
from corpus_tools.tagset import TagSets


def settings(data: bytes) -> None:
    """Read bytes as each of them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz"
        path.write_bytes(data)
        for read in (config.read, baseline.read, lambda file: read_tagset(file, TagSets())):
            with contextlib.suppress(CorpusToolsError):
                read(path)


TARGET = settings
