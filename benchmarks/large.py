"""One record with very many annotations that lie upon each other: `python -m benchmarks.large [SHAPE ...]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from corpus_tools.findings import Finding
from corpus_tools.store.source import Source
from corpus_tools.tagset import TagSets, builtin
from corpus_tools.validation import Selection, check

from .measure import timed
from .shapes import SHAPES

COUNTS = (10_000, 30_000, 100_000)


def main(shapes: Iterable[str]) -> None:
    """Print a row of a table for each shape whose name begins with one of some words: CPU seconds, and findings."""
    chosen = tuple(shapes) or ("",)
    print(f"| | {' | '.join(f'{count:,}' for count in COUNTS)} | findings |\n| --- |{' ---: |' * (len(COUNTS) + 1)}")
    for name in SHAPES:
        if name.startswith(chosen):
            print(f"| {name} | {' | '.join(_row(name))} |", flush=True)


def _row(name: str) -> Iterator[str]:
    at_hand, chosen = TagSets(default=builtin()), Selection()
    for count in COUNTS:
        source, found = Source("large.json", SHAPES[name](count)), list[Finding]()
        yield f"{timed(lambda: found.extend(check(source, at_hand, chosen))):.1f} s"  # noqa: B023 - called at once
    yield f"{len(found):,}"


if __name__ == "__main__":
    main(sys.argv[1:])
