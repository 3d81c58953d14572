"""The file in which results are kept: one that was damaged counts for nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from corpus_tools.store.cache import FOLDER, Cache
from corpus_tools.validation import Surveyed


def kept_results(data: bytes) -> None:
    """Read bytes as such a file, and keep one more result in it."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder), "way", Surveyed)
        cache.put(b"one", Surveyed([], "article", "a"))
        cache.save()
        (path,) = (Path(folder) / FOLDER).glob("*.msgpack")
        path.write_bytes(data)
        again = Cache(Path(folder), "way", Surveyed)
        for key in (b"one", b"two"):
            assert isinstance(again.get(key), Surveyed | None)
        again.put(b"two", Surveyed([]))
        again.save()


TARGET = kept_results
