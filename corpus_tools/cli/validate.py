"""`corpus-tools validate`: what is wrong, where, and how to mend it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    text = "text"
    json = "json"


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files, folders, patterns, or - for standard input. [default: the current folder]"
        ),
    ] = None,
    tagset: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="A tag set file, for layers that name it or name none.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help="Only these rules: codes, families (SPN) or names.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULES", help="Not these rules.")] = None,
    output_format: Annotated[Format, typer.Option(help="How to report.")] = Format.text,
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
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even when there are findings.")] = False,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="The name to report for standard input.")
    ] = "<stdin>",
) -> None:
    """Check records, tag sets and manifests, and list every finding with its place.

    Exits with 1 where there are errors or warnings, with 2 where a file could not be read or a name is unknown.
    """
    from ..engine import validate_sources
    from ..report import show_findings
    from ..store.manifest import Surroundings
    from ..store.source import sources
    from ..validation import Selection
    from ._options import split

    chosen = Selection(split(select), split(ignore))
    found = validate_sources(sources(paths or ["."], stdin_filename), Surroundings(tagset or ()), chosen)
    summary = show_findings(found, output_format, output, quiet=quiet, statistics=statistics, limit=limit)
    if summary.unreadable:
        raise typer.Exit(2)
    if summary.fails and not exit_zero:
        raise typer.Exit(1)


COMMAND = validate
