"""The manifest of a corpus brought into step with its files. Nothing is written here."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..edits import apply
from ..findings import Edit, pointer
from ..refactor import Change
from ..store.source import LINES, SUFFIXES, sources

Tree = Mapping[str, Any]


class FileChange(Struct, frozen=True):
    """A file before and after; `changes` are those of a record, `why` tells what of it is left as it is.

    `kept` counts the annotations that keep a label which others lose.
    """

    file: str
    before: bytes
    after: bytes
    changes: list[Change] = []
    kept: int = 0
    why: str = ""

    @property
    def changed(self) -> bool:
        """Whether the file would change."""
        return self.before != self.after


def manifest_change(manifest: Path | None, done: Mapping[str, bytes]) -> Iterator[FileChange]:
    """The manifest with the versions, checksums and sizes of the files that changed."""
    if manifest is not None:
        by_path = {relative(file, manifest.parent): data for file, data in done.items()}
        yield from _changed(manifest, by_path, whole=False)


def refreshed(manifest: Path) -> Iterator[FileChange]:
    """The manifest with the versions, checksums, sizes and counts of all its files as they are."""
    tree = json.loads(manifest.read_bytes())
    entries = (entry for array in ("tagsets", "files") for entry in tree.get(array, ()))
    paths = [entry["path"] for entry in entries if (manifest.parent / entry["path"]).is_file()]
    yield from _changed(manifest, {path: (manifest.parent / path).read_bytes() for path in paths}, whole=True)


def _changed(manifest: Path, states: Mapping[str, bytes], *, whole: bool) -> Iterator[FileChange]:
    before = manifest.read_bytes()
    tree = json.loads(before)
    wanted = [*_edits(tree, states), *(_count(tree, manifest.parent) if whole else ())]
    after = apply(before.decode("utf-8"), wanted).encode()
    if after != before:
        yield FileChange(os.path.relpath(manifest), before, after)


def _edits(tree: Tree, states: Mapping[str, bytes]) -> Iterator[Edit]:
    for array in ("tagsets", "files"):
        for index, entry in enumerate(tree.get(array, ())):
            if entry["path"] in states:
                for field, value in _facts(array, entry["path"], states[entry["path"]]).items():
                    if entry.get(field, value) != value:
                        yield Edit(pointer((array, index, field)), value)


def _facts(array: str, path: str, data: bytes) -> dict[str, Any]:
    """What a manifest may say of a file."""
    facts: dict[str, Any] = {"sha256": hashlib.sha256(data).hexdigest()}
    if array == "tagsets":
        return facts | {"version": json.loads(data)["version"]}
    records = {"records": data.count(b"\n") + (not data.endswith(b"\n"))} if path.endswith(".jsonl") else {}
    return facts | {"bytes": len(data)} | records


def _count(tree: Tree, folder: Path) -> Iterator[Edit]:
    """The number of articles, where it can be counted without reading them."""
    place = folder / tree["articles"]["path"]
    found = list(place.rglob("*")) if place.is_dir() else [place]
    if any(path.name.endswith(LINES) for path in found):
        count = sum(1 for path in found if path.name.endswith(SUFFIXES) for _ in sources([str(path)]))
    else:
        count = sum(path.name.endswith(".json") for path in found)
    if count != tree["articles"]["count"]:
        yield Edit("/articles/count", count)


def relative(file: str, folder: Path) -> str:
    """The path of a file as a manifest in a folder would write it."""
    return os.path.relpath(os.path.abspath(file), folder.resolve()).replace(os.sep, "/")
