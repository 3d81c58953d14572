"""New records from articles as plain text or web pages, checked before anybody writes them. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..canonical import canonical_record
from ..errors import FormatError, UnknownName, UnreadableFile
from ..file_names import file_name
from ..findings import Checked, Finding
from ..intake.changes import Change
from ..intake.html import from_html
from ..intake.record import Settings, from_text
from ..model import Record, TagSetRef
from ..rules import find
from ..store.manifest import Surroundings
from ..store.source import Source
from ..tagset import TagSets, builtin
from ..validation import Selection, check

Kind = Literal["text", "html"]
HTML = (".html", ".htm", ".xhtml")
SUFFIXES = (".txt", *HTML)
"""Of the files that are looked for in a folder."""


class New(Struct, frozen=True):
    """The record made of one source, in canonical form, what was changed, and what is wrong with it all the same."""

    file: str
    record: Record
    data: bytes
    changes: list[Change]
    findings: list[Finding]


def new_records(
    documents: Iterable[Source], settings: Settings, surroundings: Surroundings, kind: Kind | None = None
) -> Iterator[New | Checked]:
    """Make a record of each document; what no record can be made of is yielded with what is wrong with it.

    What a document is, where `kind` does not say, its suffix tells.

    Raises:
        UnknownName: an override names a paragraph that is not there, or a type that the tag set does not have.
    """
    for source in documents:
        at_hand = surroundings.tagsets(source.file)
        _check_types(settings, at_hand)
        try:
            yield _new(source, settings, at_hand, kind or ("html" if source.file.lower().endswith(HTML) else "text"))
        except (FormatError, UnreadableFile) as error:
            yield _refused(source.file, error)


def _new(source: Source, settings: Settings, at_hand: TagSets, kind: Kind) -> New:
    if source.error is not None:
        raise UnreadableFile(source.file, source.error)
    tagset = at_hand.default
    settings = replace(settings, tagset=TagSetRef(tagset.id, tagset.version) if tagset else None)
    made = (from_html if kind == "html" else from_text)(source.data, source.file, settings)
    data = canonical_record(made.record).encode()
    found = check(Source(file_name(made.record.id), data), at_hand, Selection())
    return New(source.file, made.record, data, made.changes, [one for one in found if one.severity != "info"])


def _refused(file: str, error: FormatError | UnreadableFile) -> Checked:
    if isinstance(error, UnreadableFile):
        return Checked(file, [], error.why)
    message = f"expected {error.expected}" + (f", found {error.found}" if error.found else "")
    if not error.code:
        return Checked(file, [], message)
    finding = Finding(
        code=error.code,
        rule=find(error.code).name,
        severity="error",
        file=file,
        line=error.line,
        column=error.column,
        message=message,
    )
    return Checked(file, [finding])


def _check_types(settings: Settings, at_hand: TagSets) -> None:
    known = (at_hand.default or builtin()).sections
    for one in settings.overrides:
        if one.type not in known:
            raise UnknownName("section type", one.type, known)
