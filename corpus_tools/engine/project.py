"""What a run is held to: the rules chosen, the tag sets at hand, and the exceptions a project has made."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from .. import __version__, rules
from ..decode import decode
from ..findings import Finding, Severity
from ..model import Record
from ..rules import Rule, fingerprint
from ..store import config
from ..store.cache import Cache, key
from ..store.config import Config, Override, Patterns
from ..store.manifest import Surroundings, may_be_under
from ..store.source import Source, sources
from ..text import encodable
from ..validation import Selection, Surveyed, check, gatherers, sound, survey


class Project:
    """The choices of a configuration file together with those of the command line, which come first.

    Without `corpora` no manifest is looked at, and so nothing is gathered for rules that need one.
    """

    def __init__(
        self,
        settings: Config,
        *,
        tagset: Iterable[str] = (),
        select: Sequence[str] = (),
        ignore: Iterable[str] = (),
        corpora: bool = True,
    ) -> None:
        own = settings.validate
        self._corpora = corpora
        self.settings, self.folder = own, settings.folder
        self.chosen = Selection(
            select or own.select,
            [*own.ignore, *ignore],
            extend=() if select else own.extend_select,
            severity=own.severity,
            options=own.options,
        )
        self.surroundings = Surroundings([*(str(settings.folder / path) for path in own.tagset), *tagset])
        self._cache: Cache[Surveyed] | None = None
        self.exceptions = [Exceptions(override, settings.folder) for override in own.override]

    @cached_property
    def _excluded(self) -> Patterns:
        return Patterns(self.settings.exclude, self.folder)

    def keeps(self, file: str, named: bool) -> bool:
        """Whether a file is to be looked at: it is not excluded, or asked for by name."""
        return named or not self.settings.exclude or not self._excluded.match(file)

    def documents(
        self, paths: Iterable[str], stdin_name: str = "<stdin>", since: str | None = None
    ) -> Iterator[Source]:
        """The documents under some paths that are not excluded; with `since`, only those touched since a revision.

        Raises:
            UnreadableFile: git does not know the revision, or there is no git.
        """
        if since is None:
            return sources(paths, stdin_name, self.keeps)
        from ..store.git import touched

        return self.among(touched(since, self.folder), paths, stdin_name)

    def among(self, wanted: Collection[Path], paths: Iterable[str], stdin_name: str = "") -> Iterator[Source]:
        """Those of the documents under some paths whose files, resolved, are among the ones wanted."""
        return sources(
            paths, stdin_name, lambda file, named: Path(file).resolve() in wanted and self.keeps(file, named)
        )

    def check(self, source: Source) -> list[Finding]:
        """What is wrong with one document that could be read, in the order of its lines."""
        found = check(source, self.surroundings.tagsets(source.file), self.chosen)
        return sorted(self.kept(found), key=place)

    def sound(self, source: Source) -> Record | Surveyed:
        """The record in a document that has no errors, or else what the document is, and its errors."""
        found = sound(source, self.surroundings.tagsets(source.file), self.chosen, self._grave)
        if isinstance(found, Record):
            return found
        errors = [one for one in sorted(self.kept(found.findings), key=place) if one.severity == "error"]
        record = None if errors else decode(source.data)
        return record or replace(found, findings=errors)

    @cached_property
    def _grave(self) -> frozenset[str]:
        """The codes that are errors somewhere by way of an exception."""
        return frozenset(code for one in self.exceptions for code in one.grave)

    def survey(self, source: Source) -> Surveyed:
        """The same, with what the document tells about its corpus; from the cache where it is known."""
        if self._cache is None:
            found = self._survey(source)
        else:
            name = key(source.data, source.file, source.line, self.surroundings.mark(source.file))
            found = self._cache.get(name) or self._survey(source)
            self._cache.put(name, found)
        kept = sorted(self.kept(_named(found.findings, source.file)), key=place)
        return replace(found, findings=kept)

    def _survey(self, source: Source) -> Surveyed:
        return survey(source, self.surroundings.tagsets(source.file), self.chosen, self._gatherers(source.file))

    def _gatherers(self, file: str) -> tuple[Rule, ...]:
        """The rules that gather from a record: all about a corpus where its folder has a manifest."""
        return self._all if self._corpora and self.surroundings.manifest(file) else self._loose

    @cached_property
    def finds_repeats_only(self) -> bool:
        """Whether all that is looked for among loose records is that no two share something."""
        return all(rule.loose for rule in self._loose)

    @cached_property
    def _all(self) -> tuple[Rule, ...]:
        return gatherers(self.chosen, has_manifest=True)

    @cached_property
    def _loose(self) -> tuple[Rule, ...]:
        return gatherers(self.chosen, has_manifest=False)

    def use_cache(self) -> None:
        """Keep results from now on, and use those that were kept."""
        self._cache = Cache(self.folder, self._way(), Surveyed)

    def save(self) -> None:
        """Write down the results that are kept."""
        if self._cache is not None:
            self._cache.save()

    def _way(self) -> str:
        """Everything but the document itself that what is found depends on."""
        chosen = (self.chosen.way, [rule.code for rule in self._all], [rule.code for rule in self._loose])
        return repr((__version__, fingerprint(), chosen, datetime.date.today()))

    def kept(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that are reported, with the severity that the project gives them."""
        for finding in found:
            judged: Finding | None = finding
            for exception in self.exceptions:
                judged = exception.judged(judged) if judged else None
            if judged:
                yield judged


class Exceptions:
    """Other choices for some files, some layers, or both."""

    def __init__(self, override: Override, folder: Path) -> None:
        self._ignore = rules.select(override.ignore)
        self._severity: dict[str, Severity] = {
            code: severity for name, severity in override.severity.items() for code in rules.select([name])
        }
        self._layers = frozenset(override.layers)
        self._paths = Patterns(override.paths, folder) if override.paths else None

    @property
    def grave(self) -> Iterator[str]:
        """The codes that are errors here."""
        return (code for code, severity in self._severity.items() if severity == "error")

    def judged(self, finding: Finding) -> Finding | None:
        """A finding as these choices have it, None where they ignore it."""
        if not self._concern(finding):
            return finding
        if finding.code in self._ignore:
            return None
        severity = self._severity.get(finding.code, finding.severity)
        return finding if severity == finding.severity else replace(finding, severity=severity)

    def _concern(self, finding: Finding) -> bool:
        if finding.code not in self._ignore and finding.code not in self._severity:
            return False
        in_layer = not self._layers or finding.layer in self._layers
        return in_layer and (self._paths is None or self._paths.match(finding.file))


def project(paths: Sequence[str], config_file: str | None = None, **choices: object) -> Project:
    """The project that the first of some paths is in, or the one that a configuration file describes.

    Raises:
        CorpusToolsError: the configuration or one of the choices cannot be used.
    """
    first = Path(paths[0]) if paths and paths[0] != "-" else Path()
    settings = config.read(Path(config_file)) if config_file else config.find(first if first.is_dir() else first.parent)
    return Project(settings, corpora=may_be_under(paths), **choices)  # type: ignore[arg-type]


def _named(found: Iterable[Finding], file: str) -> Iterator[Finding]:
    """Findings under the name that their file has in this run."""
    for finding in found:
        yield finding if finding.file == file else replace(finding, file=encodable(file))


def place(finding: Finding) -> tuple[int, int, str]:
    """Where a finding stands among those of its file."""
    return finding.line or 0, finding.column or 0, finding.code
