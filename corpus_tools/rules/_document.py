"""The source of a document as rules of the first level see it: bytes, text, JSON tree."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from .. import jsontext, schema
from ..findings import Path
from ..migrations import steps
from ..model import FORMAT_VERSION
from ..text import Lines

FORMAT = (int(FORMAT_VERSION.partition(".")[0]), int(FORMAT_VERSION.partition(".")[2]))
"""Major and minor number of the format version that this tool writes."""
_BOM = b"\xef\xbb\xbf"


class Document:
    """One JSON document as it lies in a file. Offsets are code points of `text`, which has no byte order mark."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.has_bom = data.startswith(_BOM)

    @cached_property
    def text(self) -> str | None:
        """The source as text, None where it is not UTF-8."""
        try:
            return self.data.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError:
            return None

    @cached_property
    def parsed(self) -> tuple[Any, list[jsontext.Fault]]:
        """The tree, None where the source is not JSON, and every fault of the JSON."""
        return (None, []) if self.text is None else jsontext.parse(self.text)

    @property
    def tree(self) -> Any:
        """The parsed JSON."""
        return self.parsed[0]

    @cached_property
    def kind(self) -> schema.Name | None:
        """What the document is, told by its keys: article, tagset or corpus."""
        return schema.kind_of(self.tree)

    @cached_property
    def schema_errors(self) -> list[schema.SchemaError]:
        """What breaks the schema of the document's kind; an unknown kind is held to be an article."""
        return list(schema.errors(self.kind or "article", self.tree))

    @property
    def is_newer(self) -> bool:
        """Whether the format version is newer than the one this tool knows."""
        return self.version is not None and self.version > FORMAT

    @property
    def is_migratable(self) -> bool:
        """Whether it is a record of an older version that can be brought to the current one, and then be read."""
        return self.kind == "article" and self.version is not None and self.tree["format_version"] in steps()

    @property
    def is_refused(self) -> bool:
        """Whether the format version has another major number, so that nothing can be said of what it holds."""
        return self.version is not None and self.version[0] > FORMAT[0]

    @property
    def fits(self) -> bool:
        """Whether the document fits its schema as far as is known: a newer minor version may have more keys."""
        if self.kind is None or self.parsed[1]:
            return False
        if self.is_refused:
            return False
        if not self.is_newer:
            return not self.schema_errors
        return all(e.keyword == "additionalProperties" or e.path == ("format_version",) for e in self.schema_errors)

    @property
    def version(self) -> tuple[int, int] | None:
        """The format version as numbers, None where it is not of the form MAJOR.MINOR."""
        version = self.tree.get("format_version") if isinstance(self.tree, dict) else None
        parts = version.split(".") if isinstance(version, str) else []
        if len(parts) != 2 or not all(re.fullmatch("0|[1-9][0-9]{0,4}", part) for part in parts):
            return None
        return int(parts[0]), int(parts[1])

    @cached_property
    def lines(self) -> Lines:
        """The lines of the source."""
        return Lines(self.text or "")

    @cached_property
    def locator(self) -> jsontext.Locator:
        """Finds places in the source."""
        return jsontext.Locator(self.text or "")

    def offset(self, path: Path, *, on_key: bool = False) -> int:
        """Where in the source the value at a path begins, or its key."""
        return self.locator.find(path, key=on_key)
