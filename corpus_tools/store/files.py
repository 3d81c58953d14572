"""Writing files so that a reader sees the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from ..errors import UnreadableFile


def write_atomically(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Write a file whole: a temporary file beside it, flushed to the disk, then put in its place.

    With `expected`, the file must still hold those bytes: another writer's work is not overwritten. What is no regular
    file, such as /dev/null or a pipe, is written to and stays what it is.

    Raises:
        UnreadableFile: the file cannot be written, or has changed since it was read.
    """
    import tempfile  # late: most commands only read

    target = path.resolve()
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(temporary, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
            if expected is not None and target.read_bytes() != expected:  # last of all, to leave others no time
                raise UnreadableFile(
                    str(path), "it was changed by somebody else since it was read; nothing was written"
                )
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        _flush_folder(target.parent)
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error


def make_folder(path: Path) -> None:
    """Make a folder, and those that it lies in, unless it is there.

    Raises:
        UnreadableFile: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
