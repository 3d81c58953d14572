"""`corpus-tools patch`: make one version of a corpus of another."""

from __future__ import annotations

from typing import Annotated

import typer


def patch(
    patch: Annotated[str, typer.Argument(metavar="PATCH", help="What `corpus-tools diff --patch` wrote.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="The record or corpus to change: a file or a folder.")],
    reverse: Annotated[bool, typer.Option("-R", "--reverse", help="Take the changes back.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; only tell whether it fits.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what is wrong.")] = False,
) -> None:
    """Make the changes of a patch in the files of a corpus.

    It is made as a whole or not at all: where one change does not fit, its place is told and no file is touched.
    Records are written in canonical form. Exit codes: 0 done, or with --check it fits; 2 it does not fit, or could
    not be read.
    """
    from ..report.patched import run

    raise typer.Exit(run(patch, path, reverse=reverse, check=check, quiet=quiet))


COMMAND = patch
