"""Files as they are saved. The only import of watchfiles, which the extra `watch` brings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import watch

from .config import NAMES
from .source import SUFFIXES

_WAIT_MS = 300
"""How long a round waits for files to be saved."""


def saved(paths: Sequence[str]) -> Iterator[frozenset[Path]]:
    """Round by round the files below some paths that were saved or removed, resolved.

    A round may be empty. The first one ends when watching has begun, so nothing that is saved after it is missed.
    """
    rounds = watch(
        *{_folder(path) for path in paths},
        watch_filter=lambda _, path: path.endswith((*SUFFIXES, *NAMES)),
        recursive=not all(map(os.path.isfile, paths)),
        rust_timeout=_WAIT_MS,
        yield_on_timeout=True,
    )
    for changes in rounds:
        yield frozenset(Path(path).resolve() for _, path in changes)


def _folder(path: str) -> Path:
    """The nearest folder at or above a path. Not the file itself: programs that save put another one in its place."""
    here = Path(path).absolute()
    return next(folder for folder in (here, *here.parents) if folder.is_dir())
