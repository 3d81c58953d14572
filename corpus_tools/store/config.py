"""What a project has set: `corpus.toml`, or `[tool.corpus-tools]` in `pyproject.toml`, found from a folder upwards."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from ..errors import FormatError, UnreadableFile
from ..findings import Severity
from ..text import line_and_column

NAME = "corpus.toml"
_SHARED = "pyproject.toml"
NAMES = (NAME, _SHARED)
_TOOL = "corpus-tools"


class Override(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Other choices for some files (patterns as in `.gitignore`), some layers, or both."""

    paths: list[str] = []
    layers: list[str] = []
    ignore: list[str] = []
    severity: dict[str, Severity] = {}


class Validate(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Choices for `validate`. Rules are named by code, family (SPN) or name, as on the command line."""

    select: list[str] = []
    extend_select: list[str] = []
    ignore: list[str] = []
    severity: dict[str, Severity | Literal["off"]] = {}
    options: dict[str, dict[str, Any]] = {}
    override: list[Override] = []
    exclude: list[str] = []
    tagset: list[str] = []
    cache: bool = True
    baseline: str = ".corpus-baseline.json"


class Tables(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """All tables of the file, one for each command that has choices."""

    validate: Validate = Validate()


class Config(Struct, frozen=True):
    """The choices of a project, and the folder they stand in, from which paths in them start."""

    folder: Path
    validate: Validate = Validate()


def find(start: Path) -> Config:
    """The nearest configuration in a folder or above it; the defaults, from that folder, where there is none.

    Raises:
        FormatError: it is not TOML, or says what is not known.
        UnreadableFile: it cannot be read.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in NAMES:
            if os.path.isfile(folder / name):
                tree = _tree(folder / name)
                if tree is not None:
                    return _config(tree, folder / name)
    return Config(folder=start)


def read(path: Path) -> Config:
    """The configuration in a file.

    Raises:
        FormatError: it is not TOML, or says what is not known.
        UnreadableFile: it cannot be read.
    """
    return _config(_tree(path) or {}, path.resolve())


def _tree(path: Path) -> dict[str, Any] | None:
    """What the file says for this tool; None where it is shared and says nothing."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error
    shared = path.name == _SHARED
    if shared and _TOOL.encode() not in data:
        return None
    import tomllib

    try:
        tree = tomllib.loads(data.decode("utf-8"))
    except ValueError as error:
        place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        line, column = map(int, place.groups()) if place else (1, 1)
        raise FormatError(str(path), line, column, "TOML", str(error).partition(" (at ")[0]) from error
    found: dict[str, Any] | None = tree.get("tool", {}).get(_TOOL) if shared else tree
    return found


def _config(tree: dict[str, Any], path: Path) -> Config:
    try:
        return Config(path.parent, msgspec.convert(tree, Tables).validate)
    except msgspec.ValidationError as error:
        raise FormatError(str(path), *_place(path, str(error)), "known settings", str(error)) from error


def _place(path: Path, message: str) -> tuple[int, int]:
    """Line and column of what a message names, as near as a search for its words comes."""
    source = path.read_text("utf-8")
    what, _, where = message.partition(" - at ")
    for name in (*re.findall(r"[`']([^`']+)[`']", what), *reversed(re.findall(r"[\w-]+", where))):
        found = re.search(rf"^[^#\n]*?(?<![\w-])({re.escape(name)})(?![\w-])", source, re.MULTILINE)
        if found:
            return line_and_column(source, found.start(1))
    return 1, 1


class Patterns:
    """Patterns of paths as in `.gitignore`, starting from a folder."""

    def __init__(self, patterns: list[str], folder: Path) -> None:
        from pathspec import GitIgnoreSpec

        self._spec, self._folder = GitIgnoreSpec.from_lines(patterns), folder

    def match(self, file: str) -> bool:
        """Whether a file is meant; one outside of the folder never is."""
        return any(self._spec.match_file(path) for path in self._below(file))

    def _below(self, file: str) -> Iterator[str]:
        path = os.path.relpath(os.path.abspath(file), self._folder)
        if not path.startswith(os.pardir):
            yield path.replace(os.sep, "/")
