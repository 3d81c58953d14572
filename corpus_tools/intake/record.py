"""A new record from the bytes of an article: cleaned, divided into sections, sealed, without annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import filterfalse, groupby
from unicodedata import combining, normalize

from msgspec import UNSET, Struct
from msgspec.structs import replace

from .. import __version__
from ..errors import FormatError
from ..model import Layer, Metadata, Record, TagSetRef, Tool
from ..text import line_and_column, quoted
from .changes import Change
from .decode import decode
from .normalise import normalise
from .sections import NOTHING, Given, Override, sections
from .wrapping import Wrap

MAX_TEXT = 1_000_000
"""Code points, as the schema has it."""
MAX_MARKS = 255
"""On one letter; the time to sort them grows with the square of their number, and no script needs a dozen."""
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "ß": "ss"}
)
"""Letters that are no other letter with an accent."""


class Settings(Struct, frozen=True, kw_only=True):
    """What whoever imports an article knows of it, and how it is to be read."""

    id: str | None = None
    language: str | None = None
    annotator: str | None = None
    tagset: TagSetRef | None = None
    encoding: str = "utf-8"
    wrap: Wrap = "auto"
    overrides: tuple[Override, ...] = ()


class Imported(Struct, frozen=True):
    """A new record, and what was changed in the text to make it."""

    record: Record
    changes: list[Change]


def from_text(data: bytes, name: str, settings: Settings) -> Imported:
    """Make a record of plain text. `name` is that of the file: messages begin with it, and the id is made of it.

    Raises:
        FormatError: the bytes are not such a text, or no id can be made of the name.
        UnknownName: an override names a paragraph that is not there.
    """
    raw = decode(data, name, settings.encoding)
    text, changes = normalise(checked(raw, name), settings.wrap)
    return Imported(record_of(text, data, name, settings), changes)


def checked(text: str, name: str) -> str:
    """The text itself, where a record can hold it and it can be brought into NFC in reasonable time.

    Raises:
        FormatError: it is too long, or piles too many marks on one letter; the place is that of the first too many.
    """
    if len(text) > MAX_TEXT:
        place = line_and_column(text, MAX_TEXT)
        raise FormatError(name, *place, f"at most {MAX_TEXT:,} code points", f"{len(text):,}", code="FMT003")
    for at, count in _piles_of_marks(text):
        place = line_and_column(text, at)
        raise FormatError(name, *place, f"at most {MAX_MARKS} marks on a letter", str(count), code="TXT001")
    return text


def _piles_of_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where there are too many marks in a row, and how many."""
    for stretch in re.finditer(rf"[^\x00-\x7f]{{{MAX_MARKS + 1},}}", text):
        at = stretch.start()
        for are_marks, run in groupby(stretch.group(), lambda character: combining(character) > 0):
            length = len(list(run))
            if are_marks and length > MAX_MARKS:
                yield at + MAX_MARKS, length
            at += length


def record_of(
    text: str, data: bytes, name: str, settings: Settings, known: Metadata | None = None, given: Given = NOTHING
) -> Record:
    """The record of a clean text. `data` is what it was taken from; `known` and `given` are what that says of itself.

    Raises:
        FormatError: there is no text, or no id can be made of the name.
        UnknownName: an override names a paragraph that is not there.
    """
    if not text:
        raise FormatError(name, 1, 1, "some text", "nothing to be seen", code="FMT003")
    metadata = replace(
        known or Metadata(), raw_sha256=sha256(data).hexdigest(), text_tool=Tool("corpus-tools", __version__)
    )
    if settings.language:
        metadata = replace(metadata, language=settings.language)
    return Record(
        format_version="1.0",
        id=settings.id or article_id(name),
        metadata=metadata,
        text=text,
        text_length=len(text),
        text_sha256=sha256(text.encode()).hexdigest(),
        sections=sections(text, settings.overrides, given),
        layers=[Layer(annotator=settings.annotator, tagset=settings.tagset or UNSET)] if settings.annotator else [],
    )


def article_id(name: str) -> str:
    """The id of an article from the name of its file; accents are dropped, what else an id cannot hold becomes `-`.

    >>> article_id("texts/Şehir hatları (2).txt")
    'Sehir-hatlari-2'

    Raises:
        FormatError: nothing is left of the name.
    """
    stem = re.sub(r"\.(?:txt|x?html?)\Z", "", re.split(r"[/\\]", name)[-1], flags=re.IGNORECASE)
    plain = "".join(filterfalse(combining, normalize("NFKD", stem.translate(_LETTERS))))
    found = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("._-")[:128]
    if not found:
        raise FormatError(name, None, None, "a file name with ASCII letters or digits (or --id)", quoted(stem))
    return found
