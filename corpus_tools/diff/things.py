"""A record taken apart into things with fields, so that its versions can be merged, and put together.

A thing is the article, a section, an annotator, a layer without its annotations, an annotation or a conflict. Its
fields go by the paths that lead to them; what has a key of its own, such as an attribute, is a field of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

import msgspec

from ..align.contents import KINDS
from ..decode import parse
from ..model import Record
from .fields import Tree, differ, tree


class Key(NamedTuple):
    """Which thing: its kind, the name of its layer and its id, empty where it has none."""

    kind: str
    layer: str = ""
    id: str = ""


Path: TypeAlias = tuple[str, ...]
Fields: TypeAlias = dict[Path, Any]
Things: TypeAlias = dict[Key, Fields]

ARTICLE = Key("article")
WORDS = {"entity": "spans", "quote": "content", "event": "trigger"}
"""The field that says where an annotation of some kind stands."""
LOST = "unanchored"
"""The field for what keeps places that are lost; if it is the annotation's own, they stand in one value with it."""
_ARRAYS = {"section": "sections", "annotator": "annotators"}
_BY_KEY = ("attributes", "extensions", "identifiers")
_INNER = ("metadata", "segmentation")
_IS_THERE = ""
"""The last part of a path that only says that there is an object, which may be empty."""


def things(record: Record) -> Things:
    """Everything in a record, in its order."""
    whole = tree(record)
    layers = whole.pop("layers")
    found: Things = {}
    for kind, array in _ARRAYS.items():
        found |= {Key(kind, "", part["id"]): fields(part) for part in whole.pop(array, ())}
    for layer, part in zip(record.layers, layers, strict=True):
        found |= _of_layer(layer.name, part)
    return {ARTICLE: fields(whole, keep_id=True), **found}


def fields(part: Tree, above: Path = (), *, keep_id: bool = False) -> Fields:
    """A part of a record as a table of its fields, without its id."""
    found: Fields = {}
    for key, value in part.items():
        path = (*above, key)
        if key in _BY_KEY:
            found |= {(*path, name): inner for name, inner in value.items()}
        elif key in _INNER:
            found |= {(*path, _IS_THERE): True, **fields(value, path)}
        elif key != "id" or keep_id:
            found[path] = value
    return found


def _of_layer(name: str, layer: Tree) -> Things:
    arrays = {kind: layer.pop(array) for kind, array in KINDS.items() if array in layer}
    conflicts, lost = layer.pop("conflicts", ()), layer.pop(LOST, ())
    header = fields(layer, keep_id=True) | {(KINDS[kind],): [] for kind in arrays}
    found: Things = {Key("layer", name, name): header}
    for kind, parts in (*arrays.items(), ("conflict", conflicts)):
        found |= {Key(kind, name, part["id"]): fields(part) for part in parts}
    for item in lost:
        _put_lost(found, name, item)
    return found


def _put_lost(found: Things, layer: str, item: Tree) -> None:
    """Join what keeps a lost place with the annotation that it is about."""
    annotation, kind = item["annotation"], item["kind"]
    key = Key(kind, layer, annotation["id"])
    if item.get("path"):
        found.setdefault(key, {})[LOST, item["path"]] = item
    else:
        rest = {name: value for name, value in item.items() if name not in ("annotation", "kind")}
        own = fields(annotation)
        own[WORDS[kind],] = {WORDS[kind]: annotation[WORDS[kind]], LOST: rest}
        found[key] = own | {path: value for path, value in found.get(key, {}).items() if path[0] == LOST}


def is_lost(kind: str, own: Fields) -> bool:
    """Whether an annotation has no place in the text."""
    return kind in WORDS and isinstance(own.get((WORDS[kind],)), dict)


def part(own: Fields) -> Tree:
    """The part of a record that has these fields."""
    made: Tree = {}
    for path, value in own.items():
        holder = made
        for name in path[:-1]:
            holder = holder.setdefault(name, {})
        if path[-1] != _IS_THERE:
            holder[path[-1]] = [] if value == [] else value  # the array of a layer is filled again
    return made


def whole(key: Key, own: Fields) -> Tree:
    """A thing as it stands in a record, with its id; one whose place is lost as what keeps it."""
    made = part({path: value for path, value in own.items() if path[0] != LOST})
    made = made if key.kind in ("article", "layer") else {"id": key.id, **made}
    if not is_lost(key.kind, own):
        return made
    place = own[WORDS[key.kind],]
    return {"kind": key.kind, "annotation": {**made, WORDS[key.kind]: place[WORDS[key.kind]]}, **place[LOST]}


def record_of(found: Things) -> Record:
    """The record that is made up of some things.

    Raises:
        FormatError: it does not fit the schema.
    """
    made = whole(ARTICLE, found[ARTICLE])
    layers = {key.id: whole(key, own) for key, own in found.items() if key.kind == "layer"}
    for key, own in found.items():
        if key.kind in _ARRAYS:
            made.setdefault(_ARRAYS[key.kind], []).append(whole(key, own))
        elif key.kind not in ("article", "layer"):
            _put(layers[key.layer], key, own)
    made["layers"] = list(layers.values())
    return parse(msgspec.json.encode(made), made["id"])


def _put(layer: Tree, key: Key, own: Fields) -> None:
    """Put an annotation or a conflict into its layer."""
    array = LOST if is_lost(key.kind, own) else KINDS.get(key.kind, "conflicts")
    layer.setdefault(array, []).append(whole(key, own))
    for path, item in own.items():
        if path[0] == LOST:
            layer.setdefault(LOST, []).append(item)


def unchanged(one: Fields | None, other: Fields | None) -> bool:
    """Whether a thing has the same fields in two versions, or is in neither of them."""
    if one is None or other is None:
        return one is other
    others = ((value, other[path]) for path, value in one.items() if not isinstance(value, str))
    return one == other and not any(differ(*values) for values in others)  # 1, 1.0 and true are equal, not the same


def additions(found: Things, base: Things) -> list[Key]:
    """What is new."""
    return [key for key in found if key not in base]


Reference: TypeAlias = tuple[str, str, str]
"""The kind of what is referred to, `annotation` for any in a layer, the name of the layer, and the id."""


def named(key: Key) -> Reference:
    """How a thing is referred to."""
    kind = key.kind if key.kind in ("section", "annotator", "layer", "conflict") else "annotation"
    return kind, key.layer, key.id


def references(key: Key, own: Fields) -> Iterator[Reference]:
    """What a thing refers to; first of all each thing in a layer needs the layer."""
    if key.layer and key.kind != "layer":
        yield "layer", key.layer, key.layer
        yield from (("annotation", key.layer, name) for name in _inside(own))
    for origin in own.get(("from",), ()):
        layer, _, name = origin.rpartition(":")
        yield "annotation", layer, name
    if key.kind == "layer":
        yield from (("section", "", name) for name in own.get(("scope",), ()))
        yield from (("layer", name, name) for name in own.get(("derived_from",), ()))
        yield from (("annotator", "", own[path]) for path in [("annotator",)] if path in own)


def _inside(own: Fields) -> Iterable[str]:
    yield from (argument["filler"] for argument in own.get(("arguments",), ()) if "filler" in argument)
    for field in ("source", "addressee", "members"):
        yield from own.get((field,), ())
    if ("chain",) in own:
        yield own["chain",]
