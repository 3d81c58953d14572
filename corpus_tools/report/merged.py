"""What a merge came to, said; the record itself goes into a file or to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..canonical import canonical_record
from ..diff.merge import Merged
from ..diff.merge_clashes import Strategies
from ..engine.merge import merged
from ..errors import UnreadableFile
from ..store.files import write_atomically
from ..store.source import Source, sources
from ..text import quoted, visible
from .changes import Line
from .console import Printer

SHOWN = 20
"""Conflicts that are listed; `corpus-tools conflicts` shows all."""


def run(paths: tuple[str, str, str], output: str, strategies: Strategies) -> int:
    """Merge three files into one; returns 1 where conflicts are left.

    Raises:
        CorpusToolsError: a file cannot be read, is no record, or they cannot be merged; nothing is written then.
    """
    base, ours, theirs = map(_single, paths)
    found = merged(base if base.error or base.data.strip() else None, ours, theirs, strategies, output)
    written = canonical_record(found.record).encode()
    if output == "-":
        sys.stdout.buffer.write(written)
    else:
        write_atomically(Path(output), written)
    return tell(found, output)


def tell(found: Merged | str, file: str) -> int:
    """Say on standard error what came of a merge, or why there was none; returns 1 where there is a conflict."""
    said = Printer(sys.stderr)
    if isinstance(found, str):
        said.line(visible(found))
        return 1
    for line in lines(found, file):
        said.line(*line)
    return 1 if found.conflicts else 0


def _single(path: str) -> Source:
    """The document of a file; an empty file has an empty one.

    Raises:
        UnreadableFile: it is a folder, or holds several records.
    """
    found = [] if Path(path).is_dir() else list(islice(sources([path]), 2))
    if len(found) > 1 or Path(path).is_dir():
        raise UnreadableFile(path, "one record can be merged, in a file of its own")
    return found[0] if found else Source(path)


def lines(found: Merged, file: str) -> Iterator[Line]:
    """Every conflict that is left, and what is worth a look."""
    for layer, conflict in found.conflicts[:SHOWN]:
        about = f" of {visible(conflict['annotation'])}" if "annotation" in conflict else ""
        where = f" in layer {visible(layer)}" if layer else ""
        path = f" at {visible(conflict['path'])}" if conflict["path"] else ""
        yield [f"{visible(file)}: ", (visible(conflict["id"]), "bold"), f" {conflict['class']}{about}{path}{where}"]
    for key in found.both[:SHOWN]:
        yield [f"{visible(file)}: both sides changed {key.kind} {visible(key.id)} in layer {visible(key.layer)}"]
    if found.conflicts:
        count = len(found.conflicts)
        hint = f"corpus-tools conflicts {quoted(file, len(file))}"
        yield [f"{count} conflict{'s' * (count > 1)}: the values from before stand in place; {hint} shows and resolves"]
