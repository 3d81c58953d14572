"""The second article made of the first one and what differs; refused where it does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec
from msgspec import UNSET

from ..align.contents import KINDS
from ..decode import parse
from ..edits import parts
from ..errors import FormatError, PatchMismatch
from ..model import Record
from ..text import quoted
from .changes import Change, Difference
from .fields import Tree, differ, encoded, tree
from .numbering import renumbered

Table: TypeAlias = dict[str, Tree]
"""Things of one kind by their ids; what has none of its own goes by all that it says."""
_ARRAYS = {"section": "sections", "annotator": "annotators", "layer": "layers"}
_IN_LAYERS = {**KINDS, "unanchored": "unanchored", "conflict": "conflicts"}
_NEVER_EMPTY = ("sections", "annotators", "unanchored", "conflicts", "attributes", "extensions")


def patch(record: Record, difference: Difference) -> Record:
    """Make all changes of a difference in a record; what they do not concern stays as it is.

    Raises:
        PatchMismatch: something is not as a change says it was before, or the result is no record; the place is told.
    """
    if record.id != difference.article:
        raise PatchMismatch(record.id, f"article {difference.article}", f"article {record.id}")
    target = _Target(tree(renumbered(record, difference.from_ids)))
    for change in difference.changes:
        target.make(change)
    try:
        made = parse(msgspec.json.encode(target.whole()), record.id)
    except FormatError as error:
        raise PatchMismatch(record.id, error.expected, error.found) from error
    return renumbered(made, difference.to_ids)


class _Target:
    """A record taken apart, so that each change finds its place at once."""

    def __init__(self, record: Tree) -> None:
        self._record = record
        self._tables: dict[tuple[str, str], Table] = {("", "article"): {"": record}}
        for kind, array in _ARRAYS.items():
            self._tables["", kind] = {_name(kind, item): item for item in record.get(array, ())}

    def make(self, change: Change) -> None:
        """Make one change."""
        if change.kind == "layer":
            self._close()
        table, place = self._table(change), _place(self._record["id"], change)
        if not change.path:
            _replace(table, change, place)
        elif change.id not in table:
            raise PatchMismatch(place, f"{change.kind} {change.id}", "none of that id")
        else:
            _edit(table[change.id], change, place)

    def _table(self, change: Change) -> Table:
        """Where things of the kind of a change are, with their ids."""
        if change.kind not in _IN_LAYERS:
            return self._tables["", change.kind]
        layer = self._tables["", "layer"].get(change.layer)
        if layer is None:
            raise PatchMismatch(_place(self._record["id"], change), f"layer {change.layer}", "none of that name")
        key = change.layer, change.kind
        if key not in self._tables:
            items = layer.get(_IN_LAYERS[change.kind], ())
            self._tables[key] = {_name(change.kind, item): item for item in items}
        return self._tables[key]

    def whole(self) -> Tree:
        """The record with all that was changed."""
        self._close()
        for kind, array in _ARRAYS.items():
            _put_back(self._record, array, self._tables["", kind])
        return self._record

    def _close(self) -> None:
        """Put the annotations of all layers back into their arrays."""
        for name, kind in [key for key in self._tables if key[1] in _IN_LAYERS]:
            table = self._tables.pop((name, kind))
            _put_back(self._tables["", "layer"][name], _IN_LAYERS[kind], table)


def _put_back(holder: Tree, array: str, table: Table) -> None:
    if table or (array in holder and array not in _NEVER_EMPTY):
        holder[array] = list(table.values())
    else:
        holder.pop(array, None)


def _name(kind: str, item: Tree) -> str:
    if kind == "unanchored":
        return encoded(item).decode()
    return str(item.get("id") or item["annotator"]) if kind == "layer" else str(item["id"])


def _replace(table: Table, change: Change, place: str) -> None:
    """Take a whole thing away, or put one in, or both."""
    if change.before is not UNSET:
        name = _name(change.kind, change.before)
        _expect(table.get(name, UNSET), change.before, place)
        del table[name]
    if change.after is not UNSET:
        name = _name(change.kind, change.after)
        if name in table:
            raise PatchMismatch(place, f"no {change.kind} {quoted(name)}", "one")
        table[name] = change.after


def _edit(item: Tree, change: Change, place: str) -> None:
    """Change one field of a thing."""
    *above, last = parts(change.path)
    holders = list(_walk(item, above[:-1] if last == "-" else above))
    if last == "-":
        _edit_list(holders[-1], above[-1], change, place)
        return
    _expect(holders[-1].get(last, UNSET), change.before, place)
    if change.after is UNSET:
        del holders[-1][last]
    else:
        holders[-1][last] = change.after
    if above and not holders[-1] and above[-1] in _NEVER_EMPTY:
        del holders[-2][above[-1]]


def _walk(item: Tree, path: list[str]) -> Iterator[Tree]:
    yield item
    for part in path:
        item = item.setdefault(part, {})
        yield item


def _edit_list(item: Tree, field: str, change: Change, place: str) -> None:
    """Change one item of a list whose order says nothing."""
    items = list(item.get(field, ()))
    if change.before is not UNSET:
        same = [index for index, found in enumerate(items) if not differ(found, change.before)]
        if not same:
            raise PatchMismatch(place, _shown(change.before), "no such item")
        del items[same[0]]
    items += [] if change.after is UNSET else [change.after]
    if items:
        item[field] = items
    else:
        item.pop(field, None)


def _expect(found: Any, wanted: Any, place: str) -> None:
    if differ(found, wanted):
        raise PatchMismatch(place, _shown(wanted), _shown(found))


def _shown(value: Any) -> str:
    return "nothing" if value is UNSET else quoted(encoded(value).decode(), 200)


def _place(article: str, change: Change) -> str:
    """Where in a corpus a change belongs, for people."""
    layer = f", layer {change.layer}" if change.layer else ""
    thing = f", {change.kind} {change.id}" if change.id and change.kind != "layer" else ""
    return article + layer + thing + (f" at {change.path}" if change.path else "")
