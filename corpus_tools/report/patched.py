"""Files that a patch changes, written, and said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..diff import patches
from ..engine.patch import Patched, patched
from ..errors import UnreadableFile
from ..store.files import write_atomically
from ..text import visible
from .console import Printer


def run(patch: str, path: str, *, reverse: bool, check: bool, quiet: bool) -> int:
    """Put a patch on files, or with `check` only see whether it fits; returns the exit code 0.

    Raises:
        PatchMismatch: it does not fit; nothing was written.
        CorpusToolsError: something cannot be read or written, or is not what it should be.
    """
    try:
        differences = patches.read(Path(patch).read_bytes(), patch)
    except OSError as error:
        raise UnreadableFile(patch, error.strerror or str(error)) from error
    if reverse:
        differences = [difference.inverse for difference in reversed(differences)]
    said = Printer(sys.stderr)
    files = [file for file in patched(path, differences) if file.before != file.after]
    for file in files:
        if not check:
            _write(file)
        if not quiet:
            said.line(f"{visible(file.file)}: {_told(file, check=check)}")
    if not quiet and not files:
        said.line("nothing to change")
    return 0


def _write(file: Patched) -> None:
    if file.after is not None:
        write_atomically(Path(file.file), file.after, expected=file.before)
    else:
        os.unlink(file.file)


def _told(file: Patched, *, check: bool) -> str:
    done = "made" if file.before is None else "taken away" if file.after is None else "patched"
    return f"would be {done}" if check else done
