"""The manifest of a corpus brought into step with its files. Nothing is written here."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from .. import schema
from ..edits import apply
from ..findings import Edit, Path, pointer
from ..refactor import Change
from ..store.manifest import record_files
from ..store.source import Source, sources

Tree = Mapping[str, Any]
CHECKSUM = 64
"""Digits of a checksum."""
_decoder = msgspec.json.Decoder(dict[str, msgspec.Raw])


class FileChange(Struct, frozen=True):
    """A file before and after; `changes` are those of a record, `why` tells what of it is left as it is.

    `kept` counts the annotations that keep a label which others lose; `told` are the changes of a manifest, in words.
    """

    file: str
    before: bytes
    after: bytes
    changes: list[Change] = []
    kept: int = 0
    why: str = ""
    told: list[str] = []

    @property
    def changed(self) -> bool:
        """Whether the file would change."""
        return self.before != self.after


class _Value(Struct, frozen=True):
    """A value of the manifest that is no longer right: of which file or part, where it stands, and what is right."""

    of: str
    path: Path
    before: object
    after: object

    def __str__(self) -> str:
        return f"{self.of}: {self.path[-1]} {_short(self.before)} is now {_short(self.after)}"


def _short(value: object) -> str:
    """A value as it is told; of a checksum the first digits."""
    return f"{value[:12]}…" if isinstance(value, str) and len(value) == CHECKSUM else str(value)


def manifest_change(manifest: pathlib.Path | None, done: Mapping[str, bytes]) -> Iterator[FileChange]:
    """The manifest with the versions, checksums and sizes of the files that changed."""
    if manifest is not None:
        by_path = {relative(file, manifest.parent): data for file, data in done.items()}
        yield from _changed(manifest, lambda tree: _of_files(tree, by_path.get))


def refreshed(manifest: pathlib.Path) -> Iterator[FileChange]:
    """The manifest with the versions, checksums, sizes and counts of all its files as they are."""
    folder = manifest.parent
    yield from _changed(manifest, lambda tree: chain(_of_files(tree, partial(_data, folder)), _counts(tree, manifest)))


def _data(folder: pathlib.Path, path: str) -> bytes | None:
    return (folder / path).read_bytes() if (folder / path).is_file() else None


def _changed(manifest: pathlib.Path, wrong: Callable[[Tree], Iterable[_Value]]) -> Iterator[FileChange]:
    """The manifest with right values in the place of wrong ones; one that does not fit its schema stays as it is."""
    before = manifest.read_bytes()
    tree = json.loads(before)
    values = list(wrong(tree)) if next(schema.errors("corpus", tree), None) is None else []
    if values:
        after = apply(before.decode("utf-8-sig"), [Edit(pointer(value.path), value.after) for value in values])
        yield FileChange(os.path.relpath(manifest), before, after.encode(), told=list(map(str, values)))


def _of_files(tree: Tree, data: Callable[[str], bytes | None]) -> Iterator[_Value]:
    """What the manifest says otherwise of files, where it says it; files without data are passed over."""
    for array in ("tagsets", "files"):
        for index, entry in enumerate(tree.get(array, ())):
            found = data(entry["path"])
            for field, value in _facts(array, found).items() if found is not None else ():
                if entry.get(field, value) != value:
                    yield _Value(entry["path"], (array, index, field), entry[field], value)


def _facts(array: str, data: bytes) -> dict[str, Any]:
    """What a manifest may say of a file."""
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return facts | _version(data) if array == "tagsets" else facts


def _version(tagset: bytes) -> dict[str, str]:
    """The version of a tag set, if it can be read."""
    try:
        return {"version": msgspec.json.decode(tagset)["version"]}
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError, KeyError, TypeError):
        return {}


def _counts(tree: Tree, manifest: pathlib.Path) -> Iterator[_Value]:
    """How many records files hold, and how many articles there are, where all can be read."""
    counts = {path: _articles(manifest.parent / path) for path in record_files(manifest, tree)}
    for index, entry in enumerate(tree.get("files", ())):
        found = counts.get(entry["path"])
        if found and entry.get("records", found) != found:
            yield _Value(entry["path"], ("files", index, "records"), entry["records"], found)
    found = None if None in counts.values() else sum(filter(None, counts.values()))
    if found is not None and found != tree["articles"]["count"]:
        yield _Value("articles", ("articles", "count"), tree["articles"]["count"], found)


def _articles(file: pathlib.Path) -> int | None:
    """The number of articles in a file; None where one of its documents cannot be read."""
    kinds = list(map(_kind, sources([str(file)])))
    return None if None in kinds else kinds.count("article")


def _kind(source: Source) -> str | None:
    try:
        return schema.kind_of(_decoder.decode(source.data))
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return None


def relative(file: str, folder: pathlib.Path) -> str:
    """The path of a file as a manifest in a folder would write it."""
    return os.path.relpath(os.path.abspath(file), folder.resolve()).replace(os.sep, "/")
