"""Records with new texts, written, and what somebody has to look at: each with its words before and after."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from ..diff.reanchor.fates import ORDER, Fate
from ..engine.new_texts import NewTexts
from ..engine.reanchor import Outcome, manifest_after
from ..model import Context, Span
from ..store.files import write_atomically
from ..text import shortened, visible
from .console import Piece, Printer
from .lines import document_lines, words

Line = list[Piece | str]
_STYLES = {"stretched": "yellow", "reanchored": "yellow", "lost": "bold red"}
WORDS = 160
"""Characters of a long span that are shown."""


def run(
    path: str,
    found: Iterable[Outcome],
    texts: NewTexts,
    *,
    output_format: str = "text",
    output: str | None = None,
    dry_run: bool = False,
    accept: bool = False,
) -> int:
    """Write the records unless something keeps one of them from being done, and report; returns the exit code.

    0: everything was kept or moved; 1: something is to be reviewed; 2: something could not be done, and no file was
    touched.

    Raises:
        UnreadableFile: a file cannot be written, or has changed since it was read.
    """
    done = list(found)
    refused = [one for one in done if one.refused]
    left = texts.left()
    is_done = not (refused or left or dry_run)
    if output or not is_done:
        _report(done, output_format, output)
    errors = Printer(sys.stderr)
    for one in refused:
        for line in document_lines(one.refused, limit=10) if one.refused else ():
            errors.line(*line)
    for name in left:
        errors.line(f"{visible(name)}: no record asked for it")
    if not (done or left):
        errors.line(f"{visible(path)}: there is no record in it that has a new text")
    if refused or left:
        errors.line("nothing was written")
        return 2
    if is_done:
        _write(path, [one for one in done if one.changed])
        if not output:  # a reader of the report who leaves early keeps no file from being written
            _report(done, output_format, output)
    waiting = [fate for one in done for fate in one.fates if fate.needs_review and not _is_settled(fate, accept=accept)]
    return 1 if waiting else 0


def _is_settled(fate: Fate, *, accept: bool) -> bool:
    """Whether a fate was accepted unseen; what is lost is not there to be accepted."""
    return accept and fate.status != "lost"


def _write(path: str, done: Sequence[Outcome]) -> None:
    manifest = manifest_after(path, done)
    files = [(one.file, one.before, one.after) for one in done] + [
        (one.file, one.before, one.after) for one in manifest
    ]
    for file, before, after in files:
        write_atomically(Path(file), after, expected=before)


def _report(done: Sequence[Outcome], output_format: str, output: str | None) -> None:
    if output_format == "json":
        text = as_json(done)
        write_atomically(Path(output), text.encode()) if output else sys.stdout.write(text)
    elif output:
        text = "".join(words(line) + "\n" for line in review_lines(done))
        write_atomically(Path(output), text.encode("utf-8", "backslashreplace"))
    else:
        printer = Printer(sys.stdout)
        for line in review_lines(done):
            printer.line(*line)


def as_json(done: Iterable[Outcome]) -> str:
    """The fate of everything in every record that has a new text."""
    articles = [
        {
            "file": one.file,
            "id": one.article,
            "counts": dict(_counts(one.fates)),
            "cleaned": one.cleaned,
            "fates": [{**msgspec.to_builtins(fate), "review": fate.needs_review} for fate in one.fates],
        }
        for one in done
        if one.article
    ]
    return msgspec.json.format(msgspec.json.encode({"articles": articles}), indent=1).decode() + "\n"


def _counts(fates: Iterable[Fate]) -> Counter[str]:
    """How many annotations had which fate, from what needs no look to what is lost; fields beside count as well."""
    counts = Counter(fate.status for fate in fates if fate.layer)
    return Counter({status: counts[status] for status in ORDER if counts[status]})


def review_lines(done: Iterable[Outcome]) -> Iterator[Line]:
    """A line for each record with a new text, and what is to be reviewed in it, with the words before and after."""
    without = 0
    for one in done:
        if not one.article:
            without += not one.refused
            continue
        yield [(visible(one.file), "bold"), ": ", _told(one)]
        for change in one.cleaned:
            yield [f"  cleaned: {visible(change.what)} ({change.count} times)"]
        for fate in one.fates:
            if fate.needs_review:
                yield from _fate_lines(fate)
    if without:
        yield [f"without a new text: {without}"]


def _told(one: Outcome) -> str:
    if not one.changed:
        return "nothing to do, the text is the same"
    counts = ", ".join(f"{count} {status}" for status, count in _counts(one.fates).items())
    waiting = sum(fate.needs_review for fate in one.fates)
    return f"{counts or 'no annotations'}; {waiting or 'nothing'} to review"


def _fate_lines(fate: Fate) -> Iterator[Line]:
    where = f"layer {visible(fate.layer)}, " if fate.layer else ""
    score = f", {fate.score:.2f} alike" if fate.score is not None else ""
    why = f" ({visible(fate.why)})" if fate.why else ""
    name = f"{where}{fate.kind} {visible(fate.id)}{fate.field.replace('/', ' ')}: "
    yield ["  ", name, (fate.status, _STYLES.get(fate.status, "")), f"{score}{why}"]
    yield from _context_lines("-", fate.before, fate.before_context)
    yield from _context_lines("+", fate.after, fate.after_context)


def _context_lines(sign: str, spans: Sequence[Span], contexts: Sequence[Context]) -> Iterator[Line]:
    for span, around in zip(spans, contexts, strict=True):
        before, inside, after = (
            visible(part.replace("\n", " ")) for part in (around.prefix, shortened(span.text, WORDS), around.suffix)
        )
        yield [f"    {sign}| {before}⟦", (inside, "bold"), f"⟧{after}"]
