"""What re-anchoring gets right and what it costs: `python -m benchmarks.reanchor`.

Texts are edited by programs that remember where every character went (`benchmarks/edits.py`), in eight ways and four
amounts, and every annotation is looked for in the new text. **right**: the place found holds every character that is
left of the annotation and, where it is marked for review, no other word's; an annotation of which less than half is
left is right if it is lost or marked. **to review**: marked, or lost. **silently wrong**: neither marked nor right.
`--records` adds a table for each file or folder of records that is named. Then the time for a megabyte with 1 % edits
beside one plain diff of the whole text by fast-diff-match-patch, where that is installed.
"""

from __future__ import annotations

import argparse
import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import NamedTuple

import corpus_tools
from corpus_tools.align.texts import align_texts
from corpus_tools.decode import parse
from corpus_tools.diff.reanchor.annotations import fields
from corpus_tools.diff.reanchor.places import Places
from corpus_tools.model import Record, Span

from . import data, measure
from .edits import KINDS, Traced, traced
from .measure import Bar, Row, interleaved, say, timed

AMOUNTS = (0.001, 0.01, 0.05, 0.2)
SEEDS = 1
ROUNDS = 2
LARGE = 1_000_000
TIMED = ("typing errors", "scanning errors")
CORPUS = Path(__file__).parents[1] / "corpus" / "articles"


class Case(NamedTuple):
    """A text after an edit, and where each character of the former one went."""

    text: str
    where: dict[int, int]


def case(text: str, kind: str, amount: float, seed: str) -> Case:
    """One edit of a text, the same for the same seed."""
    new: Traced = KINDS[kind](traced(text), amount, Random(seed))
    return Case(
        "".join(one for one, _ in new), {origin: at for at, (_, origin) in enumerate(new) if origin is not None}
    )


def places_of(record: Record) -> Iterator[Sequence[Span]]:
    """The spans of every field of every annotation."""
    for layer in record.layers:
        for part in (*(layer.entities or ()), *(layer.events or ()), *(layer.quotes or ())):
            yield from (spans for _, spans in fields(part))


def judged(spans: Sequence[Span], found: Iterable[tuple[int, int]], edited: Case, *, is_marked: bool) -> bool:
    """Whether a place that was found is right."""
    own = {at for span in spans for at in range(span.start, span.end)}
    left = {edited.where[at] for at in own if at in edited.where}
    if 2 * len(left) < len(own):
        return is_marked
    held = {at for start, end in found for at in range(start, end)}
    others = {at for origin, at in edited.where.items() if origin not in own} if is_marked else set[int]()
    return left <= held and not held & others


def counted(records: Sequence[Record], kind: str, amount: float, seeds: int) -> Counter[str]:
    """How many annotations there were, and how many of them had which end."""
    counts = Counter[str]()
    for record in records:
        for seed in range(seeds):
            edited = case(record.text, kind, amount, f"{record.id} {seed}")
            places = Places(align_texts(record.text, edited.text))
            for spans in places_of(record):
                found = places.find(spans)
                is_marked = found.status not in ("kept", "moved")
                is_right = judged(spans, [(s.start, s.end) for s in found.spans], edited, is_marked=is_marked)
                counts.update(all=1, right=is_right, review=is_marked, silent=not is_right and not is_marked)
    return counts


def table(records: Sequence[Record], seeds: int) -> str:
    """The share of annotations that are right, to be reviewed and silently wrong, for every kind and amount."""
    lines = ["| edits | amount | right | to review | silently wrong |", "| --- | ---: | ---: | ---: | ---: |"]
    for kind in KINDS:
        for amount in AMOUNTS:
            say(f"{kind}, {amount:.1%}")
            counts = counted(records, kind, amount, seeds)
            right, review = (f"{counts[name] / counts['all']:.2%}" for name in ("right", "review"))
            lines.append(f"| {kind} | {amount:.1%} | {right} | {review} | {counts['silent']} of {counts['all']:,} |")
    return "\n".join(lines)


def long_articles(count: int) -> list[Record]:
    """Generated articles of about 15,000 characters."""
    return [parse(data.canonical_bytes(seed, 140), f"article {seed}") for seed in range(count)]


def speed(kinds: Sequence[str]) -> Iterator[Row]:
    """A megabyte with 1 % of each kind of edit: ours, and a plain diff of the whole."""
    text = "\n\n".join(record.text for record in long_articles(86))[:LARGE]
    for kind in kinds:
        edited, part = case(text, kind, 0.01, "large").text, f"A megabyte with 1 % {kind}"
        kept = sum(run.length for run in align_texts(text, edited).runs)
        runs = {"ours": partial(timed, partial(align_texts, text, edited))}
        if find_spec("fast_diff_match_patch"):
            plain = partial(import_module("fast_diff_match_patch").diff, text, edited, **_PLAIN)
            runs["plain"] = partial(timed, plain)
            same = sum(length for sign, length in plain() if sign == "=")
        seconds = interleaved(runs, ROUNDS, kind)
        yield Row(part, "`align_texts`", seconds["ours"], "s", notes=f"{kept:,} characters kept")
        if "plain" in seconds:
            ratio, notes = seconds["plain"] / seconds["ours"], f"{same:,} characters kept"
            yield Row(part, "plain diff", seconds["plain"], "s", ratio, "ours", Bar(10, at_least=True), notes)


_PLAIN = {"timelimit": 0, "checklines": False, "cleanup": "No", "counts_only": True}


def _parts(sets: dict[str, Sequence[Record]], seeds: int) -> Iterator[str]:
    """The tables, one after the other."""
    for name, records in sets.items():
        yield f"### {name}\n\n{table(records, seeds)}"
    where = measure.environment(("corpus-tools", "numpy", "rapidfuzz", "fast-diff-match-patch"))
    yield measure.markdown(list(speed(TIMED)), where)


def _sets(others: Iterable[Path], most: int | None, long: int) -> dict[str, Sequence[Record]]:
    """The records to be measured by, under the names that the tables have."""
    sets: dict[str, Sequence[Record]] = {
        "The sample corpus": list(corpus_tools.read(str(CORPUS)))[:most],
        "Generated long articles": long_articles(long),
    }
    return sets | {path.stem: list(corpus_tools.read(str(path)))[:most] for path in others}


def main() -> None:
    """Print the tables; anything silently wrong at 1 % makes the exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reanchor", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run, whose figures mean nothing")
    parser.add_argument("--records", type=Path, metavar="PATH", nargs="*", default=[], help="more records")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of a page")
    options = parser.parse_args()
    gc.set_threshold(50_000, 20, 100)  # as the command line has it
    sets = _sets(options.records, 2 if options.quick else None, 1 if options.quick else 2)
    parts = []
    for part in _parts(sets, SEEDS):
        print(part, end="\n\n", flush=True)
        parts.append(part)
    if options.write:
        measure.write_between_marks(options.write, "\n\n".join(parts), "reanchor")


if __name__ == "__main__":
    main()
