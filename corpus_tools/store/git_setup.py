"""Git told to merge records with us: the driver in the configuration of a clone, and the files it is for.

The configuration is not cloned, so that everybody installs it; `.gitattributes` is a file like any other.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from ..errors import UnreadableFile
from .files import write_atomically

NAME = "corpus-tools"
_ATTRIBUTES = f"merge={NAME} diff={NAME}"
_MISSING = (
    "corpus-tools is not installed: our version stays, theirs is kept by git; install it, then git checkout --merge"
)
_AHEAD = (
    f'd="${{GIT_DIR:-.git}}/{NAME}"; [ -d "$d" ] && set -- $(git hash-object --no-filters %O %A %B) '
    '&& mv -f "$d/$1$2$3" %A 2>/dev/null && exit 0; '
)
"""Take what the first call of a merge has made for these three versions, if it has (`engine.ahead`)."""
_THERE = f"command -v {NAME} >/dev/null 2>&1"
SETTINGS = {
    f"merge.{NAME}.name": "annotations merged one by one",
    f"merge.{NAME}.driver": f"{_AHEAD}if {_THERE}; then {NAME} git merge-driver %O %A %B %L %P; "
    f"else echo '{_MISSING}' -- %P >&2; exit 1; fi",
    f"diff.{NAME}.textconv": f'f() {{ if {_THERE}; then {NAME} git textconv "$1"; else cat "$1"; fi; }}; f',
}
"""What is configured. Where the program is missing a merge ends in a conflict, which git shows, and nothing is lost."""


class GitSetup:
    """The state of a clone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder if folder.is_dir() else folder.parent
        top = self._git("rev-parse", "--show-toplevel").rstrip("\n")
        self.attributes = Path(top) / ".gitattributes"
        self.line = f"{_pattern(self._folder.resolve().relative_to(Path(top).resolve()))} {_ATTRIBUTES}"

    def missing(self) -> Iterator[str]:
        """What is not as it should be, in words."""
        for key, value in SETTINGS.items():
            if self._setting(key) != value:
                yield f"{key} is not set in the configuration of this clone"
        if self.line not in self._lines():
            yield f"{self.attributes} has no line {self.line}"

    def install(self) -> None:
        """Set the configuration and add the line; doing it again changes nothing."""
        for key, value in SETTINGS.items():
            self._git("config", "--local", "--replace-all", key, value)
        if self.line not in self._lines():
            self._write([*self._lines(), self.line])

    def uninstall(self) -> None:
        """Take the configuration out of this clone, and our lines out of the file."""
        for section in ("merge", "diff"):
            subprocess.run(
                ["git", "-C", str(self._folder), "config", "--local", "--remove-section", f"{section}.{NAME}"],
                capture_output=True,
                check=False,
            )
        shutil.rmtree(self._git("rev-parse", "--absolute-git-dir").rstrip("\n") + f"/{NAME}", ignore_errors=True)
        if any(line.endswith(_ATTRIBUTES) for line in self._lines()):
            self._write([line for line in self._lines() if not line.endswith(_ATTRIBUTES)])

    def _setting(self, key: str) -> str:
        try:
            return self._git("config", "--local", "--get", key).removesuffix("\n")
        except UnreadableFile:
            return ""

    def _lines(self) -> list[str]:
        return self.attributes.read_text(encoding="utf-8").splitlines() if self.attributes.exists() else []

    def _write(self, lines: list[str]) -> None:
        if lines:
            write_atomically(self.attributes, "".join(f"{line}\n" for line in lines).encode())
        else:
            self.attributes.unlink()

    def _git(self, *arguments: str) -> str:
        try:
            done = subprocess.run(["git", "-C", str(self._folder), *arguments], capture_output=True, check=False)
        except OSError as error:
            raise UnreadableFile(str(self._folder), f"git cannot be run: {error.strerror or error}") from error
        if done.returncode:
            why = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
            raise UnreadableFile(str(self._folder), why or "git knows no such thing")
        return done.stdout.decode("utf-8", "surrogateescape")


def _pattern(folder: Path) -> str:
    """The records in a folder as git writes it, in quotation marks where there are spaces.

    >>> _pattern(Path("my corpus"))
    '"my corpus/**/*.json"'
    """
    pattern = "*.json" if folder == Path() else f"{folder.as_posix()}/**/*.json"
    special = any(character in pattern for character in ' "\\')
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"' if special else pattern
