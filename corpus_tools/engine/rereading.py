"""Documents read again, file by file, when there is something to say about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from ..rules import Article, Document, Manifest
from ..store.source import Source, again

Part = TypeVar("Part", bound=Article | Manifest)


class Rereading:
    """Reads documents again; what came by standard input is gone, but for what was kept."""

    def __init__(self) -> None:
        self._kept: defaultdict[str, list[Source]] = defaultdict(list)

    def keep(self, source: Source) -> None:
        """Keep a document that is in no file."""
        self._kept[source.file].append(source)

    def documents(self, parts: Iterable[Part]) -> Iterator[tuple[Part, Source]]:
        """Some documents with their bytes, or the error that there are none; each file is read once."""
        by_file: defaultdict[tuple[str, bool], dict[int, Part]] = defaultdict(dict)
        for part in parts:
            by_file[part.file, part.name != ""][part.line] = part
        for (file, is_there), wanted in by_file.items():
            for source in again(file, wanted) if is_there else self._passed(file, wanted):
                if source.line in wanted:
                    yield wanted[source.line], source

    def _passed(self, file: str, lines: Collection[int]) -> Iterable[Source]:
        return self._kept.get(file) or [Source(file, line=line, error="it has passed") for line in lines]

    def texts(self, articles: Iterable[Article]) -> Iterator[tuple[Article, str]]:
        """The texts of some articles, empty where one can no longer be read."""
        return ((article, _text(source.data)) for article, source in self.documents(articles))


class _OnlyText(Struct):
    text: str


_decoder = msgspec.json.Decoder(_OnlyText)


def _text(data: bytes) -> str:
    try:
        return _decoder.decode(data).text
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        tree = Document(data).tree
        text = tree.get("text") if isinstance(tree, dict) else None
        return text if isinstance(text, str) else ""
