"""Passages as sections, and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import UNSET, Raw, UnsetType, ValidationError, convert

from ...model import Section
from ...values import Note, Uri
from .._names import Names
from .._spans import Place
from .._text import Cleaned
from . import TYPE, Document, Infons, Passage
from .about import extension
from .text import Laid

BODY = "body"
"""The type of a section that has none, as in a record without sections."""
_TYPE = re.compile(r"[a-z][a-z0-9_]{0,47}")


def sections_of(document: Document, laid: Laid, text: Cleaned) -> list[Section] | UnsetType:
    """Each passage as a section; none where the only one says nothing of itself."""
    stretches = dict(_stretches(laid))
    if len(stretches) == 1 and not any(passage.infons for passage in document.passages or ()):
        return UNSET
    found: list[Section] = []
    for number, passage in enumerate(document.passages or ()):
        if number in stretches and (place := text.place(*stretches[number])):
            found.append(_section(f"s{len(found) + 1}", passage, place))
    return found or UNSET


def _stretches(laid: Laid) -> Iterator[tuple[int, Place]]:
    """For each passage, from the beginning of its first block to the end of its last."""
    starts: dict[int, int] = {}
    for block, start in zip(laid.blocks, laid.starts, strict=True):
        first = starts.setdefault(block.passage, start)
        yield block.passage, (first, start + len(block.text))


def _section(identifier: str, passage: Passage, place: Place) -> Section:
    infons = dict(passage.infons or {})
    named = infons.pop(TYPE, BODY)
    kind = named if isinstance(named, str) and _TYPE.fullmatch(named) else Names().ours("attribute", str(named))
    fields = {name: infons.pop(name) for name, form in (("url", Uri), ("note", Note)) if _fits(infons.get(name), form)}
    own = infons if kind == named else {TYPE: named, **infons}
    return Section(identifier, kind, *place, **fields, extensions=_kept(own))


def _kept(infons: Infons) -> dict[str, Raw] | UnsetType:
    return extension({"infons": infons})


def _fits(value: object, form: object) -> bool:
    try:
        convert(value, form)
    except ValidationError:
        return False
    return True


def sentences_of(document: Document, laid: Laid, text: Cleaned) -> list[Place]:
    """The sentences in text order: blocks of their own, or stretches of the text of their passage."""
    found = [text.place(*place) for place in _sentences(document, laid)]
    return sorted({place for place in found if place})


def _sentences(document: Document, laid: Laid) -> Iterator[Place]:
    for block, start in zip(laid.blocks, laid.starts, strict=True):
        if block.sentence is not None:
            yield start, start + len(block.text)
    for number, passage in enumerate(document.passages or ()):
        for sentence in (passage.sentences or ()) if passage.text else ():
            at = laid.index(sentence.offset, number)
            if at is not None and sentence.text:
                yield at, at + len(sentence.text)
