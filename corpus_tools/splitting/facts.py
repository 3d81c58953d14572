"""What a record has to say about where it should go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from ..likeness import Runs, sketch
from ..model import Layer, Record

Label = tuple[str, str]
"""A kind of annotation and its type: `("entity", "PER")`."""
_ARRAYS = {"entity": "entities", "event": "events", "quote": "quotes"}


class Facts(Struct, frozen=True):
    """One article: how many annotations it has of each type, what it belongs to, and what it may share with others.

    Args:
        labels: how many annotations there are of each type.
        groups: names of what it belongs to; articles that share one go to the same part.
        surfaces: the words of its mentions, in lower case, by type, with their numbers.
        identities: what its chains are about: links to knowledge bases, else names.
        sketch: the MinHash of its text, None for a very short one.
        runs: the runs of its text.
    """

    id: str
    labels: Counter[Label]
    groups: tuple[str, ...]
    surfaces: dict[str, Counter[str]]
    identities: frozenset[str]
    sketch: str | None
    runs: Runs


def gather(record: Record, layer: str | None, groups: Sequence[str]) -> Facts:
    """What one record has to say, by the layer of that name; without a name by the gold layer, or else the first."""
    chosen = _chosen(record, layer)
    return Facts(
        id=record.id,
        labels=Counter(_labels(chosen)) if chosen else Counter(),
        groups=tuple(f"{name}: {key}" for name in groups for key in GROUPS[name](record)),
        surfaces=_surfaces(chosen, record.text) if chosen else {},
        identities=frozenset(_identities(chosen)) if chosen else frozenset(),
        sketch=sketch(record.text),
        runs=Runs.of(record.text),
    )


def _chosen(record: Record, layer: str | None) -> Layer | None:
    gold = [one for one in record.layers if one.role == "gold"]
    named = [one for one in record.layers if one.name == layer] if layer else [*gold, *record.layers]
    return named[0] if named else None


def _labels(layer: Layer) -> Iterator[Label]:
    for kind, array in _ARRAYS.items():
        for part in getattr(layer, array) or ():
            yield kind, part.type


def _surfaces(layer: Layer, text: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for entity in layer.entities or ():
        words = text[entity.spans[0].start : entity.spans[-1].end].casefold()
        found.setdefault(entity.type, Counter())[words] += 1
    return found


def _identities(layer: Layer) -> Iterator[str]:
    for chain in layer.chains or ():
        links = [link for link in chain.links or () if not link.endswith(":NIL")]
        yield from links or ([chain.name.casefold()] if chain.name else [])


def _story(record: Record) -> Iterator[str]:
    """A story is what an article is a version or translation of, or what its identifiers call so; else itself."""
    metadata = record.metadata
    yield record.id
    for other in (metadata.version_of, metadata.translation_of) if metadata else ():
        if other:
            yield other
    if metadata and "story" in (metadata.identifiers or {}):
        yield (metadata.identifiers or {})["story"]


def _source(record: Record) -> Iterator[str]:
    if record.metadata and record.metadata.publisher:
        yield record.metadata.publisher.name


def _date(record: Record) -> Iterator[str]:
    if record.metadata and record.metadata.date_published:
        yield record.metadata.date_published[:10]


GROUPS: dict[str, Callable[[Record], Iterator[str]]] = {"story": _story, "source": _source, "date": _date}
"""What articles may belong to, by the names of options."""
