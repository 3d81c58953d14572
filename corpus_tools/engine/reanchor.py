"""Records carried over to other texts: every file before and after, and what is to be reviewed. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..canonical import canonical_record
from ..decode import decode, parse
from ..diff.reanchor.annotations import Marked
from ..diff.reanchor.fates import Fate
from ..diff.reanchor.soundness import WAITING
from ..errors import CorpusToolsError
from ..findings import Checked
from ..intake.changes import Change
from ..model import Layer, Record
from ..rules import Document
from ..store.manifest import Surroundings, nearest
from ..store.source import Source, sources
from ..tagset import TagSets
from ..validation import Selection, check
from .manifest import FileChange, manifest_change
from .new_texts import NewTexts


class Outcome(Struct, frozen=True):
    """A file before and after, and what became of everything in it. `refused` tells why it is left as it is.

    `article` is empty where there is no new text for the record; `cleaned` tells what was changed in that.
    """

    file: str
    before: bytes
    after: bytes
    article: str = ""
    fates: list[Fate] = []
    cleaned: list[Change] = []
    refused: Checked | None = None

    @property
    def changed(self) -> bool:
        """Whether the file would change."""
        return self.before != self.after


def outcomes(path: str, texts: NewTexts, tagset: Iterable[str] = (), *, accept: bool = False) -> Iterator[Outcome]:
    """Every record under a path with its new text; what is no sound record is refused, with its findings."""
    surroundings = Surroundings(tagset)
    for source in sources([path]):
        if source.error is None and not source.named and Document(source.data).kind in ("tagset", "corpus"):
            continue
        if source.line > 1 and _is_one_of_many(source):  # said of the first
            continue
        try:
            yield _outcome(source, texts, surroundings.tagsets(source.file), accept=accept)
        except CorpusToolsError as error:
            yield _refused(source, Checked(source.file, [], str(error)))


def _outcome(source: Source, texts: NewTexts, tagsets: TagSets, *, accept: bool) -> Outcome:
    record = decode(source.data) if source.error is None else None
    if record is not None and not texts.has(record.id):
        return Outcome(source.file, source.data, source.data)
    why = _why_not(source, tagsets)
    if why:
        return _refused(source, why)
    record = record or parse(source.data, source.file)
    given = texts.given(record, tagsets)
    made = accepted(given.result.record, record) if accept else given.result.record
    after = source.data if made.text == record.text else canonical_record(made).encode()
    return Outcome(source.file, source.data, after, record.id, given.result.fates, given.cleaned)


def _refused(source: Source, why: Checked) -> Outcome:
    return Outcome(source.file, source.data, source.data, refused=why)


def _why_not(source: Source, tagsets: TagSets) -> Checked | None:
    """Why a record cannot be given another text."""
    if source.error is not None:
        return Checked(source.file, [], source.error)
    if _is_one_of_many(source) or not source.is_editable:
        return Checked(source.file, [], "only a record in a file of its own can be given another text")
    found = [one for one in check(source, tagsets, Selection(ignore=WAITING)) if one.severity == "error"]
    return Checked(source.file, found, "it does not validate: mend it first") if found else None


def _is_one_of_many(source: Source) -> bool:
    return source.file.endswith((".jsonl", ".gz", ".zst"))


def accepted(made: Record, former: Record) -> Record:
    """A record without the review marks that carrying it over has left."""
    checksum = sha256(former.text.encode()).hexdigest()
    return replace(made, layers=[_accepted(layer, checksum) for layer in made.layers])


def _accepted(layer: Layer, checksum: str) -> Layer:
    arrays = {array: getattr(layer, array) for array in ("entities", "events", "quotes") if getattr(layer, array)}
    return replace(layer, **{array: [_unmarked(part, checksum) for part in parts] for array, parts in arrays.items()})


def _unmarked(part: Marked, checksum: str) -> Marked:
    return replace(part, anchor=UNSET) if part.anchor and part.anchor.from_sha256 == checksum else part


def manifest_after(path: str, done: Sequence[Outcome]) -> list[FileChange]:
    """The manifest above some files with their new checksums."""
    top = Path(path).resolve()
    return list(manifest_change(nearest(top if top.is_dir() else top.parent), {one.file: one.after for one in done}))
