"""What an annotation is, apart from its id: what it refers to, and a digest of itself and what stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from ..model import Annotation, Chain, Event, Layer, Quote, Relation

ROUNDS = 4
"""How many references away a difference is still seen."""
KINDS = {"entity": "entities", "quote": "quotes", "event": "events", "relation": "relations", "chain": "chains"}
"""The kinds of annotations and the arrays they stand in, in the order in which they can be paired."""


def everything(layer: Layer) -> Iterator[Annotation]:
    """Everything in the five arrays of a layer."""
    for array in KINDS.values():
        yield from getattr(layer, array) or ()


def references(part: Annotation) -> Iterator[tuple[str, str]]:
    """What an annotation refers to in its layer: in which capacity, and the id.

    >>> from corpus_tools.model import Quote, Span
    >>> list(references(Quote(id="q1", type="direct", content=[Span(0, 4, "Well")], source=["t1"])))
    [('source', 't1')]
    """
    if isinstance(part, Event | Relation):
        yield from ((argument.role, argument.filler) for argument in part.arguments or () if argument.filler)
    elif isinstance(part, Quote):
        yield from (("source", ref) for ref in part.source or ())
        yield from (("addressee", ref) for ref in part.addressee or ())
    elif isinstance(part, Chain):
        yield from (("member", ref) for ref in part.members or ())
    if not isinstance(part, Relation | Chain) and part.chain:
        yield "chain", part.chain


def digests(layer: Layer) -> dict[str, str]:
    """A digest of each annotation by id, the same for two that are alike together with all that is near them.

    Ids and order do not matter. What leads to an annotation counts as well as what it leads to.
    """
    parts = list(everything(layer))
    found = {part.id: _digest(_own(part)) for part in parts}
    links = [(part.id, label, target) for part in parts for label, target in references(part) if target in found]
    for _ in range(ROUNDS if links else 0):
        around: dict[str, list[str]] = defaultdict(list)
        for source, label, target in links:
            around[source].append(f">{label}{found[target]}")
            around[target].append(f"<{label}{found[source]}")
        found = {name: _digest(told, *sorted(around[name])) for name, told in found.items()}
    return found


def _own(part: Annotation) -> bytes:
    """An annotation without its id and what it refers to."""
    changes: dict[str, Any] = {"id": ""}
    if isinstance(part, Event | Relation):
        changes["arguments"] = sorted((_unfilled(argument) for argument in part.arguments or ()), key=_encoded)
    if isinstance(part, Quote):
        changes |= {"source": UNSET, "addressee": UNSET}
    if isinstance(part, Chain):
        changes["members"] = UNSET
    elif not isinstance(part, Relation):
        changes["chain"] = UNSET
    return _encoded(replace(part, **changes))


def _unfilled(argument: Any) -> Any:
    return replace(argument, filler="") if argument.filler else argument


def _encoded(part: Any) -> bytes:
    return msgspec.json.encode(part, order="deterministic")


def _digest(*told: str | bytes) -> str:
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
