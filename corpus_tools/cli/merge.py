"""`corpus-tools merge`: two versions of a record that were made of the same one, as one."""

from __future__ import annotations

from typing import Annotated

import typer


def merge(
    base: Annotated[
        str, typer.Argument(metavar="BASE", help="The record that both were made of; an empty file: none.")
    ],
    ours: Annotated[str, typer.Argument(metavar="OURS", help="One version.")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="The other one.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where the result goes.")],
    strategy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[CLASS=]HOW", help="What to take in conflicts, of one class or all: ours, theirs, union."
        ),
    ] = None,
) -> None:
    """Merge two versions of a record annotation by annotation, field by field.

    The result is always a record in canonical form. Where both sides changed the same thing in different ways, the
    value from before stays in place, and the conflict is stored in its layer: `corpus-tools conflicts` shows and
    resolves it. Classes of conflicts are type, boundary, attribute, field, delete_modify, delete_reference and
    add_add. Exit codes: 0 merged; 1 conflicts are left; 2 it could not be done, and nothing was written.
    """
    from ..diff.merge_clashes import strategies
    from ..report.merged import run

    raise typer.Exit(run((base, ours, theirs), output, strategies(strategy or [])))


COMMAND = merge
