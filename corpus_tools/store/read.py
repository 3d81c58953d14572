"""Records from files."""

from __future__ import annotations

from collections.abc import Iterator

from .. import schema
from ..decode import decode, parse, tree_of
from ..errors import UnreadableFile
from ..model import Record
from .source import Source, sources


def read(*paths: str) -> Iterator[Record]:
    """Read the records under the given paths (files, folders, globs, JSONL, `-`), one at a time and in order.

    Tag sets and manifests met in folders are passed over.

    Raises:
        UnreadableFile: a file cannot be read.
        FormatError: a document is not a record that fits the schema; the place of the first fault is given.
    """
    for source in sources(paths):
        if source.error is not None:
            raise UnreadableFile(source.file, source.error)
        record = decode(source.data)
        if record is not None:
            yield record
        elif source.named or not _is_no_record(source):
            yield parse(source.data, source.file, source.line)


def _is_no_record(source: Source) -> bool:
    """Whether a document is a tag set or a manifest."""
    return schema.kind_of(tree_of(source.data, source.file, source.line)) in ("tagset", "corpus")
