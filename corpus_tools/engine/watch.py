"""Files checked again as they are saved, and what changed in each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from ..errors import CorpusToolsError
from ..findings import Finding
from ..fixing import fresh
from ..store import config, manifest
from ..store.source import Source
from .project import Project


class Look(Struct, frozen=True):
    """What a look at a file showed: its findings, and the kinds of its documents, or why it could not be read."""

    findings: list[Finding] = []
    kinds: frozenset[str | None] = frozenset()
    error: str | None = None


class Change(Struct, frozen=True):
    """What became of a file from one look to the next: findings that are new, those that are gone, and what is left.

    `error` tells why it cannot be read now, where it could be before.
    """

    file: str
    new: list[Finding]
    gone: list[Finding]
    left: int
    error: str | None = None


def change(file: str, before: Look, after: Look) -> Change | None:
    """What became of a file, None where all that was wrong is as wrong as before, be it in another place."""
    new, gone = fresh(after.findings, before.findings), fresh(before.findings, after.findings)
    error = after.error if after.error != before.error else None
    return Change(file, new, gone, len(after.findings), error) if new or gone or error else None


def watch_files(
    paths: Sequence[str], start: Callable[[], Project], rounds: Iterable[Collection[Path]]
) -> Iterator[list[Change]]:
    """Look at all files, then round by round at those that were saved, and yield what changed.

    `start` reads the settings; it is called again, and all files are looked at again, when settings, a manifest or a
    tag set were saved.

    Raises:
        CorpusToolsError: the settings cannot be used at the start; later on that is a change of theirs.
    """
    watch = _Watch(paths, start)
    for number, saved in enumerate(rounds):
        yield watch.everything() if number == 0 else watch.after(saved) if saved else []


class _Watch:
    """Remembers the last look at each file."""

    def __init__(self, paths: Sequence[str], start: Callable[[], Project]) -> None:
        self._paths, self._start = paths, start
        self._project = start()
        self._looks: dict[str, Look] = {}

    def everything(self) -> list[Change]:
        """What changed in any file."""
        looks = dict(_looks(self._project.documents(self._paths, ""), self._project))
        return self._changes({**dict.fromkeys(self._looks, Look()), **looks})

    def after(self, saved: Collection[Path]) -> list[Change]:
        """What changed since some files were saved."""
        looks = dict(_looks(self._project.among(saved, self._paths), self._project))
        gone = {file: Look() for file in self._looks if file not in looks and Path(file).resolve() in saved}
        touched = {**gone, **looks}
        has_settings = any(path.name in config.NAMES for path in saved)
        if has_settings or any(map(_speaks_for_others, self._both(touched))):
            return self._anew()
        return self._changes(touched)

    def _both(self, touched: dict[str, Look]) -> Iterator[Look]:
        """The looks at some files, and the former ones."""
        yield from touched.values()
        yield from (self._looks[file] for file in touched if file in self._looks)

    def _anew(self) -> list[Change]:
        """What changed in any file now that its surroundings did; settings that cannot be used leave all as it was."""
        manifest.forget()
        try:
            self._project = self._start()
        except CorpusToolsError as error:
            return [Change("settings", [], [], 0, str(error))]
        return self.everything()

    def _changes(self, looks: dict[str, Look]) -> list[Change]:
        found = [change(file, self._looks.get(file, Look()), look) for file, look in looks.items()]
        self._looks.update(looks)
        return [one for one in found if one is not None]


def _looks(documents: Iterable[Source], project: Project) -> Iterator[tuple[str, Look]]:
    """A look at each file; one may hold many documents."""
    for file, sources in groupby(documents, key=lambda source: source.file):
        parts = list(sources)
        surveyed = [project.survey(source) for source in parts if source.error is None]
        error = next((source.error for source in parts if source.error is not None), None)
        findings = [finding for one in surveyed for finding in one.findings]
        yield file, Look(findings, frozenset(one.kind for one in surveyed), error)


def _speaks_for_others(look: Look) -> bool:
    """Whether other files are checked by what stands in this one."""
    return not look.kinds.isdisjoint(("tagset", "corpus"))
