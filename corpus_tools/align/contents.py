"""What an annotation is, apart from its id: what it refers to, and a digest of itself and what stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
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


class Digests:
    """Digests of the annotations of a layer by id, the same for two that are alike together with all that is near.

    Ids and order do not matter. What leads to an annotation counts as well as what it leads to.
    """

    def __init__(self, layer: Layer) -> None:
        self._parts = {part.id: part for part in everything(layer)}
        self._digests: dict[str, str] = {}

    def __getitem__(self, identifier: str) -> str:
        if not self._digests and self._links:
            self._digests = self._refined()
        if identifier not in self._digests:  # where nothing refers to anything, each is looked at by itself
            self._digests[identifier] = _digest(_own(self._parts[identifier]))
        return self._digests[identifier]

    def get(self, identifier: str) -> str:
        """The digest of an annotation, or the id of one that is not there."""
        return self[identifier] if identifier in self._parts else identifier

    @cached_property
    def _links(self) -> list[tuple[str, str, str]]:
        """Every reference: from where, in which capacity, and to what."""
        return [(name, label, target) for name, part in self._parts.items() for label, target in references(part)]

    def _refined(self) -> dict[str, str]:
        found = {name: _digest(_own(part)) for name, part in self._parts.items()}
        for _ in range(ROUNDS):
            around: dict[str, list[str]] = defaultdict(list)
            for source, label, target in self._links:
                around[source].append(f">{label}{found.get(target, target)}")
                around[target].append(f"<{label}{found[source]}")
            found = {name: _digest(told, *sorted(around[name])) for name, told in found.items()}
        return found


def _own(part: Annotation) -> bytes:
    """An annotation without its id and what it refers to."""
    changes: dict[str, Any] = {"id": "", "from_": UNSET}
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
    from hashlib import blake2b  # late: half of the time nothing has to be told apart

    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
