"""Many files written together: they lie beside their places under other names until all are whole, then take them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from ..errors import UnreadableFile


class Staged:
    """Files below a folder that are written piece by piece and come into being at `commit`, all or none.

    Use it as a context: what was not committed is taken away at its end. Names are relative, with `/`, and lead
    nowhere outside of the folder. A file that is there already is only replaced with `force`.
    """

    def __init__(self, root: Path, *, force: bool = False) -> None:
        self._root, self._force = root, force
        self._temporary: dict[str, str] = {}
        self._folders: list[Path] = []
        self._open: tuple[str, IO[bytes]] | None = None

    def __enter__(self) -> Staged:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()
        for temporary in self._temporary.values():
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def __contains__(self, name: str) -> bool:
        return name in self._temporary

    def add(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file.

        Raises:
            UnreadableFile: the name leads outside, there is such a file already, or it cannot be written.
        """
        try:
            self._stream(name).write(data)
        except OSError as error:
            raise UnreadableFile(str(self._root / name), error.strerror or str(error)) from error

    def commit(self) -> list[Path]:
        """Give every file its name; which they are."""
        self._close()
        done = []
        for name, temporary in list(self._temporary.items()):
            target = self._root / name
            try:
                os.replace(temporary, target)
            except OSError as error:
                raise UnreadableFile(str(target), error.strerror or str(error)) from error
            del self._temporary[name]
            done.append(target)
        self._folders = []
        return done

    def _stream(self, name: str) -> IO[bytes]:
        if self._open and self._open[0] == name:
            return self._open[1]
        self._close()
        if name not in self._temporary:
            self._temporary[name] = self._begin(name)
        stream = open(self._temporary[name], "ab")  # noqa: SIM115  it stays open until another one is written to
        self._open = name, stream
        return stream

    def _begin(self, name: str) -> str:
        target = self._inside(name)
        if target.exists() and not self._force:
            raise UnreadableFile(str(target), "there is such a file already; --force replaces it")
        self._make(target.parent)
        if not target.parent.resolve().is_relative_to(self._root.resolve()):
            raise UnreadableFile(str(target), "its name leads outside of the target")
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".tmp")
        os.close(handle)
        os.chmod(temporary, 0o644)
        return temporary

    def _inside(self, name: str) -> Path:
        parts = PurePosixPath(name).parts
        is_bad = any(part == ".." or set(part) & set("\\:\0") for part in parts)
        if not parts or PurePosixPath(name).is_absolute() or is_bad:
            raise UnreadableFile(str(self._root), f"the name {name!r} leads outside of the target")
        return self._root.joinpath(*parts)

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it, and remember which."""
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        for one in reversed(missing):
            one.mkdir()
            self._folders.append(one)

    def _close(self) -> None:
        if self._open:
            stream = self._open[1]
            self._open = None
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
