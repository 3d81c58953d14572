"""What records told about the corpora they belong to, put together."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from ..findings import Finding
from ..rules import Article, CorpusView, Manifest
from ..store.manifest import listed_files, record_files
from ..store.source import Source, again
from ..validation import Surveyed, check_corpus
from .project import Project, place
from .repeats import Repeats
from .rereading import Rereading


class Gathering:
    """Records by the manifest that speaks for them, as far as it was checked with them; the others are loose."""

    def __init__(self, project: Project, *, whole: bool) -> None:
        self._project, self._whole = project, whole
        self._articles: defaultdict[Path | None, list[Article]] = defaultdict(list)
        self._unread: defaultdict[Path | None, set[str]] = defaultdict(set)
        self._met: defaultdict[Path | None, set[str]] = defaultdict(set)
        """Names of files by their manifest; of loose ones none are kept."""
        self._manifests: dict[Path, Manifest] = {}
        self._repeats = Repeats()
        """Loose records in files, of which only those are looked at again that share something."""
        self._rereading = Rereading()
        self._names = Names(project)

    def add(self, source: Source, surveyed: Surveyed) -> None:
        """Keep what a document told."""
        home, name = self._names.of(source)
        if home is not None:
            self._met[home].add(name)
        if surveyed.manifest is not None and home is not None and name == home.name:
            self._manifests[home] = Manifest(source.file, surveyed.manifest)
        elif surveyed.article is not None:
            self._add_article(home, source, _article(source, surveyed, name))
        elif surveyed.kind in (None, "article"):
            self._unread[home].add(name)

    def _add_article(self, home: Path | None, source: Source, article: Article) -> None:
        if home is None and article.name and self._project.finds_repeats_only:
            self._repeats.add(article.file, article.line, (article.id, *article.facts.values()))
            return
        self._articles[home].append(article)
        if not article.name and not self._project.finds_repeats_only:
            self._rereading.keep(source)

    def unread(self, source: Source) -> None:
        """Keep in mind a document of which nothing is known."""
        self.add(source, Surveyed([]))

    def findings(self) -> Iterator[Finding]:
        """What is wrong with each corpus, file by file, in the order of lines."""
        found = [finding for view in self._views() for finding in self._of(view)]
        order = {name: number for number, name in enumerate(dict.fromkeys(finding.file for finding in found))}
        yield from sorted(self._project.kept(found), key=lambda finding: (order[finding.file], *place(finding)))

    def _of(self, view: CorpusView) -> Iterator[Finding]:
        chosen = self._project.chosen
        return check_corpus(view, chosen, self._rereading.documents, has_manifest=view.manifest is not None)

    def _views(self) -> Iterator[CorpusView]:
        """The loose records, then each corpus with its manifest."""
        speaking = self._manifests if self._whole else {}
        loose = [a for home, articles in self._articles.items() if home not in speaking for a in articles]
        yield self._view([*loose, *self._repeated()])
        for home, manifest in speaking.items():
            files = (name for name in record_files(home, manifest.tree) if name not in self._met[home])
            listed = listed_files(home, manifest.tree) if self._project.chosen.reports("COR003") else {}
            yield self._view(self._articles[home], manifest, self._unread[home].union(files), listed)

    def _view(
        self,
        articles: Iterable[Article],
        manifest: Manifest | None = None,
        unread: Iterable[str] = (),
        listed: Mapping[str, tuple[str, int]] = {},
    ) -> CorpusView:
        """The articles laid out for rules; one that was met twice, by two of the paths given, counts once."""
        once = {(article.name or article.file, article.line): article for article in articles}
        options, texts = self._project.chosen.options, self._rereading.texts
        return CorpusView(list(once.values()), manifest, unread=unread, listed=listed, options=options, texts=texts)

    def _repeated(self) -> Iterator[Article]:
        """The loose records that share something, surveyed once more."""
        for file, suspects in groupby(self._repeats.suspects(), key=itemgetter(0)):
            for source in again(file, {line for _, line in suspects}):
                surveyed = self._project.survey(source) if source.error is None else Surveyed([])
                if surveyed.article is not None:
                    yield _article(source, surveyed, self._names.of(source)[1])


def _article(source: Source, surveyed: Surveyed, name: str) -> Article:
    return Article(file=source.file, line=source.line, id=surveyed.article or "", facts=surveyed.facts, name=name)


class Names:
    """The manifest above each file, and the file's name seen from there."""

    def __init__(self, project: Project) -> None:
        self._manifest = project.surroundings.manifest
        self._folders: dict[str, tuple[Path | None, str]] = {}
        self._last: tuple[str, tuple[Path | None, str]] | None = None

    def of(self, source: Source) -> tuple[Path | None, str]:
        """The nearest manifest, None where there is none, and the name; empty for what is in no file."""
        if source.passing:
            return None, ""
        if self._last is None or self._last[0] != source.file:
            self._last = source.file, self._found(source.file)
        return self._last[1]

    def _found(self, file: str) -> tuple[Path | None, str]:
        folder, name = os.path.split(file)
        if not os.path.isfile(file):
            return None, ""
        if folder not in self._folders:
            home, real = self._manifest(file), Path(folder).resolve()
            self._folders[folder] = home, (real.relative_to(home.parent) if home else real).as_posix()
        home, within = self._folders[folder]
        return home, name if within == "." else f"{within}/{name}"
