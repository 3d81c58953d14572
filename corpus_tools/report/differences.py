"""What differs, for people: article by article, each change with its words in context; counts; and as a patch."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import get_args

from ..diff import Change, Difference, patches
from ..diff.changes import Class
from ..engine.diff import Compared
from ..store.files import write_atomically
from ..text import visible
from .changes import Texts, change_lines
from .console import Piece, Printer
from .lines import words

Line = list[Piece | str]
_ORDER = {class_: number for number, class_ in enumerate(get_args(Class))}


def run(
    found: Iterable[Compared], output_format: str, output: str | None, patch: str | None, *, stat: bool, limit: int
) -> int:
    """Report what differs, on standard output or into a file, and write a patch; returns 1 where anything differs.

    Raises:
        CorpusToolsError: something cannot be read, compared or written.
    """
    kept: list[Difference] = []
    lines = _report(found, kept, None if stat else limit) if output_format == "text" else _only(found, kept)
    if output:
        text = "".join(words(line) + "\n" for line in lines)
        text = text if output_format == "text" else "".join(patches.write(kept))
        write_atomically(Path(output), text.encode("utf-8", "backslashreplace"))
    else:
        printer = Printer(sys.stdout)
        for line in lines:
            printer.line(*line)
        if output_format == "json":
            sys.stdout.writelines(patches.write(kept))
    if patch:
        write_atomically(Path(patch), "".join(patches.write(kept)).encode())
    return 1 if kept else 0


def skipped(article: str) -> None:
    """Say that an article has only one of the layers that are compared."""
    Printer(sys.stderr).line(f"{visible(article)}: skipped, it has not both layers")


def _only(found: Iterable[Compared], kept: list[Difference]) -> Iterator[Line]:
    """No lines; what differs is kept."""
    kept += (one.difference for one in found)
    yield from ()


def _report(found: Iterable[Compared], kept: list[Difference], limit: int | None) -> Iterator[Line]:
    """The lines of each article, or its counts where there is no limit; then the counts of all."""
    for one in found:
        kept.append(one.difference)
        yield from [_counts_line(one.difference)] if limit is None else _article_lines(one, limit)
    yield [_last_line(kept)]


def _article_lines(one: Compared, limit: int) -> Iterator[Line]:
    difference = one.difference
    if difference.status != "changed":
        yield _counts_line(difference)
        return
    yield [(visible(difference.article), "bold")]
    if difference.coarse:
        yield ["  too many annotations overlap here to be paired in the best way"]
    texts = Texts(one.a, one.b)
    for layer, changes in groupby(difference.changes, key=lambda change: change.layer):
        if layer:
            yield [f"  layer {visible(layer)}"]
        yield from _grouped(list(changes), texts, limit)


def _grouped(changes: list[Change], texts: Texts, limit: int) -> Iterator[Line]:
    """Changes class by class, at most `limit` of each (0: all); what only follows from a changed text is counted."""
    moved = sum(change.how == "moved" for change in changes)
    shown = [change for change in changes if change.how != "moved"]
    for class_, group in groupby(sorted(shown, key=lambda c: _ORDER[c.class_]), key=lambda change: change.class_):
        members = list(group)
        shown_of_class = members[: limit or len(members)]
        yield ["    ", (class_, "cyan")]
        for change in shown_of_class:
            yield from change_lines(change, texts)
        if len(members) > len(shown_of_class):
            yield [f"      and {len(members) - len(shown_of_class)} more (--limit 0 shows all)"]
    if moved:
        yield [f"    {moved} moved along with the text"]


def _counts_line(difference: Difference) -> Line:
    if difference.status != "changed":
        style = "green" if difference.status == "added" else "red"
        return [(visible(difference.article), "bold"), ": ", (difference.status, style)]
    return [(visible(difference.article), "bold"), f": {_counted(difference.changes)}"]


def _counted(changes: Iterable[Change]) -> str:
    counts = Counter(change.class_ for change in changes)
    parts = ", ".join(f"{counts[class_]} {class_}" for class_ in sorted(counts, key=_ORDER.__getitem__))
    total = counts.total()
    return f"{total} change{'' if total == 1 else 's'} ({parts})"


def _last_line(differences: list[Difference]) -> str:
    if not differences:
        return "no differences"
    by_status = Counter(difference.status for difference in differences)
    articles = ", ".join(
        f"{by_status[status]} {status}" for status in ("changed", "added", "removed") if by_status[status]
    )
    changes = [change for difference in differences for change in difference.changes]
    return f"articles: {articles}" + (f"; {_counted(changes)}" if changes else "")
