"""The canonical form: ordinary JSON with one annotation per line, so that a corrected label is a one-line diff.

Keys stand in the order of the schema, annotations in the order of the text; nothing is added, and unknown keys and
the contents of `extensions` stay as they are. Writing what was written so gives the same bytes again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

import msgspec
from msgspec.structs import replace

from . import schema
from .jsontext import Locator
from .model import Layer, Record
from .text import natural_key

PAIRS_A_LINE = 20
_ONE_PER_LINE = (
    "sections",
    "annotators",
    "entities",
    "events",
    "quotes",
    "relations",
    "chains",
    "unanchored",
    "conflicts",
)
_DEFINITIONS = {
    "sections": "section",
    "annotators": "annotator",
    "entities": "entity",
    "events": "event",
    "quotes": "quote",
    "relations": "relation",
    "chains": "chain",
    "unanchored": "unanchored",
    "conflicts": "conflict",
    "spans": "span",
    "head": "span",
    "trigger": "span",
    "content": "span",
    "cue": "span",
    "anchor": "anchor",
    "context": "context",
    "metadata": "metadata",
    "segmentation": "segmentation",
    "layers": "layer",
    "publisher": "party",
    "sources": "party",
    "tool": "toolref",
    "text_tool": "toolref",
    "tagset": "tagset_ref",
    "guidelines": "guidelines_ref",
}
_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_CONFLICT_VALUES = ("base", "ours", "theirs")
_ROLES = ("annotation", "prediction", "gold")


class _Verbatim(str):
    """JSON source that is written as it stands."""


@cache
def _key_order(definition: str) -> dict[str, int]:
    article = schema.load("article")
    properties = (article["$defs"][definition] if definition else article)["properties"]
    return {key: index for index, key in enumerate(properties)}


def canonical(source: str) -> str:
    """The canonical form of a record given as JSON source that fits the schema."""
    return write_tree(read_tree(source))


def canonical_record(record: Record) -> str:
    """The canonical form of a typed record."""
    return canonical(msgspec.json.encode(record).decode())


class Writer:
    """Writes versions of one record in canonical form; layers that have not changed since are not worked out again."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[Layer, _Verbatim]] = {}

    def write(self, record: Record) -> str:
        """The canonical form of a version."""
        self._written = {id(layer): (layer, self._layer(layer)) for layer in record.layers}
        tree = read_tree(msgspec.json.encode(replace(record, layers=[])).decode())
        ordered = sorted(
            record.layers, key=lambda layer: _layer_key({"role": layer.role or _ROLES[0], "id": layer.name})
        )
        return write_tree(tree | {"layers": [self._written[id(layer)][1] for layer in ordered]})

    def _layer(self, layer: Layer) -> _Verbatim:
        if id(layer) in self._written:
            return self._written[id(layer)][1]
        return _Verbatim(_layer(_ordered(read_tree(msgspec.json.encode(layer).decode()), "layer")))


def read_tree(source: str) -> dict[str, Any]:
    """Parse a record so that what stands below `extensions` is kept as the source has it."""
    tree: dict[str, Any] = json.loads(source)
    return _with_verbatim_extensions(tree, Locator(source), ()) if '"extensions"' in source else tree


def write_tree(tree: dict[str, Any]) -> str:
    """Write a record as a tree in canonical form."""
    return "".join(_document(_ordered(tree, ""))) + "\n"


def _with_verbatim_extensions(part: Any, locator: Locator, path: tuple[str | int, ...]) -> Any:
    """The tree with every value below an `extensions` key replaced by its own source.

    What a conflict holds is a value like any other, so that a record that went through the model is written alike.
    """
    if isinstance(part, list):
        return [_with_verbatim_extensions(item, locator, (*path, index)) for index, item in enumerate(part)]
    if not isinstance(part, dict):
        return part
    found = {}
    for key, value in part.items():
        if key == "extensions" and isinstance(value, dict):
            found[key] = {name: _Verbatim(locator.raw((*path, key, name))) for name in value}
        elif key in _CONFLICT_VALUES:
            found[key] = value
        else:
            found[key] = _with_verbatim_extensions(value, locator, (*path, key))
    return found


def _ordered(part: dict[str, Any], definition: str) -> dict[str, Any]:
    """An object with its keys, and everything below it, in canonical order; unknown keys last."""
    return {key: _value(key, part[key], definition) for key in _in_order(definition, tuple(part))}


@lru_cache(maxsize=1_000)
def _in_order(definition: str, keys: tuple[str, ...]) -> list[str]:
    """Keys in the order of the schema; most objects of a kind have the same ones."""
    order = _key_order(definition)
    return sorted(keys, key=lambda key: (order.get(key, len(order)), key if key not in order else ""))


def _value(key: str, value: Any, definition: str) -> Any:
    if key not in _key_order(definition):
        return value
    if key in ("extensions", "attributes", "identifiers") and isinstance(value, dict):
        return {name: value[name] for name in sorted(value)}
    if key == "arguments" and isinstance(value, list):
        inner = "relation_argument" if definition == "relation" else "argument"
        return sorted((_ordered(item, inner) for item in value), key=_argument_key)
    if key == "annotation" and isinstance(value, dict):
        return _ordered(value, "entity" if "spans" in value else "event" if "trigger" in value else "quote")
    inner = _DEFINITIONS.get(key, "")
    if inner and isinstance(value, dict):
        return _ordered(value, inner)
    if inner and isinstance(value, list) and all(isinstance(item, dict) for item in value):
        items = [_ordered(item, inner) for item in value]
        return sorted(items, key=_SORT_KEYS[key]) if key in _SORT_KEYS else items
    if isinstance(value, int | float) and key in ("confidence", "score"):
        return float(value)
    if isinstance(value, float) and definition != "conflict" and value.is_integer():
        return int(value)
    return value


def _first_start(spans: list[dict[str, int]]) -> tuple[int, int]:
    return spans[0]["start"], -spans[-1]["end"]


def _by_place(field: str) -> Callable[[dict[str, Any]], Any]:
    return lambda part: (*_first_start(part[field]), part["type"], natural_key(part["id"]))


def _argument_key(part: dict[str, Any]) -> Any:
    filler = part.get("filler")
    place = (0, natural_key(filler), ()) if filler else (1, (), _first_start(part["spans"]))
    return (
        part["role"],
        place,
        _encoded(part),
    )  # what is left of a tie, so that order never depends on where it came from


def _layer_key(part: dict[str, Any]) -> Any:
    return _ROLES.index(part.get("role", "annotation")), natural_key(part.get("id") or part.get("annotator", ""))


def _by_id(part: dict[str, Any]) -> Any:
    return natural_key(part["id"])


_SORT_KEYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "sections": lambda part: (part["start"], -part["end"], natural_key(part["id"])),
    "annotators": _by_id,
    "layers": _layer_key,
    "entities": _by_place("spans"),
    "events": _by_place("trigger"),
    "quotes": _by_place("content"),
    "relations": _by_id,
    "chains": lambda part: (part["kind"], natural_key(part["id"])),
    "unanchored": lambda part: (
        part["kind"],
        natural_key(part["annotation"]["id"]),
        part.get("path", ""),
        _encoded(part),
    ),
    "conflicts": _by_id,
}


def _document(record: dict[str, Any]) -> Iterable[str]:
    yield "{\n"
    for index, (key, value) in enumerate(record.items()):
        yield ",\n" if index else ""
        if key == "layers" and value:
            yield '"layers": [\n' + ",\n".join(map(_layer, value)) + "\n]"
        elif key == "metadata":
            yield '"metadata": {\n' + ",\n".join(" " + _member(*item) for item in value.items()) + "\n}"
        elif key == "segmentation":
            yield '"segmentation": {\n' + ",\n".join(" " + _pairs(*item) for item in value.items()) + "\n}"
        elif key in _ONE_PER_LINE and value:
            yield f"{_encoded(key)}: {_rows(value, ' ')}"
        else:
            yield _member(key, value)
    yield "\n}"


def _layer(layer: dict[str, Any] | _Verbatim) -> str:
    if isinstance(layer, _Verbatim):
        return layer
    lines = (
        f"  {_encoded(key)}: {_rows(value, '   ')}" if key in _ONE_PER_LINE and value else "  " + _member(key, value)
        for key, value in layer.items()
    )
    return " {\n" + ",\n".join(lines) + "\n }"


def _rows(items: list[Any], indent: str) -> str:
    return "[\n" + ",\n".join(indent + _json(item) for item in items) + "\n" + indent[1:] + "]"


def _pairs(key: str, value: Any) -> str:
    if key not in ("tokens", "sentences") or not value:
        return _member(key, value)
    rows = (value[at : at + PAIRS_A_LINE] for at in range(0, len(value), PAIRS_A_LINE))
    return (
        f"{_encoded(key)}: [\n"
        + ",\n".join("  " + ", ".join(f"[{int(start)}, {int(end)}]" for start, end in row) for row in rows)
        + "\n ]"
    )


def _json(value: Any) -> str:
    """One value on one line."""
    line = _encoded(value)
    if '"extensions"' not in line or isinstance(value, str):
        return line
    if isinstance(value, dict):
        return "{" + ", ".join(_member(*item) for item in value.items()) + "}"
    return "[" + ", ".join(map(_json, value)) + "]"


def _member(key: str, value: Any) -> str:
    """A key with its value on one line; what is verbatim, which only stands below `extensions`, is left as it is."""
    if key != "extensions" or not isinstance(value, dict):
        return f"{_encoded(key)}: {_json(value)}"
    parts = (
        _encoded(name) + ": " + (part if isinstance(part, _Verbatim) else _json(part)) for name, part in value.items()
    )
    return '"extensions": {' + ", ".join(parts) + "}"
