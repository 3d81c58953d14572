"""Files of a corpus written, and the checksums that its manifest has of them brought into step."""

from __future__ import annotations

from pathlib import Path

from ..engine.manifest import manifest_change
from ..store.files import write_atomically
from ..store.manifest import nearest


def put(file: str, before: bytes | None, after: bytes) -> None:
    """Write a file that held `before`, and the manifest near it where that says otherwise of it.

    Raises:
        UnreadableFile: it cannot be written, or has changed.
    """
    write_atomically(Path(file), after, expected=before)
    for change in manifest_change(nearest(Path(file).resolve().parent), {file: after}):
        write_atomically(Path(change.file), change.after, expected=change.before)
