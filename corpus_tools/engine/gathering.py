"""What records told about the corpora they belong to, put together."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..findings import Finding
from ..rules import Article, CorpusView, Manifest
from ..store.manifest import nearest, present
from ..store.source import Source, again
from ..validation import Surveyed, check_corpus
from .project import Project, place
from .repeats import Repeats


class Gathering:
    """Records by the manifest that speaks for them, as far as it was checked with them; the others are loose."""

    def __init__(self, project: Project, *, whole: bool) -> None:
        self._project, self._whole = project, whole
        self._articles: defaultdict[Path | None, list[Article]] = defaultdict(list)
        self._unread: defaultdict[Path | None, list[str]] = defaultdict(list)
        self._manifests: dict[Path, Manifest] = {}
        self._repeats = Repeats()
        """Loose records in files, of which only those are looked at again that share something."""
        self._folders: dict[str, Path | None] = {}

    def add(self, source: Source, surveyed: Surveyed) -> None:
        """Keep what a document told."""
        if surveyed.manifest is not None:
            self._manifests[Path(source.file).resolve()] = Manifest(source.file, surveyed.manifest)
        elif surveyed.article is not None:
            home = self._home(source)
            if home is None and self._project.finds_repeats_only and os.path.isfile(source.file):
                values = (surveyed.article, *surveyed.facts.values())
                self._repeats.add(source.file, source.line, values)
                return
            name = _relative(source.file, home.parent if home else Path())
            article = Article(file=source.file, line=source.line, id=surveyed.article, facts=surveyed.facts, name=name)
            self._articles[home].append(article)
        elif surveyed.kind != "tagset":
            self.unread(source)

    def unread(self, source: Source) -> None:
        """Keep in mind a document of which nothing is known."""
        self._unread[self._home(source)].append(source.file)

    def findings(self) -> Iterator[Finding]:
        """What is wrong with each corpus, file by file, in the order of lines."""
        loose = [a for home, articles in self._articles.items() if not self._has(home) for a in articles]
        loose += self._repeated()
        views = [(CorpusView(loose, options=self._project.chosen.options), False)]
        views += [(self._view(home, manifest), True) for home, manifest in self._manifests.items() if self._whole]
        found = [f for view, whole in views for f in self._of(view, has_manifest=whole)]
        order = {name: number for number, name in enumerate(dict.fromkeys(finding.file for finding in found))}
        yield from sorted(self._project.kept(found), key=lambda finding: (order[finding.file], *place(finding)))

    def _repeated(self) -> Iterator[Article]:
        """The loose records that share something, surveyed once more."""
        for file, line in self._repeats.suspects():
            source = again(file, line)
            surveyed = self._project.survey(source) if source.error is None else None
            if surveyed and surveyed.article is not None:
                yield Article(file=file, line=line, id=surveyed.article, facts=surveyed.facts, name=file)

    def _of(self, view: CorpusView, *, has_manifest: bool) -> Iterator[Finding]:
        return check_corpus(view, self._project.chosen, self._again, has_manifest=has_manifest)

    def _has(self, home: Path | None) -> bool:
        return self._whole and home in self._manifests

    def _view(self, home: Path, manifest: Manifest) -> CorpusView:
        return CorpusView(
            self._articles[home],
            manifest,
            unread=[_relative(file, home.parent) for file in self._unread[home]],
            present=present(home, manifest.tree) if self._project.chosen.reports("COR003") else {},
            options=self._project.chosen.options,
        )

    def _home(self, source: Source) -> Path | None:
        """The manifest of the folder a document is in, or of the nearest one above it."""
        folder = os.path.dirname(source.file)
        if folder not in self._folders:
            self._folders[folder] = nearest(Path(folder).resolve())
        return self._folders[folder]

    def _again(self, document: Article | Manifest) -> Source:
        """A document once more; what came by standard input is gone, so that only its line is known."""
        line = document.line if isinstance(document, Article) else 1
        found = again(document.file, line)
        return found if found.error is None else Source(document.file, b"null", line)


def _relative(file: str, folder: Path) -> str:
    return os.path.relpath(os.path.abspath(file), folder.resolve()).replace(os.sep, "/")
