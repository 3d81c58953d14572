"""Files written together: they lie in a hidden folder beside their places until all are whole, then take them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from ..errors import UnreadableFile

FEW = 100
"""Files up to which each is flushed to the disk for itself; of more, all at once, which costs less."""


class Staged:
    """Files below a folder that are written piece by piece and come into being at `commit`, all or none.

    Use it as a context: what was not committed is taken away at its end. Names are relative, with `/`, and lead
    nowhere outside of the folder. A file that is there already is only replaced with `force`. Names are kept on the
    disk alone, so that a hundred thousand files need no more memory than one.
    """

    def __init__(self, root: Path, *, force: bool = False) -> None:
        self._root, self._force = root, force
        self._folder: Path | None = None
        self._open: tuple[str, IO[bytes]] | None = None
        self._inner: Path | None = None
        self.count = 0
        """How many files are written or being written."""

    def __enter__(self) -> Staged:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __contains__(self, name: str) -> bool:
        return self._folder is not None and (self._folder / name).exists()

    def add(self, name: str, data: bytes) -> None:
        """Put bytes at the end of a file.

        Raises:
            UnreadableFile: the name leads outside, there is such a file already, or it cannot be written.
        """
        try:
            self._stream(name).write(data)
        except OSError as error:
            raise UnreadableFile(str(self._root / name), error.strerror or str(error)) from error

    def commit(self) -> int:
        """Give every file its place; how many there are.

        Raises:
            UnreadableFile: a file cannot be put there.
        """
        try:
            self._close()
            if self._folder:
                self._flush(self._folder)
                self._root.mkdir(parents=True, exist_ok=True)
                _settle(self._folder, self._root)
        except OSError as error:
            raise UnreadableFile(str(self._root), error.strerror or str(error)) from error
        return self.count

    def _flush(self, folder: Path) -> None:
        if self.count > FEW and hasattr(os, "sync"):
            os.sync()
            return
        for path in folder.rglob("*"):
            if path.is_file():
                with open(path, "rb+") as stream:
                    os.fsync(stream.fileno())

    def _stream(self, name: str) -> IO[bytes]:
        if self._open and self._open[0] == name:
            return self._open[1]
        self._close()
        inside = self._inside(name)
        path = self._hidden() / inside
        if not path.exists():
            self._begin(inside)
            path.parent.mkdir(parents=True, exist_ok=True)
            self.count += 1
        stream = open(path, "ab")  # noqa: SIM115  it stays open until another one is written to
        self._open = name, stream
        return stream

    def _begin(self, inside: PurePosixPath) -> None:
        target = self._root / inside
        if os.path.lexists(target) and not self._force:
            raise UnreadableFile(str(target), "there is such a file already; --force replaces it")
        if target.parent != self._inner and not target.parent.resolve().is_relative_to(self._root.resolve()):
            raise UnreadableFile(str(target), "its name leads outside of the target")
        self._inner = target.parent

    def _inside(self, name: str) -> PurePosixPath:
        path = PurePosixPath(name)
        is_bad = any(part == ".." or set(part) & set("\\:\0") for part in path.parts)
        if not path.parts or path.is_absolute() or is_bad:
            raise UnreadableFile(str(self._root), f"the name {name!r} leads outside of the target")
        return path

    def _hidden(self) -> Path:
        """The hidden folder, made when it is first needed: on the same disk, so that files need not be copied."""
        if self._folder is None:
            there = next(folder for folder in (self._root, *self._root.absolute().parents) if folder.exists())
            self._folder = Path(tempfile.mkdtemp(dir=there, prefix=".corpus-tools-", suffix=".tmp"))
        return self._folder

    def _close(self) -> None:
        if self._open:
            stream = self._open[1]
            self._open = None
            stream.close()


def _settle(folder: Path, target: Path) -> None:
    """Put what lies in a folder into another one: folders that are not there yet as a whole, else file by file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            place = target / entry.name
            if entry.is_dir() and place.is_dir():
                _settle(Path(entry.path), place)
            else:
                os.replace(entry.path, place)
