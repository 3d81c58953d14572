"""0.9 to 1.0. 0.9 was the form of the pilot: one speaker a quote, one span a trigger, other names for some fields.

| 0.9 | 1.0 |
| --- | --- |
| section `kind` | `type` |
| quote `kind`, `speaker` (one id) | `type`, `source` (a list) |
| `attrs` of any annotation | `attributes` |
| event `trigger`, quote `cue`: one span | lists of spans |
| argument `target` | `filler` |
"""

from __future__ import annotations

from typing import Any

from . import Migration, Tree

_NAMES = {"attrs": "attributes"}


def _renamed(part: Tree, names: dict[str, str]) -> Tree:
    return {names.get(key, key): value for key, value in part.items()}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _event(event: Tree) -> Tree:
    event = _renamed(event, _NAMES)
    event["trigger"] = _listed(event["trigger"])
    event["arguments"] = [_renamed(argument, {"target": "filler"}) for argument in event.get("arguments", [])]
    return event if event["arguments"] else {key: value for key, value in event.items() if key != "arguments"}


def _quote(quote: Tree) -> Tree:
    quote = _renamed(quote, {**_NAMES, "kind": "type", "speaker": "source"})
    return {key: _listed(value) if key in ("source", "cue") else value for key, value in quote.items()}


def _layer(layer: Tree) -> Tree:
    layer = dict(layer)
    for array, change in (("entities", lambda part: _renamed(part, _NAMES)), ("events", _event), ("quotes", _quote)):
        if array in layer:
            layer[array] = [change(part) for part in layer[array]]
    return layer


def migrate(record: Tree) -> Tree:
    """Rename and wrap, nothing else: no value changes."""
    record = dict(record)
    if "sections" in record:
        record["sections"] = [_renamed(section, {"kind": "type"}) for section in record["sections"]]
    record["layers"] = [_layer(layer) for layer in record["layers"]]
    return record


MIGRATION = Migration("0.9", "1.0", migrate)
