"""Labels of a record changed: which annotations, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from msgspec import UNSET, Struct

from ..findings import Edit, Path, pointer
from .labels import TYPES, Label

Tree = dict[str, Any]
Choose = Callable[[Tree], str | None]
"""The new label of an annotation that has the old one; None where it keeps it."""
_ID = "id"


class Change(Struct, frozen=True, kw_only=True):
    """One field of one part of a record, before and after; found again by names, wherever it is by then.

    `layer` is None for sections; `array` is where the part stands, empty for the layer itself.
    """

    layer: str | None
    array: str
    id: str
    field: str
    before: Any
    after: Any


def changes(
    tree: Tree, old: Label, choose: Choose, concerned: Collection[int], owners: Collection[str]
) -> list[Change]:
    """What becomes of a label in a record.

    Args:
        tree: the record as plain JSON.
        old: the label to look for.
        choose: the new label of each annotation that has it.
        concerned: the layers, by index, that use the tag set in question.
        owners: for a role, the types it belongs to: its type and those below it.
    """
    found = _sections(tree, old, choose) if old.kind == "section" else []
    for index in sorted(concerned):
        layer = tree["layers"][index]
        found += [change for part in _parts(layer) for change in _of_part(layer, *part, old, choose, owners)]
    return found


def edits(tree: Tree, wanted: Iterable[Change]) -> tuple[list[Edit], list[Change]]:
    """The edits that make changes in a record, and the changes that no longer fit it."""
    places = dict(_places(tree))
    made, unfit = [], []
    for change in wanted:
        path, part = places.get((change.layer, change.array, change.id), ((), {}))
        if path and _same(part.get(change.field, None), change.before):
            made.append(Edit(pointer((*path, change.field)), UNSET if change.after is None else change.after))
        else:
            unfit.append(change)
    return made, unfit


def undone(change: Change) -> Change:
    """The change the other way round."""
    return Change(
        layer=change.layer, array=change.array, id=change.id, field=change.field,
        before=change.after, after=change.before,
    )  # fmt: skip


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same; the order of a list of arguments says nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(item in other for item in one)
    return bool(one == other)


def _parts(layer: Tree) -> Iterator[tuple[str, Tree, str]]:
    """Every part of a layer that may carry labels: its array, itself, and its kind."""
    for kind, array in (*TYPES.items(), ("chain", "chains")):
        yield from ((array, part, kind) for part in layer.get(array, ()))
    for part in layer.get("unanchored", ()):
        if "path" not in part:
            yield "unanchored", part["annotation"], part["kind"]


def _places(tree: Tree) -> Iterator[tuple[tuple[str | None, str, str], tuple[Path, Tree]]]:
    """Every part that may carry labels, by its names, with its path."""
    for index, section in enumerate(tree.get("sections", ())):
        yield (None, "sections", section[_ID]), (("sections", index), section)
    for number, layer in enumerate(tree["layers"]):
        yield (name_of(layer), "", ""), (("layers", number), layer)
        for array in (*TYPES.values(), "chains", "unanchored"):
            for index, part in enumerate(layer.get(array, ())):
                inner: Path = ("annotation",) if array == "unanchored" else ()
                part = part["annotation"] if inner else part
                yield (name_of(layer), array, part[_ID]), (("layers", number, array, index, *inner), part)


def name_of(layer: Tree) -> str:
    """The name of a layer: its id, or else its annotator."""
    return str(layer.get(_ID, layer.get("annotator")))


def _sections(tree: Tree, old: Label, choose: Choose) -> list[Change]:
    parts = [part for part in tree.get("sections", ()) if part["type"] == old.name]
    return [
        Change(layer=None, array="sections", id=part[_ID], field="type", before=old.name, after=new)
        for part in parts
        if (new := choose(part)) is not None
    ]


def _of_part(
    layer: Tree, array: str, part: Tree, kind: str, old: Label, choose: Choose, owners: Collection[str]
) -> Iterator[Change]:
    if kind == "chain":
        choose = _chain_choice(layer, choose)
    for field, after in _fields(part, kind, old, choose, owners):
        yield Change(layer=name_of(layer), array=array, id=part[_ID], field=field, before=part[field], after=after)


def _chain_choice(layer: Tree, choose: Choose) -> Choose:
    """How a chain gets its label: that which all its mentions get; one without mentions by itself."""

    def chosen(chain: Tree) -> str | None:
        mentions = [m for array in TYPES.values() for m in layer.get(array, ()) if m.get("chain") == chain[_ID]]
        got = {choose(mention) for mention in mentions if mention["type"] == chain.get("type")}
        return (got.pop() if len(got) == 1 else None) if mentions else choose(chain)

    return chosen


def _fields(part: Tree, kind: str, old: Label, choose: Choose, owners: Collection[str]) -> Iterator[tuple[str, Any]]:
    """The fields of a part in which the label stands, each with its new value."""
    if old.kind in TYPES:
        of_kind = kind == old.kind or (kind == "chain" and part.get("kind") == old.kind)
        if of_kind and part.get("type") == old.name and (new := choose(part)) is not None:
            yield "type", new
    elif old.kind == "attribute" and old.name in part.get("attributes", ()):
        new = choose(part) or old.name
        yield "attributes", {(new if name == old.name else name): v for name, v in part["attributes"].items()}
    elif old.kind == "role" and part.get("type") in owners:
        arguments = part.get("arguments", [])
        after = [{**a, "role": choose(part) or a["role"]} if a["role"] == old.name else a for a in arguments]
        if after != arguments:
            yield "arguments", after
