"""The manifest of a corpus, `corpus.json`, and the tag sets at hand for the documents near it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .. import schema, tagset
from ..errors import FormatError, UnreadableFile
from ..tagset import TagSet, TagSets
from .source import walk

NAME = "corpus.json"


@cache
def nearest(folder: Path) -> Path | None:
    """The manifest in a folder or the nearest folder above it; None where there is none."""
    path = folder / NAME
    if os.path.isfile(path) and schema.kind_of(_tree(path)) == "corpus":
        return path
    return nearest(folder.parent) if folder.parent != folder else None


def may_be_under(paths: Iterable[str]) -> bool:
    """Whether a manifest may be among the documents under some paths: in a folder, by a pattern, or by its name."""
    return any(os.path.isdir(path) or os.path.basename(path) == NAME or set(path) & set("*?[") for path in paths)


def record_files(manifest: Path, tree: Mapping[str, Any]) -> Iterator[str]:
    """The files that may hold records where the manifest says that the articles are, relative to the manifest."""
    folder, place = manifest.parent, manifest.parent / tree["articles"]["path"]
    for file in walk(str(place)) if place.is_dir() else [place] if place.is_file() else ():
        yield Path(file).relative_to(folder).as_posix()


def listed_files(manifest: Path, tree: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    """SHA-256 and size of the files that the manifest lists, by their paths; what cannot be read is left out."""
    entries = (entry for array in ("files", "tagsets", "guidelines") for entry in tree.get(array, ()))
    paths = {entry["path"] for entry in entries if "path" in entry}
    states = ((path, _state(manifest.parent / path)) for path in sorted(paths))
    return {path: state for path, state in states if state is not None}


def _state(path: Path) -> tuple[str, int] | None:
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell()
    except OSError:
        return None


def _below(folder: Path, name: str) -> Path:
    """The path of a file in a folder.

    Raises:
        UnreadableFile: the name leads elsewhere, or to what is no regular file and may never end.
    """
    path = folder / name
    if Path(name).is_absolute() or ".." in Path(name).parts or not os.path.isfile(path):
        raise UnreadableFile(str(path), "it is no file below the manifest")
    return path


@cache
def _tree(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def forget() -> None:
    """Look for manifests anew, and read them anew: for a process that goes on while files change."""
    nearest.cache_clear()
    _tree.cache_clear()


def read_tagset(path: Path, at_hand: TagSets) -> TagSet:
    """Read a tag set file; what it extends must be at hand.

    Raises:
        UnreadableFile: the file cannot be read.
        FormatError: it does not fit the schema.
        UnknownName: the tag set it extends is not at hand.
    """
    try:
        data = path.read_bytes()
        tree = json.loads(data)
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(str(path), None, None, "a tag set in JSON", str(error)) from error
    for broken in schema.errors("tagset", tree):
        place = "/" + "/".join(map(str, broken.path))
        raise FormatError(str(path), None, None, f"a tag set that fits the schema at {place}", broken.message)
    extends = tagset.reference(tree)
    return tagset.parse(data, at_hand.require(extends) if extends else None, str(path))


def tagset_named(name: str, at_hand: TagSets | None = None) -> TagSet:
    """The tag set in a file, which may extend those at hand, or the one that comes with the package under that name.

    Raises:
        CorpusToolsError: as `read_tagset`.
    """
    builtin = tagset.builtin()
    return builtin if name == builtin.id else read_tagset(Path(name), at_hand or TagSets())


class Surroundings:
    """The tag sets for each document: those named on the command line, then those of the manifest near it."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given = TagSets()
        for name in given:
            found = tagset_named(name, self._given)
            self._given.add(found)
            self._given.default = found
        self._by_manifest: dict[Path | None, TagSets] = {None: self._given}
        self._by_folder: dict[str, TagSets] = {}
        self._manifests: dict[str, Path | None] = {}
        self._marks: dict[str, str] = {}

    def mark(self, file: str) -> str:
        """What findings about a document in a file owe to what lies around it: the tag sets at hand."""
        folder = os.path.dirname(file)
        if folder not in self._marks:
            at_hand = self.tagsets(file)
            known = [(tagset.id, tagset.version, tagset.sha256) for tagset in at_hand]
            default = at_hand.default
            self._marks[folder] = repr((known, default and default.sha256, self._manifests[folder] is not None))
        return self._marks[folder]

    def manifest(self, file: str) -> Path | None:
        """The manifest near a document in a file."""
        self.tagsets(file)
        return self._manifests[os.path.dirname(file)]

    def tagsets(self, file: str) -> TagSets:
        """The tag sets at hand for a document in a file."""
        folder = os.path.dirname(file)
        if folder not in self._by_folder:
            manifest = nearest(Path(folder).resolve())
            if manifest not in self._by_manifest:
                self._by_manifest[manifest] = self._of(manifest) if manifest else self._given
            self._by_folder[folder] = self._by_manifest[manifest]
            self._manifests[folder] = manifest
        return self._by_folder[folder]

    def _of(self, manifest: Path) -> TagSets:
        at_hand = TagSets(self._given, self._given.default)
        for entry in _tree(manifest).get("tagsets", []):
            try:
                found = read_tagset(_below(manifest.parent, entry["path"]), at_hand)
            except (FormatError, UnreadableFile, LookupError, TypeError):
                continue  # the manifest and the tag set are documents of their own: their findings say what is wrong
            at_hand.add(found)
            at_hand.default = at_hand.default or found
        return at_hand
