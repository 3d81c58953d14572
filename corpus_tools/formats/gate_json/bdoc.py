"""bdoc documents as typed values, with what tells the places of their parts in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

from ...findings import Path
from .._format import File
from .._json import Document, Object, Wrong, each, elements, exactly, find, need, need_text
from .._text import MAX_TEXT

Number = Annotated[int, Meta(ge=-(10**9), le=10**9)]
Text = Annotated[str, Meta(pattern=r"\S", max_length=MAX_TEXT)]
Features = dict[str, bool | Number | str | list[str]]


class Mark(Struct, forbid_unknown_fields=True, gc=False):
    """One annotation. Features of files that are read without haste may have any value."""

    type: str
    start: Number
    end: Number
    id: Number
    features: Features


class Marks(Struct, forbid_unknown_fields=True):
    """An annotation set."""

    name: str
    annotations: list[Mark]
    next_annid: Number


class Bdoc(Struct, forbid_unknown_fields=True):
    """A document."""

    annotation_sets: dict[str, Marks]
    text: Text
    features: Features
    offset_type: Literal["p", "j"]
    name: str


class Found(NamedTuple):
    """A document, the keys of what no document has, and what tells the place of what is at a path in it."""

    bdoc: Bdoc
    unknown: Sequence[str]
    where: Callable[[Path], str]


def bdocs(file: File) -> Iterator[Found]:
    """Each document of a file; one that is just as it should be without a look at every value.

    Raises:
        FormatError: it is not UTF-8, no JSON, or no document.
    """
    bdoc = exactly(file.read(), Bdoc)
    if bdoc:
        opened = cache(lambda: next(elements(file)))
        yield Found(bdoc, (), lambda path: _where(opened(), path))
        return
    for document in elements(file):
        with document.opened() as tree:
            yield Found(_bdoc(tree), list(tree.keys() - Bdoc.__struct_fields__), partial(_where, document))


def _where(document: Document, path: Path) -> str:
    part: Any = document.tree
    for step in path:
        part = part[step]
    return document.where(part)


def _bdoc(tree: Object) -> Bdoc:
    unit = find(tree, "offset_type", str) or "p"
    if unit not in ("p", "j"):
        raise Wrong(tree, "offset_type", '"p" or "j"')
    sets = find(tree, "annotation_sets", dict) or {}
    found = {
        name: Marks(name, [_mark(one) for one in each(need(sets, name, dict), "annotations", dict)], 0) for name in sets
    }
    return Bdoc(found, need_text(tree, "text"), find(tree, "features", dict) or {}, unit, "")  # type: ignore[arg-type]


def _mark(one: Object) -> Mark:
    start, end, number = (need(one, name, int) for name in ("start", "end", "id"))
    return Mark(need(one, "type", str), start, end, number, find(one, "features", dict) or {})
