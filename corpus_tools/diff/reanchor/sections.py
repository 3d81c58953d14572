"""The sections of an article in its new text: they go where their text went, and cover what is new as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from msgspec.structs import replace

from ...align.text_map import TextMap
from ...model import Section
from .fates import Fate, Status

BODY = "body"
"""The type of what is of no other type."""


def sections(parts: Sequence[Section], texts: TextMap) -> tuple[list[Section], list[Fate]]:
    """Sections and what became of each; those are lost that would cross another, or of which nothing is left."""
    placed = [(part, texts.place(part.start, part.end)) for part in parts]
    there = [replace(part, start=at.start, end=at.end) for part, at in placed if at]
    outer = _apart(part for part in there if not _is_inner(part.id, parts))
    top = list(_covering(list(outer), {part.id for part in parts}, texts.new))
    inner = [part for part in there if _is_inner(part.id, parts) and any(_holds(one, part) for one in top)]
    found = sorted([*top, *_nested(inner)], key=lambda part: (part.start, -part.end))
    return found, list(_fates(parts, {part.id: part for part in found}, texts))


def _is_inner(name: str, parts: Sequence[Section]) -> bool:
    """Whether a section lies inside another one."""
    own = next(part for part in parts if part.id == name)
    return any(_holds(part, own) and (part.start, part.end) != (own.start, own.end) for part in parts)


def _holds(outer: Section, inner: Section) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _apart(parts: Iterator[Section]) -> Iterator[Section]:
    """Sections in text order, without those that overlap the one before."""
    reached = 0
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if part.start >= reached:
            yield part
            reached = part.end


def _nested(parts: list[Section]) -> Iterator[Section]:
    """Sections without those that cross one before them."""
    kept = list[Section]()
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if not any(one.start < part.start < one.end < part.end for one in kept):
            kept.append(part)
    yield from kept


def _covering(parts: Sequence[Section], taken: set[str], text: str) -> Iterator[Section]:
    """Sections that cover what stands between them as well; new paragraphs beside no body are a body of their own."""
    reached = 0
    for index, part in enumerate(parts):
        after = parts[index + 1] if index + 1 < len(parts) else None
        start = _beginning(text, reached, part, is_first=index == 0)
        end = _ending(text, part, after)
        if text[reached:start].strip():
            fresh = next(f"s{number}" for number in count(1) if f"s{number}" not in taken)
            taken = {*taken, fresh}
            yield Section(fresh, BODY, *_stripped(text, reached, start))
        yield replace(part, start=start, end=end)
        reached = end


def _beginning(text: str, reached: int, part: Section, *, is_first: bool) -> int:
    """Where a section begins: with its paragraph, or where it is body with the new paragraphs before it."""
    between = text[reached : part.start]
    at = 0 if part.type == BODY or "\n\n" not in between or is_first else between.rindex("\n\n")
    return reached + at + len(between[at:]) - len(between[at:].lstrip())


def _ending(text: str, part: Section, after: Section | None) -> int:
    """Where a section ends: with its paragraph, or where it is body with the new paragraphs behind it."""
    between = text[part.end : after.start if after else len(text)]
    line, is_broken, _ = between.partition("\n\n")
    if part.type == BODY or after is None:
        line = between.rpartition("\n\n")[0] if after and is_broken else between
    elif not is_broken:
        line = between
    return part.end + len(line.rstrip())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _fates(parts: Sequence[Section], found: dict[str, Section], texts: TextMap) -> Iterator[Fate]:
    for part in parts:
        yield Fate(kind="section", id=part.id, field="", status=_status(part, found.pop(part.id, None), texts))
    for name in found:
        yield Fate(
            kind="section", id=name, field="", status="stretched", why="made for new paragraphs: choose its type"
        )


def _status(part: Section, new: Section | None, texts: TextMap) -> Status:
    if new is None:
        return "lost"
    if texts.old[part.start : part.end] != texts.new[new.start : new.end]:
        return "stretched"
    return "kept" if part.start == new.start else "moved"
