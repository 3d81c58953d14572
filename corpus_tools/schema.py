"""The published schemas: find, load, and explain what breaks them. The only import of jsonschema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Literal

from msgspec import Struct

from .findings import Path
from .keywords import comparable, conforms
from .text import did_you_mean, nearest, quoted

Name = Literal["article", "tagset", "corpus", "report", "change"]
_KIND_BY_KEY: dict[str, Name] = {
    "layers": "article",
    "entity_types": "tagset",
    "articles": "corpus",
    "text": "article",
    "event_types": "tagset",
    "splits": "corpus",
}
"""Keys that tell what a document is; the first that it has decides, so that one may be missing or misspelt."""
_TYPE_NAMES = {
    "object": "an object { }",
    "array": "a list [ ]",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


class SchemaError(Struct, frozen=True):
    """One way in which a document breaks its schema.

    `on_key` tells that the key itself is wrong, not its value; `keys` are those that are missing, or the one that was
    probably meant.
    """

    path: Path
    message: str
    keyword: str
    on_key: bool = False
    keys: tuple[str, ...] = ()


def folder() -> FilePath:
    """The folder of the published schemas: packaged in a wheel, else at the top of the checkout."""
    packaged = FilePath(__file__).parent / "schemas"
    return packaged if packaged.is_dir() else FilePath(__file__).parents[1] / "schemas"


@cache
def load(name: Name) -> dict[str, Any]:
    """The published schema of that name as a JSON object."""
    schema: dict[str, Any] = json.loads((folder() / f"{name}.schema.json").read_bytes())
    return schema


def kind_of(tree: object) -> Name | None:
    """Tell by its keys what a JSON document is; None where it is none of ours."""
    if not isinstance(tree, dict):
        return None
    return next((kind for key, kind in _KIND_BY_KEY.items() if key in tree), None)


_CAUSES = {"pattern": "minLength", "anyOf": "dependentRequired"}
"""Keywords that also break where another one breaks at the same place, which says it better."""


@cache
def _validator(name: Name) -> Any:
    from jsonschema import Draft202012Validator, validators

    faster = validators.extend(Draft202012Validator, {"uniqueItems": _unique_items})  # type: ignore[no-untyped-call]
    return faster(load(name))


def _unique_items(_validator: Any, unique: bool, value: object, _schema: Any) -> Iterator[Any]:
    """The keyword `uniqueItems` in linear time; jsonschema holds each object against all the others."""
    from jsonschema import ValidationError

    if unique and isinstance(value, list) and len(set(map(comparable, value))) < len(value):
        yield ValidationError("an item is listed twice")


def errors(name: Name, tree: object) -> Iterator[SchemaError]:
    """Every way in which a JSON document breaks a schema, in document order, each said in plain words.

    A misspelt key is said once: that the key it stands for is missing follows from it.
    """
    if conforms(tree, load(name), load(name)):
        return
    found = [error for raw in _validator(name).iter_errors(tree) for error in _explain(raw)]
    misspelt = {(error.path[:-1], key) for error in found if error.on_key for key in error.keys}
    said = {(error.path, error.keyword) for error in found}
    distinct = {
        (error.path, error.message): error
        for error in found
        if (error.path, _CAUSES.get(error.keyword)) not in said
        and (error.on_key or misspelt.isdisjoint((error.path, key) for key in error.keys))
    }
    yield from sorted(distinct.values(), key=lambda error: [str(part).rjust(8, "0") for part in error.path])


def _explain(error: Any) -> Iterator[SchemaError]:
    path: Path = tuple(error.absolute_path)
    keyword, rule, value = error.validator, error.validator_value, error.instance
    meaning = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    if keyword == "additionalProperties":
        known = error.schema["properties"]
        for key in sorted(set(value) - set(known)):
            meant = nearest(key, known)
            hint = f" (did you mean {quoted(meant)}?)" if meant else ""
            yield SchemaError(
                (*path, key), f"unknown key {quoted(key)}{hint}", keyword, True, (meant,) if meant else ()
            )
    elif keyword in ("anyOf", "oneOf") and all("required" in choice for choice in rule):
        if isinstance(value, dict):  # what is no object is told so by its type
            keys = tuple(key for choice in rule for key in choice["required"])
            yield SchemaError(path, _one_of_keys(value, rule), keyword, keys=keys)
    elif keyword == "propertyNames" or (
        keyword == "pattern" and error.schema_path and "propertyNames" in error.schema_path
    ):
        yield SchemaError(
            (*path, value), f"the key {quoted(value)} is not allowed here: {_wanted(meaning)}", "propertyNames", True
        )
    elif keyword == "required":
        key = next(key for key in rule if key not in value and f"'{key}'" in error.message)
        yield SchemaError(path, f"the key {quoted(key)} is missing", keyword, keys=(key,))
    else:
        yield SchemaError(path, _sentence(keyword, rule, value, meaning), keyword)


def _one_of_keys(value: dict[str, Any], choices: list[dict[str, Any]]) -> str:
    groups = [" and ".join(quoted(key) for key in choice["required"]) for choice in choices]
    given = [
        group for group, choice in zip(groups, choices, strict=True) if all(key in value for key in choice["required"])
    ]
    return (
        f"only one of {' or '.join(groups)} may be given"
        if len(given) > 1
        else f"one of {' or '.join(groups)} must be given"
    )


def _wanted(meaning: str) -> str:
    return meaning[:1].lower() + meaning[1:] if meaning else "it does not have the required form"


def _sentence(keyword: str, rule: Any, value: Any, meaning: str) -> str:
    """One schema keyword in plain words."""
    match keyword:
        case "type":
            wanted = " or ".join(_TYPE_NAMES[name] for name in ([rule] if isinstance(rule, str) else rule))
            return f"{wanted} was expected, found {_shown(value)}"
        case "enum":
            near = did_you_mean(value, map(str, rule)) if isinstance(value, str) else ""
            return f"{_shown(value)} is not one of {', '.join(map(str, rule))}{near}"
        case "const":
            return f"{json.dumps(rule)} was expected, found {_shown(value)}"
        case "pattern":
            return f"{_shown(value)} does not have the required form: {_wanted(meaning)}"
        case "minimum" | "maximum":
            return f"{_shown(value)} is {'below' if keyword == 'minimum' else 'above'} {rule}"
        case "minLength":
            return "an empty string is not allowed here"
        case "maxLength":
            return f"the string is longer than {rule} characters (it has {len(value)})"
        case "minItems":
            return f"at least {rule} item{'s' * (rule > 1)} must be listed"
        case "maxItems":
            return f"more than {rule} items (there are {len(value)})"
        case "minProperties":
            return "an empty object is not allowed here"
        case "maxProperties":
            return f"more than {rule} keys (there are {len(value)})"
        case "uniqueItems":
            return "an item is listed twice"
        case "not":
            return f"{quoted(rule['required'][0])} may not be given here" if "required" in rule else _wanted(meaning)
        case "dependentRequired":
            key, needed = next((key, need) for key, need in rule.items() if key in value and set(need) - set(value))
            return f"{quoted(key)} needs {quoted(needed[0])} beside it"
        case _:
            return (
                "no decision may be given outside a gold layer"
                if rule is None
                else f"{_shown(value)} is not allowed here. {meaning}".strip()
            )


def _shown(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    return (
        quoted(json.dumps(value, ensure_ascii=False))[1:-1]
        if not isinstance(value, dict | list)
        else _TYPE_NAMES["object" if isinstance(value, dict) else "array"]
    )
