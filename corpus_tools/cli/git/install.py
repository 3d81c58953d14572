"""`corpus-tools git install`: the merge driver registered in a clone."""

from __future__ import annotations

from typing import Annotated

import typer


def install(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="Where the records are. [default: corpus, else here]")
    ] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit with 1 where something is missing.")
    ] = False,
    uninstall: Annotated[bool, typer.Option("--uninstall", help="Take it out again.")] = False,
) -> None:
    """Register the merge driver and the readable form for `git diff` in this clone.

    It sets the configuration of the clone, which git does not pass on: everybody runs this once. The line in
    .gitattributes says for which files; commit it. Where corpus-tools is missing at a merge, git reports a conflict,
    our version stays, and nothing is lost. Exit codes: 0 done; 1 with --check something is missing; 2 no repository.
    """
    from ...report.git_setup import run

    raise typer.Exit(run(folder, check=check, uninstall=uninstall))


COMMAND = install
