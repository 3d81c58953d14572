"""Records from files, and from plain objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from .. import jsontext, schema
from ..errors import FormatError, UnreadableFile
from ..model import Record
from ..text import line_and_column
from .decode import decode
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
        record = decode(source.data) or _slowly(source)
        if record is not None:
            yield record


def _slowly(source: Source) -> Record | None:
    """Read a document that was not accepted at once: it may be one after all (12.0 for 12), or no record."""
    try:
        text = source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(source.file, source.line, None, "UTF-8", f"byte offset {error.start}") from error
    tree, faults = jsontext.parse(text)
    for fault in faults:
        raise _format_error(source, text, fault.at, "strict JSON", fault.message)
    if not source.named and schema.kind_of(tree) in ("tagset", "corpus"):
        return None
    for broken in schema.errors("article", tree):
        at = jsontext.Locator(text).find(broken.path, key=broken.on_key)
        raise _format_error(source, text, at, "a record that fits the schema", broken.message)
    return record_from(tree)


def _format_error(source: Source, text: str, at: int, expected: str, found: str) -> FormatError:
    line, column = line_and_column(text, at)
    return FormatError(source.file, source.line + line - 1, column, expected, found)


def record_from(tree: Any) -> Record:
    """Make a record of a plain object such as `json.load` gives.

    Raises:
        FormatError: the object does not fit the schema.
    """
    for error in schema.errors("article", tree):
        place = "/".join(map(str, error.path))
        raise FormatError(f"/{place}", None, None, "a record that fits the schema", error.message)
    return msgspec.json.decode(msgspec.json.encode(tree), type=Record, strict=False)
