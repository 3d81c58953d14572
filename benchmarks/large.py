"""One record with very many entities that all overlap: `python -m benchmarks.large`."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import islice, product
from string import ascii_lowercase

from corpus_tools.store.source import Source
from corpus_tools.tagset import TagSets, builtin
from corpus_tools.validation import Selection, check

from .measure import timed

_IN_A_LAYER = 50_000
_WORDS = 60_000
_TYPES = ("PER", "ORG", "GPE")
_SHAPES: dict[str, Callable[[int], tuple[int, int]]] = {
    "overlapping": lambda number: (5 * number, 5 * number + 14),
    "nested": lambda number: (0, 4 + 5 * (number % 60)),
    "the same": lambda number: (0, 4),
}
"""Where each entity stands, in code points; a word has four, and a blank after it."""


def record(count: int, shape: Callable[[int], tuple[int, int]]) -> bytes:
    """A record with so many entities, as JSON."""
    text = " ".join(map("".join, islice(product(ascii_lowercase, repeat=4), _WORDS)))
    layers = [
        {
            "annotator": f"a{first // _IN_A_LAYER}",
            "entities": [_entity(number, *shape(number), text) for number in range(min(_IN_A_LAYER, count - first))],
        }
        for first in range(0, count, _IN_A_LAYER)
    ]
    return json.dumps({"format_version": "1.0", "id": "large", "text": text, "layers": layers}).encode()


def _entity(number: int, start: int, end: int, text: str) -> dict[str, object]:
    spans = [{"start": start, "end": end, "text": text[start:end]}]
    return {"id": f"t{number}", "type": _TYPES[number % 3], "level": "name", "spans": spans}


def main() -> None:
    """Print a line for each shape and number."""
    at_hand, chosen = TagSets(default=builtin()), Selection()
    for name, shape in _SHAPES.items():
        for count in (10_000, 30_000, 100_000):
            source = Source("large.json", record(count, shape))
            print(f"{count:7,} entities, {name}: {timed(partial(check, source, at_hand, chosen)):.2f} s", flush=True)


if __name__ == "__main__":
    main()
