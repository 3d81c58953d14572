"""What BioC holds only in part; the rest is taken away before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec import UNSET, Raw, UnsetType
from msgspec.structs import replace

from ...model import Record, Section, Segmentation, Span
from .. import _changes as changes
from .. import _steps as take
from .._format import Limit, Settings
from .._items.limits import plain_arguments, without_bare_metadata
from .._spans import Place
from .about import ANNOTATORS, COLLECTION, collection_kept, extension, infons_kept, is_metadata, to_plain
from .parts import BODY
from .text import between


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("passages of BioC lie side by side", side_by_side)
    yield Limit("passages of BioC hold all of the text", whole, told=frozenset())
    yield Limit("BioC has only line ends between passages", set_apart, told=frozenset({"text"}))
    yield Limit("sentences of BioC hold all of the text, and are set apart by a space", sentences)
    yield Limit("an infon of BioC is a text", infons)
    yield Limit("BioC says nothing of an argument but role and filler", plain_arguments)
    yield Limit("BioC has no place for it", own_extensions)
    yield Limit("", without_bare_metadata, told=frozenset())


def side_by_side(record: Record) -> Record:
    """The outermost sections that hold words, without those that begin in the one before."""
    found: list[Section] = []
    for section in sorted(record.sections or (), key=lambda one: (one.start, -one.end)):
        is_free = not found or section.start >= found[-1].end
        if is_free and record.text[section.start : section.end].strip():
            found.append(section)
    return replace(record, sections=found or UNSET) if found != (record.sections or []) else record


def whole(record: Record) -> Record:
    """Sections by number, with one more wherever there are words outside of them."""
    if not record.sections:
        return record
    sections, last = [], 0
    for section in [*record.sections, None]:
        edge = section.start if section else len(record.text)
        if words := record.text[last:edge].strip():
            start = record.text.index(words[0], last)
            sections.append(Section("s", BODY, start, start + len(words)))
        sections += [section] if section else []
        last = section.end if section else edge
    return replace(record, sections=[replace(one, id=f"s{number}") for number, one in enumerate(sections, 1)])


def set_apart(record: Record) -> Record:
    """The text with nothing but line ends between sections."""
    places = passages(record)
    text = record.text
    for (_, start), (end, _) in pairwise(places):
        text = text[:start] + between(end - start, inside=False) + text[end:]
    return _with_text(record, text) if text != record.text else record


def _with_text(record: Record, text: str) -> Record:
    def respelled(spans: list[Span]) -> list[Span]:
        return [
            Span(span.start, span.end, text[span.start : span.end])
            if span.text == record.text[span.start : span.end]
            else span
            for span in spans
        ]

    moved = changes.each_annotation(record, lambda part: changes.each_span_list(part, respelled))
    return replace(moved, text=text, text_length=UNSET, text_sha256=UNSET)


def passages(record: Record) -> list[Place]:
    """The stretches of passages: the sections, or all of the text."""
    return [(one.start, one.end) for one in record.sections or ()] or [(0, len(record.text))]


def sentences(record: Record) -> Record:
    """The record without sentences that are not each a part of a passage, with all of its words in them."""
    if not record.segmentation:
        return record
    pairs = record.segmentation.sentences or []
    held = [within(passage, pairs) for passage in passages(record)]
    if not (
        _is_sorted(pairs) and all(_are_whole(record.text, *pair) for pair in zip(passages(record), held, strict=True))
    ):
        return replace(record, segmentation=UNSET)
    return replace(record, segmentation=Segmentation(sentences=pairs))


def within(passage: Place, pairs: Sequence[Place]) -> list[Place]:
    """The sentences that begin in a passage."""
    return [pair for pair in pairs if passage[0] <= pair[0] < passage[1]]


def _is_sorted(pairs: Sequence[Place]) -> bool:
    return all(first[1] <= second[0] for first, second in pairwise(pairs))


def _are_whole(text: str, passage: Place, pairs: Sequence[Place]) -> bool:
    if not pairs or (pairs[0][0], pairs[-1][1]) != passage:
        return False
    gaps = [(end, start) for (_, end), (start, _) in pairwise(pairs)]
    return all(text[start:end] == between(end - start, inside=True) for start, end in gaps)


def infons(record: Record) -> Record:
    """Attributes that are texts, or lists of several."""
    return changes.each_with(record, "attributes", _with_texts)


def _with_texts(part: Any) -> Any:
    if not part.attributes or all(isinstance(value, str) for value in part.attributes.values()):
        return part
    new = {name: _texts(value) for name, value in part.attributes.items()}
    return replace(part, attributes=new) if new != part.attributes or _has_numbers(part) else part


def _has_numbers(part: Any) -> bool:
    return not all(isinstance(value, str | list) for value in part.attributes.values())


def _texts(value: Any) -> Any:
    if isinstance(value, list):
        return value if len(value) > 1 else value[0]
    return str(value).lower() if isinstance(value, bool) else str(value)


def own_extensions(record: Record) -> Record:
    """The record with no extensions but what came from BioC."""
    plain = take.without_details(record, {"extension"})
    if plain is record:
        return record
    collection, infons = collection_kept(record.extensions), infons_kept(record.extensions)
    foreign = {*is_metadata(infons), ANNOTATORS, COLLECTION}
    kept = {"collection": to_plain(collection), "infons": {key: infons[key] for key in infons if key not in foreign}}
    pairs = zip(plain.sections or (), record.sections or (), strict=True)
    sections = [replace(bare, extensions=_of_section(full)) for bare, full in pairs] or UNSET
    return replace(plain, extensions=extension(kept), sections=sections)


def _of_section(section: Section) -> dict[str, Raw] | UnsetType:
    infons = infons_kept(section.extensions)
    return extension({"infons": {key: infons[key] for key in infons if key not in ("url", "note")}})
