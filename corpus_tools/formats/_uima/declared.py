"""Types as a type system describes them: what is known of those that a file uses, and those that we write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from . import Structure, types
from .chains import FIRST, NEXT, OF_LINKS

TOP, BASE, ANNOTATION = "uima.cas.TOP", "uima.cas.AnnotationBase", types.ANNOTATION
STRING, ARRAY = "uima.cas.String", "uima.cas.FSArray"


class Feature(NamedTuple):
    """A feature, the type of what it holds, and of the elements where that is an array."""

    name: str
    range: str = STRING
    element: str | None = None


class Type(NamedTuple):
    """A type, the one it is a sort of, and the features that it adds."""

    name: str
    parent: str
    features: tuple[Feature, ...] = ()


DEFAULT = (
    Type(types.TOKEN, ANNOTATION),
    Type(types.SENTENCE, ANNOTATION),
    Type(types.METADATA, types.DOCUMENT, (Feature("documentId"), Feature("documentTitle"))),
    Type(types.NAMED_ENTITY, ANNOTATION, (Feature("value"), Feature("identifier"))),
    Type(types.COREFERENCE_LINK, ANNOTATION, (Feature(NEXT, types.COREFERENCE_LINK), *map(Feature, OF_LINKS))),
    Type(types.COREFERENCE_CHAIN, BASE, (Feature(FIRST, types.COREFERENCE_LINK),)),
    Type(types.ARGUMENT, ANNOTATION),
    Type(types.ARGUMENT_LINK, TOP, (Feature("role"), Feature("target", types.ARGUMENT))),
    Type(types.PREDICATE, ANNOTATION, (Feature("category"), Feature("arguments", ARRAY, types.ARGUMENT_LINK))),
)
"""What INCEpTION brings along of that which we write."""
_NAMES = {one.name for one in DEFAULT}
_FEATURES = {
    types.GOVERNOR: Feature(types.GOVERNOR, ANNOTATION),
    types.DEPENDENT: Feature(types.DEPENDENT, ANNOTATION),
    **{name: Feature(name, ARRAY, kind) for name, kind in types.SLOTS.items()},
}
"""Features of other layers that hold no text."""
_SLOTS = (
    Type(types.PART, ANNOTATION),
    Type(types.LINK, TOP, (Feature("role"), Feature("target", ANNOTATION))),
    Type(types.PART_LINK, TOP, (Feature("role"), Feature("target", types.PART))),
)


def features_of(structures: Iterable[Structure]) -> dict[str, set[str]]:
    """The layers that are not INCEpTION's own, each with the features that occur."""
    found: dict[str, set[str]] = {}
    for one in structures:
        if one.type not in _NAMES:
            found.setdefault(one.type, set()).update(one.features)
    return found


def type_system(layers: Mapping[str, Iterable[str]]) -> Iterator[Type]:
    """INCEpTION's types, and those of other layers with these features."""
    yield from DEFAULT
    yield from _SLOTS
    for name in sorted(layers.keys() - {one.name for one in _SLOTS}):
        yield Type(
            name, ANNOTATION, tuple(_FEATURES.get(feature, Feature(feature)) for feature in sorted(layers[name]))
        )
