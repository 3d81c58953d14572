"""Rewriting files: the canonical form, and migration to the current format version. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from ..canonical import canonical, read_tree, write_tree
from ..errors import FormatError
from ..findings import Checked
from ..migrations import migrate
from ..rules import Document
from ..store.manifest import Surroundings
from ..store.source import Source
from ..validation import Selection, check


class Rewritten(Struct, frozen=True):
    """A file before and after. `refused` tells why it is left as it is; `passed_over` that it is not a record."""

    file: str
    before: bytes
    after: bytes
    refused: Checked | None = None
    passed_over: bool = False

    @property
    def changed(self) -> bool:
        """Whether the file would change."""
        return self.refused is None and self.before != self.after


def rewrite(documents: Iterable[Source], change: Callable[[Document, str], str]) -> Iterator[Rewritten]:
    """Apply a change to the source of each record; what is not a sound record is refused, with its findings."""
    for source in documents:
        document = Document(source.data)
        if source.error is not None:
            yield _refused(source, Checked(source.file, [], source.error))
        elif source.file.endswith((".jsonl", ".gz", ".zst")):
            yield _refused(source, Checked(source.file, [], "a file of one record a line has no canonical form"))
        elif source.is_link:
            yield _refused(source, Checked(source.file, [], "it is a link: name what it leads to, if that is meant"))
        elif document.kind in ("tagset", "corpus") and not source.named:
            yield Rewritten(source.file, source.data, source.data, passed_over=True)
        else:
            yield _changed(source, document, change)


def _changed(source: Source, document: Document, change: Callable[[Document, str], str]) -> Rewritten:
    try:
        after = change(document, source.file).encode()
    except (Unsound, FormatError) as error:
        found = [f for f in check(source, Surroundings().tagsets(source.file), Selection()) if f.code.startswith("FMT")]
        why = str(error) if isinstance(error, FormatError) else None
        return _refused(source, Checked(source.file, found, why))
    return Rewritten(source.file, source.data, after)


class Unsound(Exception):
    """The document does not fit the schema, so that its form cannot be changed without loss."""


def formatted(document: Document, file: str) -> str:
    """The canonical form of a record.

    Raises:
        Unsound: it does not fit the schema.
    """
    if document.kind != "article" or document.text is None or not document.fits:
        raise Unsound
    return canonical(document.text)


def migrated(document: Document, file: str) -> str:
    """A record in the current format version, in canonical form; one that has it already stays as it is.

    Raises:
        Unsound: it is not JSON, or what comes out does not fit the schema.
        FormatError: it has a version that nothing migrates.
    """
    if document.kind != "article" or document.text is None or document.parsed[1]:
        raise Unsound
    if document.version == (1, 0) or document.is_newer:
        return document.text
    try:
        after = write_tree(migrate(read_tree(document.text), file))
    except (KeyError, TypeError, AttributeError) as error:
        raise FormatError(file, 1, 1, "a record of the version it claims to have", f"no {error}") from error
    if not Document(after.encode()).fits:
        raise Unsound
    return after


def _refused(source: Source, why: Checked) -> Rewritten:
    return Rewritten(source.file, source.data, source.data, refused=why)
