"""`corpus-tools validate`: what is wrong, where, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..plugins import names

if TYPE_CHECKING:
    from ..engine.project import Project
    from ..findings import Checked, FixClass


class Baselines(StrEnum):
    write = "write"
    check = "check"


FORMATS = names("corpus_tools.report.formats")


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files, folders, patterns, or - for standard input. [default: the current folder]"
        ),
    ] = None,
    tagset: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A tag set, a file or political-news, for layers that name it or none."),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help="Only these rules: codes, families (SPN) or names.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULES", help="Not these rules.")] = None,
    output_format: Annotated[
        str,
        typer.Option(
            metavar=f"<{'|'.join(FORMATS)}>",
            autocompletion=lambda: FORMATS,
            help="How to report; -q, --statistics and --limit are for text.",
        ),
    ] = "text",
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write the report to a file.")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing when there are no findings.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule instead of listing them.")
    ] = False,
    limit: Annotated[
        int, typer.Option(min=0, metavar="N", help="Findings shown of one rule in one file; 0 shows all.")
    ] = 10,
    fix: Annotated[bool, typer.Option("--fix", help="Make the fixes that cannot change the meaning.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Make also those that may change offsets or meaning.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what fixes would change; write nothing.")] = False,
    update_manifest: Annotated[
        bool, typer.Option("--update-manifest", help="Bring checksums and counts of corpus.json into step first.")
    ] = False,
    config: Annotated[
        str | None, typer.Option(metavar="FILE", help="Settings, instead of the nearest corpus.toml or pyproject.toml.")
    ] = None,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Keep results of folders, and use those that were kept.")
    ] = True,
    changed: Annotated[
        str | None,
        typer.Option("--changed", metavar="[REV]", help="Only files touched since a git revision. [without REV: HEAD]"),
    ] = None,
    baseline: Annotated[
        Baselines | None,
        typer.Option(help="Write what is found to the baseline, or tell only what it does not know."),
    ] = None,
    baseline_file: Annotated[
        str | None, typer.Option(metavar="FILE", help="The baseline. [default: .corpus-baseline.json]")
    ] = None,
    expires: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The last day of what is written to the baseline."),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file is saved, and show only what changed.")
    ] = False,
    annotator: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only findings in layers of this annotator.")
    ] = None,
    feedback: Annotated[
        str | None, typer.Option("--report", metavar="FILE", help="Write a page of feedback in Markdown as well.")
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even when there are findings.")] = False,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="The name to report for standard input.")
    ] = "<stdin>",
) -> None:
    """Check records, tag sets and manifests, and list every finding with its place.

    Exits with 1 where there are errors or warnings, with 2 where a file could not be read or a name is unknown.
    """
    from ..engine import validate_sources
    from ..engine.project import project
    from ..report import show_findings
    from ._options import split

    paths = paths or ["."]

    def start() -> Project:
        return project(paths, config, tagset=tagset or (), select=split(select), ignore=split(ignore))

    if watch:
        others = (fix, unsafe_fixes, diff, update_manifest, changed, baseline, annotator, feedback, output, statistics)
        _watch(paths, start, limit, alone=not any(others) and output_format == "text")
        return
    held_to = start()
    if fix or unsafe_fixes or diff:
        mended = _mend(paths, held_to, changed, unsafe=unsafe_fixes, diff=diff, quiet=quiet)
        if diff:
            raise typer.Exit(1 if mended and not exit_zero else 0)
    if update_manifest:
        _update_manifests(paths, quiet=quiet)
    if cache and held_to.settings.cache and any(map(os.path.isdir, paths)):
        held_to.use_cache()
    documents = held_to.documents(paths, stdin_filename, changed)
    found: Iterable[Checked] = validate_sources(documents, held_to, whole=changed is None)
    if baseline:
        found = _with_baseline(found, baseline, baseline_file, expires, held_to, quiet=quiet)
    if annotator or feedback:
        found = _with_feedback(found, annotator, feedback)
    summary = show_findings(found, output_format, output, quiet=quiet, statistics=statistics, limit=limit)
    raise typer.Exit(0 if exit_zero and not summary.unreadable else summary.exit_code)


def _watch(paths: list[str], start: Callable[[], Project], limit: int, *, alone: bool) -> None:
    """Show what changes until Ctrl-C is pressed; `alone` tells that nothing else was asked for."""
    from ..engine.watch import watch_files
    from ..report.watch import show_changes
    from ._options import needs

    if not alone or "-" in paths:
        raise typer.BadParameter("goes with files and plain text only: no fixes, no other report", param_hint="--watch")
    with needs("watch", "watchfiles"):
        from ..store.watching import saved
    with suppress(KeyboardInterrupt):
        show_changes(watch_files(paths, start, saved(paths)), limit)


def _mend(paths: list[str], held_to: Project, changed: str | None, *, unsafe: bool, diff: bool, quiet: bool) -> int:
    """Make fixes, or show them, before the files are checked; returns how many files they change."""
    from ..engine.fix import fix_sources
    from ..report.fixes import apply_fixes

    if "-" in paths:
        raise typer.BadParameter("standard input cannot be mended in place: give a file", param_hint="--fix")
    classes: tuple[FixClass, ...] = ("safe", "unsafe") if unsafe else ("safe",)
    return apply_fixes(fix_sources(held_to.documents(paths, "", changed), held_to, classes), diff=diff, quiet=quiet)


def _update_manifests(paths: list[str], *, quiet: bool) -> None:
    """Write the checksums, sizes and counts of files as they are into the manifests of the corpora given.

    Raises:
        CorpusToolsError: there is no manifest.
    """
    from ..engine.manifest import refreshed
    from ..errors import CorpusToolsError
    from ..report.refactored import write_files
    from ..store.manifest import nearest

    folders = [Path(path).resolve() for path in paths if path != "-"]
    found = (nearest(folder if folder.is_dir() else folder.parent) for folder in folders)
    manifests = list(dict.fromkeys(manifest for manifest in found if manifest))
    if not manifests:
        raise CorpusToolsError("there is no manifest to update: no corpus.json lies in these folders or above them")
    write_files((change for manifest in manifests for change in refreshed(manifest)), quiet=quiet)


def _with_baseline(
    found: Iterable[Checked],
    job: Baselines,
    file: str | None,
    expires: datetime | None,
    held_to: Project,
    *,
    quiet: bool,
) -> Iterable[Checked]:
    """Write what is found to the baseline and stop, or take away what the baseline knows."""
    from ..report.baseline import against_baseline, write_baseline

    path = Path(file) if file else held_to.folder / held_to.settings.baseline
    if job is Baselines.write:
        raise typer.Exit(write_baseline(found, path, expires.date() if expires else None))
    return against_baseline(found, path, held_to.chosen.reports, quiet=quiet)


def _with_feedback(found: Iterable[Checked], annotator: str | None, file: str | None) -> Iterable[Checked]:
    """Leave only what is in the layers of one annotator, and write a page of it."""
    from ..report.feedback import of_annotator, with_page

    found = of_annotator(found, annotator) if annotator else found
    return with_page(found, annotator, Path(file)) if file else found


COMMAND = validate
