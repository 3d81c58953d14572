"""Records with very many annotations of one kind, which lie upon each other or are wrong in the same way."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from itertools import islice, product
from string import ascii_lowercase
from typing import Any

Part = dict[str, Any]
Shape = Callable[[int], bytes]
"""Makes a record with so many annotations, as JSON."""

IN_A_LAYER = {"entities": 50_000, "events": 20_000, "quotes": 10_000, "relations": 20_000, "chains": 20_000}
"""As many annotations of a kind as a layer may have; more are spread over several layers."""
WORDS = 60_000
_TAGSET = {"id": "political-news", "version": "1.0.1"}
_TYPES = ("PER", "ORG", "GPE")


@cache
def text() -> str:
    """An article of words of four letters, each another one."""
    return " ".join(map("".join, islice(product(ascii_lowercase, repeat=4), WORDS)))


def record(kind: str, count: int, make: Callable[[int], Part], others: Callable[[int], Part] = lambda _: {}) -> bytes:
    """A record with so many annotations of a kind, and in each layer what others are needed for them."""
    most = IN_A_LAYER[kind]
    sizes = [min(most, count - first) for first in range(0, count, most)]
    layers = [
        {"annotator": f"a{index}", "tagset": _TAGSET, **others(size), kind: [make(number) for number in range(size)]}
        for index, size in enumerate(sizes)
    ]
    return json.dumps({"format_version": "1.0", "id": "large", "text": text(), "layers": layers}).encode()


def spans(start: int, end: int) -> list[Part]:
    """A span with the words that stand there."""
    return [{"start": start, "end": end, "text": text()[start:end]}]


def word(number: int) -> tuple[int, int]:
    """Where a word stands."""
    start = 5 * (number % WORDS)
    return start, start + 4


def entity(number: int, place: tuple[int, int], **fields: Any) -> Part:
    """An entity at a place, each third one of the same type."""
    return {"id": f"t{number}", "type": _TYPES[number % 3], "level": "name", "spans": spans(*place), **fields}


def _event(number: int, place: tuple[int, int], filler: str) -> Part:
    arguments = [{"role": "demand", "filler": filler}]
    return {"id": f"e{number}", "type": "Request", "trigger": spans(*place), "arguments": arguments}


def _quote(number: int, place: tuple[int, int]) -> Part:
    return {"id": f"q{number}", "type": "direct", "content": spans(*place), "source": ["t0"]}


def _relation(number: int, whole: int) -> Part:
    arguments = [{"role": "part", "filler": "t0"}, {"role": "whole", "filler": f"t{whole}"}]
    return {"id": f"r{number}", "type": "PartOf", "arguments": arguments}


def _chain(number: int, name: str) -> Part:
    return {"id": f"c{number}", "kind": "entity", "type": "PER", "name": name, "links": ["wikidata:Q1"]}


def _entities(count: int) -> Part:
    return {"entities": [entity(number, word(number)) for number in range(count)]}


def _overlapping(number: int) -> tuple[int, int]:
    """A place of three words, which crosses those before and after it."""
    start = word(number)[0] % (5 * WORDS - 15)
    return start, start + 14


def _nested(number: int) -> tuple[int, int]:
    """One of sixty places within each other."""
    return 5 * (number % 60), 599 - 5 * (number % 60)


def _misplaced(number: int) -> Part:
    """An entity with the words that stand a few words further on, each at another distance."""
    start, end = word(number)
    there = start + 5 * (number % 7 + 1)
    return entity(number, (start, end)) | {"spans": [{"start": start, "end": end, "text": text()[there : there + 4]}]}


def _entity_shape(make: Callable[[int], Part]) -> Shape:
    return lambda count: record("entities", count, make)


SHAPES: dict[str, Shape] = {
    "entities, overlapping": _entity_shape(lambda number: entity(number, _overlapping(number))),
    "entities, nested": _entity_shape(lambda number: entity(number, _nested(number))),
    "entities, in one place": _entity_shape(lambda number: entity(number, (0, 4))),
    "entities, one and the same": _entity_shape(lambda _: entity(0, (0, 4))),
    "entities, misplaced": _entity_shape(_misplaced),
    "entities, of an unknown type": _entity_shape(lambda number: entity(number, word(number), type="SHIP")),
    "entities, in one chain": lambda count: record(
        "entities",
        count,
        lambda number: entity(number, word(number), chain="c0"),
        lambda _: {"chains": [_chain(0, "Ada")]},
    ),
    "events, overlapping": lambda count: record(
        "events", count, lambda number: _event(number, _overlapping(number), "t0"), lambda _: _entities(1)
    ),
    "events, in a circle": lambda count: record(
        "events",
        count,
        lambda number: _event(number, word(number), f"e{(number + 1) % min(count, IN_A_LAYER['events'])}"),
    ),
    "quotes, overlapping": lambda count: record(
        "quotes", count, lambda number: _quote(number, _overlapping(number)), lambda _: _entities(1)
    ),
    "quotes, nested": lambda count: record(
        "quotes", count, lambda number: _quote(number, _nested(number)), lambda _: _entities(1)
    ),
    "relations, of one entity": lambda count: record("relations", count, lambda n: _relation(n, n), _entities),
    "relations, one and the same": lambda count: record("relations", count, lambda n: _relation(n, 1), _entities),
    "chains, of one name": lambda count: record("chains", count, lambda number: _chain(number, "Ada")),
}
