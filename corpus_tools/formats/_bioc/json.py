"""BioC JSON in and out: a collection, a list of them, or documents one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec
from msgspec import Raw, Struct, ValidationError

from ...errors import FormatError
from ...findings import Path
from .. import _json as js
from .._format import File
from . import Annotation, Collection, Document, Found, Location, Node, Part, Passage, Relation, Sentence

_SORTS: dict[str, type[Struct]] = {
    "passages": Passage,
    "sentences": Sentence,
    "annotations": Annotation,
    "relations": Relation,
    "locations": Location,
    "nodes": Node,
}
"""The keys whose values are lists of parts, and what each part is."""
_encode = msgspec.json.Encoder().encode
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_DOCUMENTS = re.compile(r'"documents"\s*:\s*\[')


class _Collection(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A collection whose documents are not yet looked at."""

    documents: list[Raw]
    source: str | None = None
    date: str | None = None
    key: str | None = None
    version: str | None = None
    infons: dict[str, Any] | None = None


class Source:
    """A file of documents; `head` is what is said of all of them."""

    def __init__(self, file: File) -> None:
        self.file, self.head = file, Collection()

    def known(self) -> Collection:
        """What is said of all documents, as far as it was read."""
        return self.head

    def documents(self) -> Iterator[Found]:
        """Each document.

        Raises:
            FormatError: the file is not BioC JSON; the documents before the fault come first.
        """
        data = self.file.read()
        collection = js.exactly(data, _Collection) if _is_utf8(data) else None
        if collection:
            self.head = _head({key: getattr(collection, key) for key in ("source", "date", "key", "infons")})
            yield from self._quickly(collection.documents, data)
        else:
            yield from self._slowly(data)

    def _quickly(self, documents: list[Raw], data: bytes) -> Iterator[Found]:
        """Documents that are as they should be, without a look at every value; others with it."""
        starts = _Starts(documents, data)
        for number, source in enumerate(documents):
            found = js.exactly(bytes(source), Document)
            if found:
                yield Found(found, partial(self._where, found, starts, number))
            else:
                yield self._found(self._opened(starts, number), ())

    def _opened(self, starts: _Starts, number: int) -> js.Document:
        before = starts.data[: starts.of(number)].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return js.Document(self.file.name, bytes(starts.documents[number]).decode(), line, column)

    def _where(self, document: Document, starts: _Starts, number: int, part: Part) -> str:
        value = self._opened(starts, number)
        return value.where(_at(value.tree, _path(document, part)))

    def _slowly(self, data: bytes) -> Iterator[Found]:
        """Documents of a file that is not one collection as it should be."""
        try:
            for value in js.documents(self.file):
                tree = value.tree
                if isinstance(tree, dict) and "documents" in tree:
                    with value.opened():
                        self.head = _head(tree)
                        each = js.each(tree, "documents", dict)
                    yield from (self._found(value, ("documents", number)) for number in range(len(each)))
                else:
                    yield self._found(value, ())
        except FormatError:
            yield from self._before_the_fault(data)
            raise

    def _before_the_fault(self, data: bytes) -> Iterator[Found]:
        """The documents of a collection that is cut off, or is no JSON from some place on."""
        text = data[: _sound_bytes(data)].decode()
        if start := _DOCUMENTS.search(text):
            for first, last in js.items(text, start.end(), ","):
                place = text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first)
                yield self._found(js.Document(self.file.name, text[first:last], *place), ())

    def _found(self, value: js.Document, base: Path) -> Found:
        """A document in a value, every part of which is looked at."""
        with value.opened():
            tree = _at(value.tree, base)
            unknown: list[tuple[js.Object, str]] = []
            plain = _tidy(tree, Document, unknown)
            try:
                document = msgspec.convert(plain, Document)
            except ValidationError as error:
                raise _wrong(tree, str(error)) from error
        told = [(value.where(part, key), key) for part, key in unknown]
        return Found(document, lambda part: value.where(_at(tree, _path(document, part))), told)


class _Starts:
    """Where each document of a file begins, which is looked for only where it is asked for."""

    def __init__(self, documents: list[Raw], data: bytes) -> None:
        self.documents, self.data = documents, data
        self._found: list[int] = []

    def of(self, number: int) -> int:
        """The offset of the document of that number."""
        for at in range(len(self._found), number + 1):
            end = self._found[-1] + len(bytes(self.documents[at - 1])) if at else 0
            self._found.append(self.data.index(bytes(self.documents[at]), end))
        return self._found[number]


def _is_utf8(data: bytes) -> bool:
    return _sound_bytes(data) == len(data)


def _sound_bytes(data: bytes) -> int:
    """How many bytes there are before the first that is no UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _head(tree: js.Object) -> Collection:
    fields = {key: str(tree.get(key) or "") for key in ("source", "date", "key")}
    infons = tree.get("infons")
    return Collection(**fields, infons=infons if isinstance(infons, dict) else {})


def _tidy(tree: js.Object, sort: type[Struct], unknown: list[tuple[js.Object, str]]) -> js.Object:
    """A part without what is null or unknown, its ids as texts; what a document has beside becomes infons."""
    plain: js.Object = {key: "" for key in ("id", "role") if key in sort.__struct_fields__}
    more: dict[str, str] = {}
    for key, value in tree.items():
        if key in sort.__struct_fields__ and value is not None:
            plain[key] = _tidied(key, value, unknown)
        elif sort is Document and key != "bioctype" and isinstance(value, str | int | float) and str(value):
            more[key] = str(value)
        elif value not in (None, "", [], {}) and key != "bioctype":
            unknown.append((tree, key))
    return {**plain, "infons": {**more, **plain.get("infons", {})}} if more else plain


def _tidied(key: str, value: Any, unknown: list[tuple[js.Object, str]]) -> Any:
    if key in _SORTS and isinstance(value, list):
        return [_tidy(one, _SORTS[key], unknown) if isinstance(one, dict) else one for one in value]
    if key == "infons" and isinstance(value, dict):
        return {name: word for name, word in value.items() if word is not None}
    return str(value) if key in ("id", "refid") and isinstance(value, int) else value


def _wrong(tree: js.Object, message: str) -> js.Wrong:
    """The fault that a message of msgspec's is about."""
    why, _, place = message.partition(" - at `")
    path = [int(index) if index else name for name, index in _STEP.findall(place)]
    if path:
        return js.Wrong(_at(tree, tuple(path[:-1])), path[-1], f"a document of BioC: {why}")
    return js.Wrong(tree, None, f"a document of BioC: {why}")


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _path(document: Document, wanted: Part) -> Path:
    """The keys and indexes that lead from a document to a part of it."""
    waiting: list[tuple[Any, Path]] = [(document, ())]
    while waiting:
        part, path = waiting.pop()
        if part is wanted:
            return path
        for key in _SORTS.keys() & set(part.__struct_fields__):
            waiting += [(one, (*path, key, number)) for number, one in enumerate(getattr(part, key) or ())]
    return ()


def head(collection: Collection) -> str:
    """What stands before the documents."""
    return _encode(collection).decode()[:-1] + ', "documents": ['


TAIL = "\n]}\n"


def spelled(document: Document) -> str:
    """A document as JSON."""
    return "\n" + _encode(document).decode()
