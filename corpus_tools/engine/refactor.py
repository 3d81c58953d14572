"""A label changed in every record, in the tag set and in the manifest. Nothing is written here."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .. import schema
from .. import tagset as tagsets
from ..canonical import canonical
from ..decode import decode
from ..edits import apply
from ..errors import CorpusToolsError, FormatError, UnknownName
from ..refactor import Change, Label, changes, edits, label
from ..refactor.between import between
from ..refactor.labels import TYPES
from ..refactor.records import Choose, Tree, name_of, undone
from ..store.manifest import Surroundings, nearest
from ..store.source import Source, sources
from .manifest import FileChange, manifest_change, relative

Rewrite = Callable[[Tree], Tree]


class Undo(Struct, frozen=True, forbid_unknown_fields=True):
    """What puts everything back: the changes of each record, and the whole text of the tag set as it was.

    Files are named relative to the folder of the undo file.
    """

    format_version: str
    refactor: str
    records: dict[str, list[Change]]
    tagset: dict[str, str]


class Scope:
    """The documents under some paths, the manifest above the first, and the tag set whose labels change."""

    def __init__(self, paths: Sequence[str], tagset: str | None) -> None:
        self.paths = paths
        first = Path(paths[0]).resolve()
        self.manifest = nearest(first if first.is_dir() else first.parent)
        self.surroundings = Surroundings([tagset] if tagset else ())
        self._at_hand = self.surroundings.tagsets(str(first / "x" if first.is_dir() else first))
        self.tagset = self._at_hand.default or tagsets.builtin()

    @property
    def own_file(self) -> Path | None:
        """The file of the tag set, None where it is the one that comes with the package."""
        return Path(self.tagset.path) if self.tagset is not tagsets.builtin() else None

    def label(self, written: str) -> Label:
        """The label a word stands for."""
        return label(written, self.tagset)

    def type(self, found: Label) -> Label:
        """The same label, if it is a type or a section type, which alone can be split.

        Raises:
            CorpusToolsError: it is a role or an attribute.
        """
        if found.kind in ("role", "attribute"):
            raise CorpusToolsError(f"{found} is no type: only types of annotations and sections can be split")
        return found

    def free(self, old: Label, new: str) -> Label:
        """The same label, if its new name is not taken.

        Raises:
            CorpusToolsError: another label of its kind has that name.
        """
        if new in self._names(old):
            raise CorpusToolsError(f"{old.kind}:{new} is there already: merge-label lets it take the place of {old}")
        return old

    def other(self, old: Label, into: str) -> Label:
        """The same label, if there is another one to take its place.

        Raises:
            UnknownName: there is none of that name and kind.
            CorpusToolsError: it is the same.
        """
        if into not in self._names(old):
            raise UnknownName(old.kind, into, self._names(old))
        if into == old.name:
            raise CorpusToolsError(f"{old} cannot take its own place")
        return old

    def _names(self, label: Label) -> list[str]:
        """The names that labels of the same sort have."""
        if label.kind in TYPES:
            return list(self.tagset.types(label.kind))
        if label.kind == "role":
            return [
                name
                for owner in self.owners(label)
                for name in {**self.tagset.events, **self.tagset.relations}[owner].roles
            ]
        return list(self.tagset.sections if label.kind == "section" else self.tagset.attributes)

    def documents(self) -> Iterator[Source]:
        """The records, tag sets and manifests under the paths."""
        return sources(self.paths)

    def concerned(self, tree: Tree, file: str) -> set[int]:
        """The layers of a record, by index, that use the tag set."""
        default = self.surroundings.tagsets(file).default
        own = default is not None and default.id == self.tagset.id
        named = [layer["tagset"]["id"] if "tagset" in layer else None for layer in tree["layers"]]
        return {index for index, name in enumerate(named) if name == self.tagset.id or (name is None and own)}

    def owners(self, old: Label) -> frozenset[str]:
        """The types that have a role: its own, and those below it."""
        types = {**self.tagset.events, **self.tagset.relations}
        return frozenset(name for name, found in types.items() if old.of in found.lineage)


def refactor(scope: Scope, old: Label, choose: Choose, rewrite: Rewrite) -> Iterator[FileChange]:
    """Every file that changes, the tag set last but one and the manifest last.

    Raises:
        CorpusToolsError: the tag set cannot be changed so.
    """
    tagset = _tagset(scope, rewrite)
    reference = _new_reference(tagset)
    done: dict[str, bytes] = {tagset.file: tagset.after} if tagset else {}
    for source in scope.documents():
        change = _record(scope, source, old, choose, reference)
        if change is not None:
            done[change.file] = change.after
            yield change
    if tagset:
        yield tagset
    yield from manifest_change(scope.manifest, done)


def _tagset(scope: Scope, rewrite: Rewrite) -> FileChange | None:
    """The tag set file with its labels changed; what they do not concern keeps its layout."""
    if scope.own_file is None:
        raise CorpusToolsError(
            f"the labels of {scope.tagset.id} come with this tool; give a tag set of your own with --tagset"
        )
    before = scope.own_file.read_bytes()
    tree = json.loads(before)
    after = rewrite(tree)
    for error in schema.errors("tagset", after):
        raise FormatError(str(scope.own_file), None, None, "a tag set that fits the schema", error.message)
    written = apply(before.decode("utf-8"), between(tree, after))
    return FileChange(os.path.relpath(scope.own_file), before, written.encode())


def _new_reference(tagset: FileChange | None) -> dict[str, str] | None:
    if tagset is None:
        return None
    tree = json.loads(tagset.after)
    return {"id": tree["id"], "version": tree["version"], "sha256": hashlib.sha256(tagset.after).hexdigest()}


def _record(
    scope: Scope, source: Source, old: Label, choose: Choose, reference: dict[str, str] | None
) -> FileChange | None:
    """A record after the change; None where it is not concerned."""
    tree = _tree(source)
    if tree is None or schema.kind_of(tree) != "article":
        return None
    if source.is_link:
        return FileChange(source.file, source.data, source.data, why="it is a link: name what it leads to instead")
    if decode(source.data) is None and next(schema.errors("article", tree), None) is not None:
        return FileChange(source.file, source.data, source.data, why="it does not fit the schema: validate it first")
    concerned = scope.concerned(tree, source.file)
    found = changes(tree, old, choose, concerned, scope.owners(old))
    kept = len(changes(tree, old, lambda part: "?", concerned, scope.owners(old))) - len(found)
    found += list(_references(tree, concerned, reference)) if reference else []
    return replace(changed_record(source.file, source.data, found)[0], kept=kept) if found else None


def _references(tree: Tree, concerned: set[int], reference: dict[str, str]) -> Iterator[Change]:
    """Layers that name the tag set name its new version; a checksum is given only where one was."""
    for index in sorted(concerned):
        layer = tree["layers"][index]
        if "tagset" in layer:
            after = {key: reference[key] for key in layer["tagset"] if key in reference}
            yield Change(layer=name_of(layer), array="", id="", field="tagset", before=layer["tagset"], after=after)


def changed_record(file: str, before: bytes, wanted: Iterable[Change]) -> tuple[FileChange, list[Change]]:
    """A record with changes made, and those that no longer fit it; one in canonical form stays in it."""
    source = before.decode("utf-8")
    wanted = list(wanted)
    made, unfit = edits(json.loads(source), wanted)
    after = apply(source, made)
    after = canonical(after) if canonical(source) == source else after
    return FileChange(file, before, after.encode(), [c for c in wanted if c not in unfit]), unfit


def undo_of(title: str, files: Iterable[FileChange], folder: Path) -> Undo:
    """What puts some files back, as it is kept in a folder."""
    records: dict[str, list[Change]] = {}
    sets: dict[str, str] = {}
    for file in files:
        if file.changes:
            records[relative(file.file, folder)] = [undone(change) for change in file.changes]
        elif schema.kind_of(json.loads(file.before)) == "tagset":
            sets[relative(file.file, folder)] = file.before.decode("utf-8")
    return Undo("1.0", title, records, sets)


def put_back(undo: Undo, folder: Path) -> Iterator[FileChange]:
    """Every file that is put back; what was changed since stays, and is said."""
    done: dict[str, bytes] = {}
    for name, wanted in undo.records.items():
        file = folder / name
        change, unfit = changed_record(os.path.relpath(file), file.read_bytes(), wanted)
        why = f"{len(unfit)} of {len(wanted)} changes were not undone: the record was changed since" if unfit else ""
        done[change.file] = change.after
        yield replace(change, why=why)
    for name, text in undo.tagset.items():
        file = folder / name
        before, after = file.read_bytes(), text.encode()
        if not all(schema.kind_of(json.loads(data)) == "tagset" for data in (before, after)):
            raise FormatError(str(file), None, None, "a tag set, before and after", "something else")
        done[os.path.relpath(file)] = after
        yield FileChange(os.path.relpath(file), before, after)
    yield from manifest_change(nearest(folder.resolve()), done)


def _tree(source: Source) -> Any:
    try:
        return json.loads(source.data) if source.error is None else None
    except (ValueError, RecursionError):
        return None
