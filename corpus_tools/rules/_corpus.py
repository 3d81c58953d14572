"""A corpus laid out for rules: what each record told about itself, and the manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from ..findings import Path
from ._rule import Rule


class Article(Struct, frozen=True, kw_only=True):
    """One record of the corpus: its file and line, its id, and what rules gathered from it, by their codes.

    `name` is the file's path as the manifest would write it, or the whole path where there is no manifest; it is empty
    for a record that came by standard input.
    """

    file: str
    line: int
    id: str
    facts: Mapping[str, Any]
    name: str = ""


class Manifest(Struct, frozen=True):
    """The manifest of the corpus: its file, and its tree, which fits the schema."""

    file: str
    tree: Mapping[str, Any]
    line: int = 1
    name: str = "corpus.json"


class Spot(Struct, frozen=True):
    """A place in one of the documents of a corpus."""

    document: Article | Manifest
    path: Path = ()


Texts = Callable[[Iterable[Article]], Iterator[tuple[Article, str]]]
"""Reads the files of some articles again, each once, and gives their texts, in any order."""


class CorpusView:
    """All records that were checked together, in their order, and the manifest that speaks for them.

    `unread` are files of the corpus of which nothing is known, not checked or not readable, so that what is absent may
    be in them. `listed` are the files that the manifest lists and that exist, relative to it, with the SHA-256 and the
    number of their bytes. `texts` is for what cannot be told from facts; most rules need none.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        manifest: Manifest | None = None,
        *,
        unread: Iterable[str] = (),
        listed: Mapping[str, tuple[str, int]] | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        texts: Texts,
    ) -> None:
        self.articles, self.manifest, self.unread = articles, manifest, frozenset(unread)
        self.listed = listed or {}
        self.texts = texts
        self._options = options or {}

    def option(self, rule: Rule, name: str) -> Any:
        """What the project set for an option of a rule, or else the rule's default."""
        return self._options.get(rule.code, rule.options).get(name, rule.options[name])

    @cached_property
    def _splits(self) -> dict[str, str]:
        splits = self.manifest.tree["splits"] if self.manifest else {}
        return {article: name for name, articles in splits.items() for article in articles}

    def facts(self, code: str) -> Iterator[tuple[Article, Any]]:
        """What a rule gathered from each record that had something to tell."""
        return ((article, article.facts[code]) for article in self.articles if code in article.facts)

    def split_of(self, article: Article) -> str | None:
        """The part of the corpus an article is in: train, test and so on; None where the manifest does not say."""
        return self._splits.get(article.id)

    @cached_property
    def published(self) -> list[Article]:
        """The articles that lie where the manifest says that the articles of the corpus are."""
        place = self.manifest.tree["articles"]["path"].removeprefix("./").rstrip("/") if self.manifest else ""
        everywhere = place in ("", ".")
        return [a for a in self.articles if everywhere or a.name == place or a.name.startswith(f"{place}/")]
