"""Two corpora, two layers or two revisions held against each other, article by article. Nothing is written here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b

import msgspec
from msgspec import Struct

from .. import schema
from ..decode import decode, parse, tree_of
from ..diff import Difference, compare, compare_layers
from ..diff.compare import side_by_side
from ..diff.fields import tree
from ..errors import FormatError, UnknownName, UnreadableFile
from ..model import Record
from ..store.git import versions
from ..store.source import Source, sources


class Compared(Struct, frozen=True):
    """One article, as either side has it, and what differs; a side that does not have it is None."""

    difference: Difference
    a: Record | None
    b: Record | None


class _Head(Struct, frozen=True):
    """As much of a record as is needed to find its other version."""

    id: str
    text: str

    @property
    def digest(self) -> bytes:
        """A digest of the text."""
        return blake2b(self.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def compared(a: str, b: str) -> Iterator[Compared]:
    """Every article of two files or folders that is not the same; one that only has another id counts as changed.

    Raises:
        CorpusToolsError: something cannot be read or is no sound record, or two single records are different articles.
    """
    return _compared(Side(sources([a])), Side(sources([b])))


def compared_revisions(revisions: str, paths: Sequence[str]) -> Iterator[Compared]:
    """Every article below some paths that is not the same in two revisions.

    Raises:
        CorpusToolsError: git cannot give the revisions, or what they hold is no sound record.
    """
    old, new = versions(revisions, paths)
    a, b = Side(old, met=True), Side(new, met=True)
    for path in paths if not (a.texts or b.texts) else ():
        if not os.path.exists(path):
            raise UnreadableFile(path, "there is no such file or folder in either revision")
    return _compared(a, b)


def compared_layers(path: str, layers: tuple[str, str], skipped: Callable[[str], None]) -> Iterator[Compared]:
    """Every article in which two layers do not say the same; those that lack one of them are skipped, and told.

    Raises:
        UnknownName: no article has both layers.
        CorpusToolsError: something cannot be read or is no sound record.
    """
    known: set[str] = set()
    both = False
    for record in Side(sources([path])).records():
        names = {layer.name for layer in record.layers}
        known |= names
        if not names >= set(layers):
            skipped(record.id)
            continue
        both = True
        if found := compare_layers(record, *layers):
            yield Compared(found, *side_by_side(record, *layers))
    if not both:
        missing = next((name for name in layers if name not in known), layers[1])
        raise UnknownName("layer in the same article" if missing in known else "layer", missing, known)


def _compared(a: Side, b: Side) -> Iterator[Compared]:
    moved = _renamed(a, b)
    for name in a.texts:
        other = moved.get(name, name)
        one, another = a.record(name), b.record(other) if other in b.texts else None
        if another is None:
            yield Compared(Difference(article=name, status="removed", record=tree(one)), one, None)
        elif found := compare(one, another):
            yield Compared(found, one, another)
    for name in sorted(b.texts.keys() - a.texts.keys() - set(moved.values())):
        record = b.record(name)
        yield Compared(Difference(article=name, status="added", record=tree(record)), None, record)


def _renamed(a: Side, b: Side) -> dict[str, str]:
    """Articles that one side has under another id: those with the same text, or the only ones that were named."""
    if len(a.texts) == len(b.texts) == 1 and a.is_named and b.is_named:
        return {next(iter(a.texts)): next(iter(b.texts))}
    texts = {digest: name for name, digest in b.texts.items() if name not in a.texts}
    return {name: texts.pop(digest) for name, digest in a.texts.items() if name not in b.texts and digest in texts}


class Side:
    """The records of one side by their ids, with digests of their texts; each is read in full when it is its turn."""

    def __init__(self, documents: Iterable[Source], *, met: bool = False) -> None:
        self._sources: dict[str, Source] = {}
        self.texts: dict[str, bytes] = {}
        for source in documents:
            self._take(source, met=met)
        self.is_named = all(source.named for source in self._sources.values()) and not met

    def _take(self, source: Source, *, met: bool) -> None:
        if source.error is not None:
            raise UnreadableFile(source.file, source.error)
        try:
            head = msgspec.json.decode(source.data, type=_Head)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            if (met or not source.named) and _is_no_record(source):
                return
            record = parse(source.data, source.file, source.line)
            head = _Head(record.id, record.text)
        if head.id in self._sources:
            other = self._sources[head.id].file
            raise FormatError(source.file, source.line, 1, "each article once", f"{head.id}, also in {other}")
        self._sources[head.id], self.texts[head.id] = source, head.digest

    @property
    def first(self) -> Source | None:
        """The first document, None where there is none."""
        return next(iter(self._sources.values()), None)

    def source(self, name: str) -> Source | None:
        """The document that holds a record; None where there is none."""
        return self._sources.get(name)

    def record(self, name: str) -> Record:
        """One record in full."""
        source = self._sources[name]
        return decode(source.data) or parse(source.data, source.file, source.line)

    def records(self) -> Iterator[Record]:
        """All records, one at a time."""
        return map(self.record, self.texts)


def _is_no_record(source: Source) -> bool:
    """Whether a document is a tag set or a manifest."""
    return schema.kind_of(tree_of(source.data, source.file, source.line)) in ("tagset", "corpus")
