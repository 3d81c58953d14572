"""`corpus-tools conflicts`: what merges left open, shown and resolved."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer


def conflicts(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files of records, folders or patterns.")],
    resolve: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=SIDE", help="Take ours, theirs, base, both, or edited: what stands there is right."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Only list them, also on a terminal.")] = False,
) -> None:
    """List the open conflicts of records with what either side would make of them, and resolve them.

    NAME is the id of a conflict or of the annotation it is about, behind its layer (`ada:k1`) or its article and layer
    where it would not be clear. On a terminal each conflict is shown in turn, and one key answers; a file is written
    after its last conflict. Exit codes: 0 nothing is open; 1 conflicts are open; 2 it could not be done.
    """
    from ..report.conflicts import run

    ask = typer.getchar if sys.stdin.isatty() and sys.stdout.isatty() and not listed else None
    raise typer.Exit(run(paths, [_choice(named) for named in resolve or ()], ask))


def _choice(named: str) -> tuple[str, Any]:
    """A name and the side that is taken."""
    from ..diff.resolve import CHOICES

    name, _, side = named.rpartition("=")
    if not name or side not in CHOICES:
        raise typer.BadParameter(f"NAME=SIDE, and SIDE one of {', '.join(CHOICES)}", param_hint="--resolve")
    return name, side


COMMAND = conflicts
