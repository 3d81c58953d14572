"""`corpus-tools diff`: what differs between two versions, corpora, layers or revisions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Output(StrEnum):
    text = "text"
    json = "json"


def diff(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[A] [B]", help="Files or folders; with --layers or --rev where to look."),
    ] = None,
    layers: Annotated[
        str | None, typer.Option(metavar="A,B", help="Hold two layers of each article against each other.")
    ] = None,
    rev: Annotated[
        str | None,
        typer.Option(metavar="A..B", help="Hold two git revisions against each other, or one against the files."),
    ] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Only count, article by article.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Changes of a class that are shown in each layer; 0: all.")] = 20,
    output_format: Annotated[Output, typer.Option(help="How to report; json is a patch.")] = Output.text,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")] = None,
    patch: Annotated[
        str | None, typer.Option(metavar="FILE", help="Also write a patch, for `corpus-tools patch`.")
    ] = None,
) -> None:
    """Show what differs between two records, two corpora, two layers or two git revisions.

    Annotations are paired by their words, types and arguments; their ids and their order do not matter. Articles are
    paired by their ids. Exit codes: 0 equal; 1 different; 2 it could not be done.
    """
    from ..engine.diff import compared, compared_layers, compared_revisions
    from ..report.differences import run, skipped

    wanted = 1 if layers or rev else 2
    given = paths or (["."] if rev else [])
    if (layers and rev) or (len(given) != wanted and not (rev and given)):
        raise typer.BadParameter("give two paths, or one with --layers A,B, or --rev A..B and where to look")
    if layers:
        names = [name.strip() for name in layers.split(",")]
        if len(names) != 2 or not all(names):
            raise typer.BadParameter("two names, joined by a comma", param_hint="--layers")
        found = compared_layers(given[0], (names[0], names[1]), skipped)
    else:
        found = compared_revisions(rev, given) if rev else compared(*given)
    raise typer.Exit(run(found, output_format.value, output, patch, stat=stat, limit=limit))


COMMAND = diff
