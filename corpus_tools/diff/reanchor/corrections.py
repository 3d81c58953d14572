"""The text of an article changed on purpose, by a list of corrections: what they say is not guessed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import UNSET, Struct, UnsetType

from ...align.gaps import Gap, compared
from ...align.text_map import Run, TextMap
from ...errors import PatchMismatch
from ...model import Record
from ...tagset import TagSets
from ...text import line_and_column, occurrences, quoted
from ...values import Start
from .fates import Reanchored
from .record import carry


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the article, and what is to stand in their place.

    `start` is their offset in code points. Without it the words have to stand in the article once only. `article` is
    the id of the article, where there are several.
    """

    old: str
    new: str
    start: Start | UnsetType = UNSET
    article: str | UnsetType = UNSET


def corrected(record: Record, corrections: Iterable[Correction], tagsets: TagSets | None = None) -> Reanchored:
    """Make corrections in the text of a record, all of them against the text as it stands.

    Raises:
        PatchMismatch: words do not stand where they should, or two corrections overlap.
        FormatError: as for `reanchor`.
    """
    hunks, pieces, reached, shift = list[Gap](), list[str](), 0, 0
    for start, one in sorted(((_start(record, one), one) for one in corrections), key=lambda pair: pair[0]):
        if start < reached:
            raise PatchMismatch(_place(record, start), "corrections that do not overlap", quoted(one.old))
        pieces += [record.text[reached:start], one.new]
        reached = start + len(one.old)
        hunks.append(Gap(start, reached, start + shift, start + shift + len(one.new)))
        shift += len(one.new) - len(one.old)
    text = "".join([*pieces, record.text[reached:]])
    asked = {(hunk.start, hunk.end): (hunk.to, hunk.until) for hunk in hunks if hunk.size}
    return carry(record, TextMap(record.text, text, _runs(record.text, text, hunks)), tagsets, asked)


def _start(record: Record, one: Correction) -> int:
    """Where the words of a correction stand."""
    if one.start is not UNSET:
        if not one.old or record.text.startswith(one.old, one.start):
            return one.start
        found = quoted(record.text[one.start : one.start + len(one.old)])
        raise PatchMismatch(_place(record, one.start), quoted(one.old), found)
    places = list(islice(occurrences(record.text, one.old), 2)) if one.old else []
    if len(places) != 1:
        found = "them more than once: give start" if places else "them nowhere" if one.old else "no words and no start"
        raise PatchMismatch(f"{record.id}: text", f"the words {quoted(one.old)}", found)
    return places[0]


def _place(record: Record, at: int) -> str:
    line, column = line_and_column(record.text, at)
    return f"{record.id}: text, line {line}, column {column}"


def _runs(old: str, new: str, hunks: list[Gap]) -> Iterator[Run]:
    """What stands between the corrections, and what the two sides of each have in common."""
    start = to = 0
    for hunk in [*hunks, Gap(len(old), len(old), len(new), len(new))]:
        if start < hunk.start:
            yield Run(start, to, hunk.start - start)
        yield from compared(old, new, hunk)[0] if hunk.size else ()
        start, to = hunk.end, hunk.until
