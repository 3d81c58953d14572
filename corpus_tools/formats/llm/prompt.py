"""What a model is told: what to mark, by the tag set, and the JSON Schema of the answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ...tagset import ResolvedType, TagSet

KINDS = {"entities": "entity", "events": "event", "quotes": "quote", "relations": "relation"}
"""The lists of an answer, and the kind of what is in each."""
_PLACES = {"entities": ("spans",), "events": ("trigger",), "quotes": ("content",), "relations": ()}
_TASK = """\
Read the news article that the user sends, and mark what is listed below. Answer with one JSON object that fits the \
schema at the end, and nothing else.
A stretch of the article is a list of pieces, one as a rule, several where other words stand between. Each piece is \
copied from the article letter by letter as "text"; "occurrence" tells which of the places where these very letters \
stand is meant, 1 for the first. Give every item an id of its own (t1, e1, q1, r1); "filler", "source" and "addressee" \
are such ids."""
_WITH_ROLES = ("event", "relation")
_HEADINGS = {"entities": "Entities", "events": "Events", "quotes": "Quotes", "relations": "Relations"}


@cache
def instructions(tagset: TagSet) -> str:
    """The system message for a tag set."""
    lists = (f"{_HEADINGS[array]}:\n{_labels(tagset, kind)}" for array, kind in KINDS.items() if _types(tagset, kind))
    schema = json.dumps(answer_schema(tagset), ensure_ascii=False, separators=(",", ":"))
    return "\n\n".join([_TASK, *lists, f"Schema: {schema}"])


def _types(tagset: TagSet, kind: str) -> dict[str, ResolvedType]:
    """The types of a kind that a mention may have."""
    return {name: found for name, found in tagset.types(kind).items() if not found.abstract and not found.deprecated}


def _labels(tagset: TagSet, kind: str) -> str:
    return "\n".join(_label(name, found, kind) for name, found in _types(tagset, kind).items())


def _label(name: str, found: ResolvedType, kind: str) -> str:
    roles = f" Roles: {', '.join(found.roles)}." if kind in _WITH_ROLES and found.roles else ""
    return f"- {name}: {found.first('definition')}{roles}"


@cache
def answer_schema(tagset: TagSet) -> dict[str, Any]:
    """The JSON Schema (2020-12) of an answer with the labels of a tag set."""
    arrays = {array: kind for array, kind in KINDS.items() if _types(tagset, kind)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"What is marked in an article, with the labels of {tagset.id} {tagset.version}",
        **_object({array: _list(_item(array, kind, tagset)) for array, kind in arrays.items()}, arrays),
        "$defs": {
            "place": {
                "type": "array",
                "minItems": 1,
                "items": _object(
                    {"text": {"type": "string"}, "occurrence": {"type": "integer", "minimum": 1}},
                    ("text", "occurrence"),
                ),
            },
            "id": {"type": "string", "pattern": "^[a-z][A-Za-z0-9_-]{0,31}$"},
        },
    }


def _object(properties: Mapping[str, Any], required: Iterable[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _item(array: str, kind: str, tagset: TagSet) -> dict[str, Any]:
    """The schema of one entity, event, quote or relation."""
    types = _types(tagset, kind)
    fields = {"id": _ref("id"), "type": {"enum": list(types)}, **{name: _ref("place") for name in _PLACES[array]}}
    return _object({**fields, **dict(_more(kind, types, tagset))}, fields)


def _more(kind: str, types: dict[str, ResolvedType], tagset: TagSet) -> Iterator[tuple[str, Any]]:
    if kind == "entity":
        yield "level", {"enum": ["name", "nominal", "pronoun"]}
        yield "value", {"type": "string"}
    if kind == "quote":
        yield "cue", _ref("place")
        yield "source", _list(_ref("id"))
        yield "addressee", _list(_ref("id"))
    if kind in _WITH_ROLES:
        roles = dict.fromkeys(role for found in types.values() for role in found.roles)
        yield "arguments", _list(_argument(list(roles), kind))
    attributes = [name for name, one in tagset.attributes.items() if kind in one.on]
    if attributes:
        yield "attributes", {"type": "object", "propertyNames": {"enum": attributes}}


def _argument(roles: list[str], kind: str) -> dict[str, Any]:
    """An argument: filled by something that is marked, or by bare words where it is one of an event."""
    fields = {"role": {"enum": roles}, "filler": _ref("id")}
    if kind == "relation":
        return _object(fields, fields)
    return _object({**fields, "spans": _ref("place"), "implicit": {"type": "boolean"}}, ("role",))
