"""Stored conflicts for people: listed with what each side would make of them, and resolved by name or one by one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from ..diff import compare
from ..diff.resolve import Choice, resolve
from ..engine.conflicts import Open, chosen, opened, resolved
from ..errors import CorpusToolsError
from ..model import ARTICLE_CONFLICTS
from ..store.files import write_atomically
from ..store.source import Source
from ..text import quoted, visible
from .changes import Line, Texts, change_lines
from .console import Printer

KEYS: dict[str, Choice] = {"o": "ours", "t": "theirs", "b": "base", "2": "both"}
_SIDES: tuple[Choice, ...] = ("ours", "theirs")
_QUESTION = "[o]urs, [t]heirs, [b]ase, [2] both, [s]kip, [q]uit? "


def run(paths: list[str], choices: list[tuple[str, Choice]], ask: Callable[[], str] | None) -> int:
    """List open conflicts, or resolve those that are named, or ask for each; returns 1 where some stay open.

    Raises:
        CorpusToolsError: something cannot be read, resolved or written; files are written whole or not at all.
    """
    printer = Printer(sys.stdout)
    found = list(opened(paths))
    if choices:
        _write(resolved(chosen(found, choices)))
        found = list(opened(paths))
    elif ask and found:
        _ask_for_each(found, printer, ask)
        found = list(opened(paths))
        printer.line(_last_line(found))
        return 1 if found else 0
    for one in found:
        for line in conflict_lines(one):
            printer.line(*line)
    printer.line(_last_line(found))
    return 1 if found else 0


def _last_line(found: list[Open]) -> str:
    files = len({one.source.file for one in found})
    if not found:
        return "no open conflicts"
    return f"{len(found)} open conflict{'s' * (len(found) > 1)} in {files} file{'s' * (files > 1)}"


def conflict_lines(one: Open) -> Iterator[Line]:
    """A conflict with its place, and what would become of the record on each side."""
    conflict = one.stored.conflict
    about = f" of {visible(conflict['annotation'])}" if "annotation" in conflict else ""
    layer = f" in layer {visible(one.stored.layer)}" if one.stored.layer else ""
    path = f" at {visible(conflict['path'])}" if conflict["path"] else ""
    place = f"{visible(one.source.file)}:{one.line}: "
    yield [place, (visible(one.name), "bold"), " ", (conflict["class"], "cyan"), f"{about}{path}{layer}"]
    for side in _SIDES:
        yield [f"  {side}"]
        yield from _outcome(one, side)


def _outcome(one: Open, side: Choice) -> Iterator[Line]:
    """What taking a side would change in what stands there now."""
    try:
        after = resolve(one.record, one.stored, side)
        changes = [change for change in compare(one.record, after) if not _is_mark(change.class_, change.path)]
    except CorpusToolsError as error:
        yield [f"      {visible(str(error))}"]
        return
    if not changes:
        yield ["      stays as it is"]
    for change in changes[:10]:
        yield from change_lines(change, Texts(one.record, after))


def _is_mark(class_: str, path: str) -> bool:
    """Whether a change is only the mark that a conflict is resolved."""
    return class_ == "conflict" or path.startswith(f"/extensions/{ARTICLE_CONFLICTS}")


def _ask_for_each(found: list[Open], printer: Printer, ask: Callable[[], str]) -> None:
    """Ask what to take in each conflict; a file is written when all of its conflicts have been shown."""
    for _, group in groupby(found, key=lambda one: one.source.file):
        made, go_on = _asked(group, printer, ask)
        _write(resolved(made))
        if not go_on:
            return


def _asked(group: Iterable[Open], printer: Printer, ask: Callable[[], str]) -> tuple[list[tuple[Open, Choice]], bool]:
    made: list[tuple[Open, Choice]] = []
    for one in group:
        for line in conflict_lines(one):
            printer.line(*line)
        key = _key(one, made, printer, ask)
        if key == "q":
            return made, False
        if key in KEYS:
            made.append((one, KEYS[key]))
    return made, True


def _key(one: Open, made: list[tuple[Open, Choice]], printer: Printer, ask: Callable[[], str]) -> str:
    """A key that says something which can be done."""
    while True:
        printer.write(_QUESTION)
        sys.stdout.flush()
        key = ask().lower()
        printer.line(visible(key))
        if key in ("s", "q"):
            return key
        if key in KEYS:
            try:
                resolved([*made, (one, KEYS[key])])
                return key
            except CorpusToolsError as error:
                printer.line(visible(str(error)))
        else:
            printer.line(f"{quoted(key)} is none of these keys")


def _write(changed: list[tuple[Source, bytes]]) -> None:
    """Write documents into their files, each file at once."""
    for file, group in groupby(
        sorted(changed, key=lambda one: (one[0].file, one[0].line)), key=lambda one: one[0].file
    ):
        documents = {source.line: (source.data, after) for source, after in group}
        if not file.endswith(".jsonl"):
            [(before, after)] = documents.values()
            write_atomically(Path(file), after, expected=before)
            continue
        before = Path(file).read_bytes()
        lines = before.split(b"\n")
        for number, (_, after) in documents.items():
            lines[number - 1] = after.rstrip(b"\n")
        write_atomically(Path(file), b"\n".join(lines), expected=before)
