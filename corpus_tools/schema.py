"""The published schemas: find, load, and explain what breaks them. The only import of jsonschema."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from .findings import Path
from .model import (
    Annotation,
    Argument,
    Chain,
    Conflict,
    Entity,
    Event,
    Layer,
    Metadata,
    Quote,
    Record,
    Relation,
    RelationArgument,
    Segmentation,
    Unanchored,
)
from .text import did_you_mean, nearest, quoted

Name = Literal["article", "tagset", "corpus", "report"]
_KIND_BY_KEY: dict[str, Name] = {"layers": "article", "entity_types": "tagset", "articles": "corpus"}
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

    `on_key` tells that the key itself is wrong, not its value; `key` is the key that is missing, or probably meant.
    """

    path: Path
    message: str
    keyword: str
    on_key: bool = False
    key: str | None = None


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
    """Tell by its required keys what a JSON document is; None where it is none of ours."""
    if not isinstance(tree, dict):
        return None
    return next((kind for key, kind in _KIND_BY_KEY.items() if key in tree), None)


def fits(record: Record) -> bool:
    """Whether a typed record also holds to what the schema says beyond types and limits.

    These are the patterns of fields that occur in every annotation, lists without repeats, and keys that go
    or do not go together. With the typed decoding this accepts what the schema accepts; a test compares the two.
    """
    return (
        _pattern("text").search(record.text) is not None
        and _matches("id", [part.id for part in (*(record.sections or ()), *(record.annotators or ()))])
        and _matches("key", {section.type for section in record.sections or ()})
        and _open_parts_fit(record.sections or ())
        and _open_parts_fit(record.annotators or ())
        and all(a.kind != "software" or bool(a.name and a.version) for a in record.annotators or ())
        and _segmentation_fits(record.segmentation)
        and _metadata_fits(record.metadata)
        and _open_parts_fit([record])
        and all(map(_layer_fits, record.layers))
    )


_PATTERNS = {
    "id": ("$defs", "id", "pattern"),
    "type": ("$defs", "type", "pattern"),
    "key": ("$defs", "key", "pattern"),
    "from": ("$defs", "layer_ref", "pattern"),
    "extension": ("$defs", "extensions", "propertyNames", "pattern"),
    "text": ("properties", "text", "pattern"),
}
_KNOWN_AT_MOST = 100_000
_known: dict[str, set[str]] = {name: set() for name in _PATTERNS}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    place: Any = load("article")
    for key in _PATTERNS[name]:
        place = place[key]
    return re.compile(place)


def _matches(name: str, values: Collection[str]) -> bool:
    """Whether every value fits a pattern of the schema; a value seen before is not looked at again."""
    known = _known[name]
    if known.issuperset(values):
        return True
    fresh = set(values) - known
    if not all(map(_pattern(name).search, fresh)):
        return False
    if len(known) + len(fresh) <= _KNOWN_AT_MOST:
        known |= fresh
    return True


def _distinct(values: Collection[Any]) -> bool:
    return len(values) < 2 or len(set(values)) == len(values)


def _open_parts_fit(parts: Iterable[Any]) -> bool:
    return _matches("extension", set().union(*[part.extensions for part in parts if part.extensions]))


def _segmentation_fits(part: Segmentation | UnsetType) -> bool:
    if not part:
        return True
    return bool(part.tokenizer if part.tokens else part.sentences) and _open_parts_fit([part])


def _metadata_fits(metadata: Metadata | UnsetType) -> bool:
    if not metadata:
        return True
    lists = (metadata.byline, metadata.subjects, metadata.keywords)
    return (
        all(_distinct(values) for values in lists if values)
        and (not metadata.identifiers or _matches("key", metadata.identifiers))
        and _open_parts_fit([metadata])
    )


def _layer_fits(layer: Layer) -> bool:
    entities, events, quotes = layer.entities or [], layer.events or [], layer.quotes or []
    relations, chains = layer.relations or [], layer.chains or []
    everything: list[Annotation] = [*entities, *events, *quotes, *relations, *chains]
    arguments = [argument for event in events if event.arguments for argument in event.arguments]
    participants: list[Any] = [*arguments, *[pair for relation in relations for pair in relation.arguments]]
    labelled: list[Entity | Event | Relation] = [*entities, *events, *relations]
    return (
        _header_fits(layer)
        and _matches("id", [part.id for part in everything])
        and _matches("type", {part.type for part in labelled})
        and _matches("key", {*[part.role for part in participants], *[quote.type for quote in quotes]})
        and all(map(_argument_fits, arguments))
        and _references_fit([*entities, *events, *quotes], participants, quotes, chains)
        and _common_fields_fit(everything, gold=layer.role == "gold")
        and all(_distinct(chain.links) for chain in chains if chain.links)
        and all(map(_conflict_fits, layer.conflicts or ()))
        and all(map(_unanchored_fits, layer.unanchored or ()))
    )


def _header_fits(layer: Layer) -> bool:
    """The fields of a layer that are not annotations."""
    names = [name for name in (layer.id, layer.annotator) if name is not UNSET]
    return (
        bool(names)
        and _matches("id", [*names, *(layer.scope or ()), *(layer.derived_from or ())])
        and _distinct(layer.tasks or ())
        and _distinct(layer.derived_from or ())
        and _open_parts_fit([layer])
    )


def _argument_fits(argument: Argument) -> bool:
    return (argument.filler is UNSET) is not (argument.spans is UNSET) and argument.implicit is not False


def _references_fit(
    placed: Sequence[Entity | Event | Quote],
    participants: Sequence[Argument | RelationArgument],
    quotes: Sequence[Quote],
    chains: Sequence[Chain],
) -> bool:
    """The ids by which annotations name their chain, their fillers, their speakers and their members."""
    lists = [refs for quote in quotes for refs in (quote.source, quote.addressee) if refs]
    lists += [chain.members for chain in chains if chain.members]
    refs: set[Any] = {*[part.chain for part in placed], *[part.filler for part in participants]}.union(*lists)
    return _matches("id", refs - {UNSET}) and all(map(_distinct, lists))


def _common_fields_fit(annotations: Sequence[Annotation], *, gold: bool) -> bool:
    """The fields that every annotation may carry."""
    origins = [part.from_ for part in annotations if part.from_]
    attributes = [part.attributes for part in annotations if part.attributes]
    lists = [value for values in attributes for value in values.values() if isinstance(value, list)]
    return (
        (gold or not [part for part in annotations if part.decision])
        and _matches("from", set().union(*origins))
        and _matches("key", set().union(*attributes))
        and all(map(_distinct, origins))
        and all(map(_distinct, lists))
        and _open_parts_fit(annotations)
    )


def _conflict_fits(conflict: Conflict) -> bool:
    return (
        _matches("id", (conflict.id, conflict.annotation))
        and (conflict.status == "resolved") == bool(conflict.chosen)
        and _open_parts_fit([conflict])
    )


def _unanchored_fits(part: Unanchored) -> bool:
    """A displaced annotation is held to the same schema as one in its array, a decision allowed."""
    annotation = part.annotation
    kind = {Entity: "entities", Event: "events", Quote: "quotes"}[type(annotation)]
    alone = Layer(id="layer", role="gold", **{kind: [annotation]})  # type: ignore[arg-type]
    return _layer_fits(alone) and _open_parts_fit([part])


_CAUSES = {"pattern": "minLength", "anyOf": "dependentRequired"}
"""Keywords that also break where another one breaks at the same place, which says it better."""


@cache
def _validator(name: Name) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(load(name))


def errors(name: Name, tree: object) -> Iterator[SchemaError]:
    """Every way in which a JSON document breaks a schema, in document order, each said in plain words.

    A misspelt key is said once: that the key it stands for is missing follows from it.
    """
    found = [error for raw in _validator(name).iter_errors(tree) for error in _explain(raw)]
    misspelt = {(error.path[:-1], error.key) for error in found if error.on_key and error.key}
    said = {(error.path, error.keyword) for error in found}
    distinct = {
        (error.path, error.message): error
        for error in found
        if (error.path, _CAUSES.get(error.keyword)) not in said
        and (error.keyword != "required" or (error.path, error.key) not in misspelt)
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
            yield SchemaError((*path, key), f"unknown key {quoted(key)}{hint}", keyword, True, meant)
    elif keyword in ("anyOf", "oneOf") and all("required" in choice for choice in rule):
        if isinstance(value, dict):  # what is no object is told so by its type
            yield SchemaError(path, _one_of_keys(value, rule), keyword)
    elif keyword == "propertyNames" or (keyword == "pattern" and error.schema_path and "propertyNames" in error.schema_path):
        yield SchemaError((*path, value), f"the key {quoted(value)} is not allowed here: {_wanted(meaning)}", "propertyNames", True)
    elif keyword == "required":
        key = next(key for key in rule if key not in value and f"'{key}'" in error.message)
        yield SchemaError(path, f"the key {quoted(key)} is missing", keyword, key=key)
    else:
        yield SchemaError(path, _sentence(keyword, rule, value, meaning), keyword)


def _one_of_keys(value: dict[str, Any], choices: list[dict[str, Any]]) -> str:
    groups = [" and ".join(quoted(key) for key in choice["required"]) for choice in choices]
    given = [group for group, choice in zip(groups, choices, strict=True) if all(key in value for key in choice["required"])]
    return f"only one of {' or '.join(groups)} may be given" if len(given) > 1 else f"one of {' or '.join(groups)} must be given"


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
            return "no decision may be given outside a gold layer" if rule is None else f"{_shown(value)} is not allowed here. {meaning}".strip()


def _shown(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    return quoted(json.dumps(value, ensure_ascii=False))[1:-1] if not isinstance(value, dict | list) else _TYPE_NAMES["object" if isinstance(value, dict) else "array"]
