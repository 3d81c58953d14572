"""What BioC says of articles and collections beside texts: metadata, and what is kept for BioC alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from msgspec import UNSET, Raw, UnsetType, convert, to_builtins

from ...model import Metadata
from .._about import about, said
from . import Collection, Infons

EXTENSION = "org.corpus-tools.bioc"
"""The extension of records and sections by which BioC's own infons come back to BioC."""
ANNOTATORS = "annotators"
"""The infon of a document that names all its layers, where one has no annotation."""
COLLECTION = "collection"
"""The infon of a document that says as JSON what its collection was, in a file of another one."""
_LISTS = ("byline", "keywords", "subjects")
_OBJECTS = ("publisher", "sources", "identifiers", "text_tool")


def about_article(infons: Infons, collection: Collection) -> tuple[Metadata | UnsetType, dict[str, Raw] | UnsetType]:
    """Metadata and extension of an article that has these infons."""
    found = {key: as_metadata(key, value) for key, value in infons.items() if key not in (ANNOTATORS, COLLECTION)}
    facts = about(found)
    kept = {"collection": _own(infons, collection), "infons": {key: infons[key] for key in facts.others}}
    return facts.metadata, extension(kept)


def extension(kept: dict[str, Any]) -> dict[str, Raw] | UnsetType:
    """The extension that keeps such things, absent where there are none."""
    full = {key: value for key, value in kept.items() if value}
    return {EXTENSION: Raw(json.dumps(full, ensure_ascii=False, sort_keys=True).encode())} if full else UNSET


def _own(infons: Infons, collection: Collection) -> dict[str, Any]:
    """What is said of the collection that an article was in, as far as it is not empty."""
    named = infons.get(COLLECTION)
    try:
        own = convert(json.loads(named), Collection) if isinstance(named, str) else collection
    except ValueError:
        own = collection
    return to_plain(own)


def to_plain(collection: Collection) -> dict[str, Any]:
    """What is said of a collection, as far as it is not empty."""
    return {key: value for key, value in to_builtins(collection).items() if value}


def kept(extensions: dict[str, Raw] | UnsetType, key: str) -> dict[str, Any]:
    """What an extension keeps under a key, as far as BioC can hold it."""
    raw = (extensions or {}).get(EXTENSION)
    tree = json.loads(bytes(raw)) if raw else {}
    found = tree.get(key) if isinstance(tree, dict) else {}
    return found if isinstance(found, dict) else {}


def infons_kept(extensions: dict[str, Raw] | UnsetType) -> Infons:
    """The infons that an extension keeps."""
    return {key: value for key, value in kept(extensions, "infons").items() if _is_infon(value)}


def collection_kept(extensions: dict[str, Raw] | UnsetType) -> Collection:
    """The collection that an extension keeps; an empty one where it keeps none."""
    try:
        return convert(kept(extensions, "collection"), Collection)
    except ValueError:
        return Collection()


def infons_of(metadata: Metadata | UnsetType) -> Infons:
    """Metadata as infons: what is neither a text nor a list of texts as JSON."""
    return {key: value if _is_infon(value) else _json(value) for key, value in said(metadata).items()}


def is_metadata(infons: Infons) -> Iterable[str]:
    """The keys of infons that are read as metadata."""
    found = {key: as_metadata(key, value) for key, value in infons.items()}
    return found.keys() - set(about(found).others)


def _is_infon(value: Any) -> bool:
    words = value if isinstance(value, list) else [value]
    return bool(words) and all(isinstance(word, str) and word for word in words)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def as_metadata(key: str, value: Any) -> Any:
    """A text as the field of the metadata with that name has it; other values as they are."""
    if key in _LISTS and isinstance(value, str):
        return [value]
    if key in _OBJECTS and isinstance(value, str):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value
