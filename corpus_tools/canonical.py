"""The canonical form: ordinary JSON with one annotation per line, so that a corrected label is a one-line diff.

Keys stand in the order of the schema, annotations in the order of the text; nothing is added, and unknown keys and
the contents of `extensions` stay as they are. Writing what was written so gives the same bytes again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec

from . import schema
from .jsontext import Locator
from .model import Record
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
    order = _key_order(definition)
    keys = sorted(part, key=lambda key: (order.get(key, len(order)), key if key not in order else ""))
    return {key: _value(key, part[key], definition) for key in keys}


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
    return part["role"], place


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
    "unanchored": lambda part: (part["kind"], natural_key(part["annotation"]["id"])),
    "conflicts": _by_id,
}


def _document(record: dict[str, Any]) -> Iterable[str]:
    yield "{\n"
    for index, (key, value) in enumerate(record.items()):
        yield (",\n" if index else "") + _json(key) + ": "
        if key == "layers" and value:
            yield "[\n" + ",\n".join(_layer(layer) for layer in value) + "\n]"
        elif key == "metadata":
            yield "{\n" + ",\n".join(f" {_json(name)}: {_json(part)}" for name, part in value.items()) + "\n}"
        elif key == "segmentation":
            yield "{\n" + ",\n".join(f" {_json(name)}: {_pairs(name, part)}" for name, part in value.items()) + "\n}"
        elif key in _ONE_PER_LINE and value:
            yield _rows(value, " ")
        else:
            yield _json(value)
    yield "\n}"


def _layer(layer: dict[str, Any]) -> str:
    lines = (
        f"  {_json(key)}: {_rows(value, '   ') if key in _ONE_PER_LINE and value else _json(value)}"
        for key, value in layer.items()
    )
    return " {\n" + ",\n".join(lines) + "\n }"


def _rows(items: list[Any], indent: str) -> str:
    return "[\n" + ",\n".join(indent + _json(item) for item in items) + "\n" + indent[1:] + "]"


def _pairs(key: str, value: Any) -> str:
    if key not in ("tokens", "sentences") or not value:
        return _json(value)
    rows = (value[at : at + PAIRS_A_LINE] for at in range(0, len(value), PAIRS_A_LINE))
    return (
        "[\n"
        + ",\n".join("  " + ", ".join(f"[{int(start)}, {int(end)}]" for start, end in row) for row in rows)
        + "\n ]"
    )


def _json(value: Any) -> str:
    """One value on one line, what is verbatim left as it stands."""
    if isinstance(value, _Verbatim):
        return str.__str__(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(key)}: {_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("NaN and Infinity are not JSON")
    return json.dumps(value, ensure_ascii=False)
