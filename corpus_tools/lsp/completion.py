"""What may be written at the cursor: keys and labels as the schema narrowed to the tag set has them, and ids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol.types import CompletionItem, CompletionItemKind, MarkupContent, MarkupKind, Range, TextEdit

from ..tagset import TagSet, TagSets
from . import allowed
from .cursor import Cursor
from .parts import inside, tagset_at
from .positions import Text
from .references import candidates


class Choice(NamedTuple):
    """Something that may be written: its name, the JSON to write, what it means."""

    name: str
    written: str
    kind: CompletionItemKind
    meaning: str = ""
    detail: str = ""


def completions(text: Text, cursor: Cursor, at_hand: TagSets) -> list[CompletionItem]:
    """Everything that may be written at the cursor; the editor leaves out what does not fit what is typed already."""
    place = text.range(cursor.start, cursor.end)
    followed_by_colon = text.source[cursor.end :].lstrip().startswith(":")
    choices = _choices(cursor, tagset_at(cursor.tree, cursor.path, at_hand), "" if followed_by_colon else ": ")
    return [_item(choice, number, place) for number, choice in enumerate(choices)]


def _choices(cursor: Cursor, tagset: TagSet | None, colon: str) -> Iterator[Choice]:
    whole = allowed.schema_for(cursor.tree, tagset)
    if whole is None or not cursor.path:
        return
    if cursor.on_key:
        yield from _keys(cursor, whole, colon)
    else:
        yield from _values(cursor, whole)
        yield from _ids(cursor, tagset)


def _keys(cursor: Cursor, whole: allowed.Schema, colon: str) -> Iterator[Choice]:
    owner = cursor.path[:-1]
    taken = set(inside(cursor.tree, owner) or ()) - {cursor.word}
    for key, meaning in allowed.keys(whole, cursor.tree, owner).items():
        if key not in taken:
            yield Choice(key, json.dumps(key) + colon, CompletionItemKind.Property, meaning)


def _values(cursor: Cursor, whole: allowed.Schema) -> Iterator[Choice]:
    for value, meaning in allowed.values(whole, cursor.tree, cursor.path).items():
        written = json.dumps(value, ensure_ascii=False)
        yield Choice(written.strip('"'), written, CompletionItemKind.EnumMember, meaning)


def _ids(cursor: Cursor, tagset: TagSet | None) -> Iterator[Choice]:
    """The ids of annotations, those of a type that fits first."""
    for candidate in sorted(candidates(cursor, tagset), key=lambda candidate: not candidate.fits):
        found = candidate.annotation
        yield Choice(found.id, json.dumps(found.id), CompletionItemKind.Reference, detail=f"{found.type} {found.words}")


def _item(choice: Choice, number: int, place: Range) -> CompletionItem:
    """A choice that replaces what stands at the cursor, in its order; the editor compares it with its quotes on."""
    return CompletionItem(
        label=choice.name,
        kind=choice.kind,
        detail=choice.detail or None,
        documentation=MarkupContent(MarkupKind.PlainText, choice.meaning) if choice.meaning else None,
        sort_text=f"{number:05}",
        filter_text=choice.written,
        text_edit=TextEdit(place, choice.written),
    )
