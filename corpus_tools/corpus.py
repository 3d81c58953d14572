"""A corpus as one thing: its records, one at a time, and its tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .model import Record
from .store.manifest import NAME, Surroundings
from .store.read import read
from .tagset import TagSet, TagSets

if TYPE_CHECKING:
    from pandas import DataFrame


class Corpus:
    """The records under a path, read when they are asked for, and pandas tables made when first looked at.

    Iterating yields records in order of file names, with memory for one. Each table has the columns that
    `corpus_tools.tables.COLUMNS` lists: `articles`, `sections`, `tokens`, `layers`, `entities`, `events`,
    `arguments`, `quotes`, `relations` and `chains`.

    Example:
        >>> import corpus_tools
        >>> corpus = corpus_tools.load("corpus")          # doctest: +SKIP
        >>> corpus.entities.groupby(["layer", "type"]).size()          # doctest: +SKIP
    """

    articles: DataFrame
    sections: DataFrame
    tokens: DataFrame
    layers: DataFrame
    entities: DataFrame
    events: DataFrame
    arguments: DataFrame
    quotes: DataFrame
    relations: DataFrame
    chains: DataFrame

    def __init__(self, path: str) -> None:
        self.path = path
        self._surroundings = Surroundings()

    def __iter__(self) -> Iterator[Record]:
        return read(self.path)

    def __getattr__(self, name: str) -> Any:
        if name not in _tables():
            raise AttributeError(f"a corpus has no table {name!r}; it has {', '.join(_tables())}")
        return self._frames[name]

    @cached_property
    def _frames(self) -> dict[str, DataFrame]:
        from .report.frames import frames

        return frames(self, self.tagsets, self.splits)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest as plain JSON; empty where the corpus has none."""
        path = Path(self.path) / NAME
        manifest: dict[str, Any] = json.loads(path.read_bytes()) if path.is_file() else {}
        return manifest

    @property
    def tagsets(self) -> TagSets:
        """The tag sets at hand for the records of the corpus."""
        return self._surroundings.tagsets(str(Path(self.path) / NAME))

    @property
    def tagset(self) -> TagSet | None:
        """The tag set of layers that name none: the first that the manifest lists."""
        return self.tagsets.default

    @cached_property
    def splits(self) -> dict[str, str]:
        """The split of each article that the manifest puts in one."""
        return {article: name for name, articles in self.manifest.get("splits", {}).items() for article in articles}


def _tables() -> tuple[str, ...]:
    from .tables import COLUMNS

    return tuple(COLUMNS)


def load(path: str = "corpus") -> Corpus:
    """Open the corpus in a folder (or one file of records); nothing is read until it is asked for."""
    return Corpus(path)
