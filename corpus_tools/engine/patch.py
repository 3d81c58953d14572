"""A patch put on files: every file before and after. Nothing is written here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct

from ..canonical import canonical_record
from ..diff import Difference, patch
from ..errors import PatchMismatch, UnreadableFile
from ..file_names import file_name
from ..model import Record
from ..store.manifest import nearest
from ..store.source import Source, sources
from .diff import Side
from .manifest import manifest_change


class Patched(Struct, frozen=True):
    """A file before and after; None where it is not there."""

    file: str
    before: bytes | None
    after: bytes | None


def patched(path: str, differences: Iterable[Difference]) -> list[Patched]:
    """Every file that a patch changes, makes or takes away, and the manifest with the checksums of what changed.

    Raises:
        PatchMismatch: it does not fit; the place is told.
        CorpusToolsError: something cannot be read or is no sound record.
    """
    side = Side(sources([path]))
    home = str(Path(side.first.file).parent) if side.first and os.path.isdir(path) else path
    files: dict[str, dict[int, Record | None]] = {}
    for difference in differences:
        for source, record in _results(home, side, difference):
            found = files.setdefault(source.file, {})
            found[source.line or -1 - len(found)] = record
    found_files = [_file(file, found) for file, found in files.items()]
    top = Path(path).resolve()
    done = {file.file: file.after for file in found_files if file.after is not None}
    manifest = manifest_change(nearest(top if top.is_dir() else top.parent), done)
    return [*found_files, *(Patched(change.file, change.before, change.after) for change in manifest)]


def _results(home: str, side: Side, difference: Difference) -> Iterator[tuple[Source, Record | None]]:
    """What becomes of the document of an article, and of others where it changes its name."""
    source = side.source(difference.article)
    if difference.status == "added":
        if source is not None:
            raise PatchMismatch(difference.article, "no such article", f"one in {source.file}")
        yield _new(home, difference.article), _stored(difference)
        return
    if source is None:
        raise PatchMismatch(difference.article, f"an article of that id in {home}", "none")
    record = side.record(difference.article)
    if difference.status == "removed":
        if canonical_record(record) != canonical_record(_stored(difference)):
            raise PatchMismatch(difference.article, "the article as it was removed", "another version of it")
        yield source, None
        return
    made = patch(record, difference)
    if made.id != record.id and Path(source.file).name == file_name(record.id):
        yield source, None
        source = _new(str(Path(source.file).parent), made.id)
    yield source, made


def _stored(difference: Difference) -> Record:
    if difference.record is UNSET:
        raise PatchMismatch(difference.article, "the whole record in the patch", "none")
    return msgspec.json.decode(msgspec.json.encode(difference.record), type=Record)


def _new(path: str, article: str) -> Source:
    """Where an article that is new is put: in a file of its own, or at the end of a file of many."""
    if path.endswith(".jsonl"):
        return Source(path, line=0)
    if not os.path.isdir(path):
        raise UnreadableFile(path, f"{article} is new: only a folder or a .jsonl file has room for it")
    return Source(str(Path(path) / file_name(article)), line=0)


def _file(file: str, records: dict[int, Record | None]) -> Patched:
    """A file with some of its documents changed; those with a number below 1 are new."""
    if file.endswith((".gz", ".zst")):
        raise UnreadableFile(file, "a packed file cannot be patched: unpack it first")
    before = Path(file).read_bytes() if os.path.exists(file) else None
    if file.endswith(".jsonl"):
        return Patched(file, before, _lines(before or b"", records))
    if before is not None and 1 not in records:
        raise PatchMismatch(file, "no such file", "one")
    made = [record for record in records.values() if record is not None]
    return Patched(file, before, canonical_record(made[-1]).encode() if made else None)


def _lines(before: bytes, records: dict[int, Record | None]) -> bytes:
    """A file of one record a line, with some lines changed, taken out, or put at its end."""
    lines = dict(enumerate(before.removesuffix(b"\n").split(b"\n") if before else (), 1))
    kept = {number: line for number, line in lines.items() if number not in records}
    made = {number: msgspec.json.encode(record) for number, record in records.items() if record is not None}
    order = sorted({**kept, **made}, key=lambda number: (number < 1, abs(number)))
    return b"".join({**kept, **made}[number] + b"\n" for number in order)
