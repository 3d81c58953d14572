"""Whether JSON fits a schema, yes or no: the keywords that our schemas use, a line or two each.

Most documents are sound, and to say so takes less than to load jsonschema, which says what is wrong with the others.
A test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]


def conforms(value: Any, schema: Schema | bool, root: Schema) -> bool:
    """Whether a value fits a schema, which is `root` itself or a part of it.

    Raises:
        KeyError: the schema has a keyword that is not known here.
    """
    if isinstance(schema, bool):
        return schema
    return all(_KEYWORDS[word](value, wanted, schema, root) for word, wanted in schema.items() if word not in _SAID)


def comparable(value: Any) -> Any:
    """Something hashable for a JSON value, equal where JSON Schema holds values to be: 1 and 1.0, not 1 and true."""
    if isinstance(value, dict):
        return frozenset((key, comparable(inner)) for key, inner in value.items())
    return tuple(map(comparable, value)) if isinstance(value, list) else (isinstance(value, bool), value)


_SAID = frozenset(["$schema", "$id", "$defs", "title", "description", "examples", "default", "then", "else"])
"""What asks for nothing, or only together with another keyword."""
_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: _is_number(value) and value == value // 1,
    "number": lambda value: _is_number(value),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _of(kind: type | tuple[type, ...], holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Schema, Schema], bool]:
    """A keyword that concerns values of one kind only; all others fit."""
    return lambda value, wanted, schema, root: not isinstance(value, kind) or holds(value, wanted)


def _properties(value: Any, wanted: Schema, schema: Schema, root: Schema) -> bool:
    return not isinstance(value, dict) or all(
        conforms(value[key], inner, root) for key, inner in wanted.items() if key in value
    )


def _others(value: Any, wanted: Schema | bool, schema: Schema, root: Schema) -> bool:
    known = schema.get("properties", {})
    return not isinstance(value, dict) or all(conforms(value[key], wanted, root) for key in value if key not in known)


def _reference(value: Any, wanted: str, schema: Schema, root: Schema) -> bool:
    place: Any = root
    for key in wanted.removeprefix("#/").split("/"):
        place = place[key]
    return conforms(value, place, root)


def _condition(value: Any, wanted: Schema, schema: Schema, root: Schema) -> bool:
    return conforms(value, schema.get("then" if conforms(value, wanted, root) else "else", True), root)


_KEYWORDS: dict[str, Callable[[Any, Any, Schema, Schema], bool]] = {
    "$ref": _reference,
    "type": lambda value, wanted, schema, root: any(
        _TYPES[name](value) for name in ([wanted] if isinstance(wanted, str) else wanted)
    ),
    "const": lambda value, wanted, schema, root: comparable(value) == comparable(wanted),
    "enum": lambda value, wanted, schema, root: comparable(value) in map(comparable, wanted),
    "minLength": _of(str, lambda value, least: len(value) >= least),
    "maxLength": _of(str, lambda value, most: len(value) <= most),
    "pattern": _of(str, lambda value, pattern: re.search(pattern, value) is not None),
    "minimum": lambda value, least, schema, root: not _is_number(value) or value >= least,
    "maximum": lambda value, most, schema, root: not _is_number(value) or value <= most,
    "minItems": _of(list, lambda value, least: len(value) >= least),
    "maxItems": _of(list, lambda value, most: len(value) <= most),
    "uniqueItems": _of(list, lambda value, unique: not unique or len(set(map(comparable, value))) == len(value)),
    "items": lambda value, wanted, schema, root: (
        not isinstance(value, list) or all(conforms(item, wanted, root) for item in value)
    ),
    "required": _of(dict, lambda value, keys: all(key in value for key in keys)),
    "minProperties": _of(dict, lambda value, least: len(value) >= least),
    "maxProperties": _of(dict, lambda value, most: len(value) <= most),
    "properties": _properties,
    "additionalProperties": _others,
    "propertyNames": lambda value, wanted, schema, root: (
        not isinstance(value, dict) or all(conforms(key, wanted, root) for key in value)
    ),
    "dependentRequired": _of(
        dict, lambda value, wanted: all(set(keys) <= value.keys() for key, keys in wanted.items() if key in value)
    ),
    "allOf": lambda value, wanted, schema, root: all(conforms(value, part, root) for part in wanted),
    "anyOf": lambda value, wanted, schema, root: any(conforms(value, part, root) for part in wanted),
    "oneOf": lambda value, wanted, schema, root: sum(conforms(value, part, root) for part in wanted) == 1,
    "not": lambda value, wanted, schema, root: not conforms(value, wanted, root),
    "if": _condition,
}
"""Whether a value has what a keyword wants, given the schema that the keyword stands in and the whole one."""
