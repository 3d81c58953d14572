"""What the Web Annotation model asks of an annotation, as far as it is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from ...values import Timestamp
from .._json import Container, Object, Wrong, find, value_at

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
KIND, FIELDS, LINKS = "ct:kind", "ct:fields", "ct:links"
ARTICLE, METADATA = "ct:article", "ct:metadata"
"""Our vocabulary."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+|#\S+")
_DATES = ("created", "modified", "generated")
_ADDRESSES = ("via", "canonical", "rights", "stylesheet")
_AGENTS = ("creator", "generator")


def check_context(tree: Object) -> None:
    """Raises `Wrong` if an outermost object has not the context of Web Annotation."""
    if CONTEXT not in several(tree.get("@context")):
        raise Wrong(tree, "@context", f'the context "{CONTEXT}"')


def annotations_in(tree: Object) -> Iterator[Object]:
    """The annotations in an object, which are checked.

    Raises:
        Wrong: it is not what the model allows.
    """
    types = several(tree.get("type"))
    if "Annotation" in types:
        _check(tree)
        yield tree
    elif "AnnotationPage" in types:
        for at, item in enumerate(find(tree, "items", list) or []):
            if not isinstance(item, dict):
                raise Wrong(tree["items"], at, "an annotation")
            yield from annotations_in(item)
    elif "AnnotationCollection" in types:
        page = tree.get("first")
        yield from annotations_in(page) if isinstance(page, dict) else ()
    else:
        raise Wrong(tree, "type", "an Annotation, AnnotationPage or AnnotationCollection as type")


def several(value: Any) -> list[Any]:
    """A value that may be a list as one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def names(value: Any) -> set[str]:
    """The names among one or several values."""
    return {one for one in several(value) if isinstance(one, str)}


def _check(annotation: Object) -> None:
    find(annotation, "id", str)
    if not several(annotation.get("target")):
        raise Wrong(annotation, "target", "a target")
    for key in _DATES:
        if key in annotation and not _is_date(annotation[key]):
            raise Wrong(annotation, key, "a date and time")
    for key in _ADDRESSES:
        for part, index, value in _items(annotation, key):
            if not isinstance(value, dict) and not (isinstance(value, str) and _URI.fullmatch(value)):
                raise Wrong(part, index, "an address")
    for key in (*_AGENTS, "body", "target"):
        for part, index, value in _items(annotation, key):
            if not isinstance(value, str | dict):
                raise Wrong(part, index, "an address or an object")
    if find(annotation, "bodyValue", str) is not None and "body" in annotation:
        raise Wrong(annotation, "bodyValue", "a body or a bodyValue", "both")
    for part in [*objects(annotation, "body"), *objects(annotation, "target")]:
        _check_resource(part)


def _items(part: Object, key: str) -> Iterator[tuple[Container, str | int, Any]]:
    """The values at a key, with where each of them stands."""
    value = part.get(key)
    if isinstance(value, list):
        yield from ((value, index, value_at(value, index)) for index in range(len(value)))
    elif key in part:
        yield part, key, value


def objects(part: Object, key: str) -> list[Object]:
    """The objects at a key."""
    return [value for value in several(part.get(key)) if isinstance(value, dict)]


def _check_resource(part: Object) -> None:
    types = several(part.get("type"))
    find(part, "id", str)
    if "TextualBody" in types and find(part, "value", str) is None:
        raise Wrong(part, "value", "the text of a TextualBody")
    if "SpecificResource" in types and "source" not in part:
        raise Wrong(part, "source", "the source of a SpecificResource")
    find(part, "processingLanguage", str)


def _is_date(value: Any) -> bool:
    try:
        msgspec.convert(value, Timestamp)
    except msgspec.ValidationError:
        return False
    return True
