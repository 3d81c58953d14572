"""`corpus-tools git merge-driver`: what git calls to merge a record."""

from __future__ import annotations

from typing import Annotated

import typer


def merge_driver(
    base: Annotated[str, typer.Argument(metavar="%O", help="What both sides were made of; empty if there is none.")],
    ours: Annotated[str, typer.Argument(metavar="%A", help="Our version, which takes the result.")],
    theirs: Annotated[str, typer.Argument(metavar="%B", help="Their version.")],
    marker_size: Annotated[str, typer.Argument(metavar="%L", help="The length of conflict markers.")],
    place: Annotated[str, typer.Argument(metavar="%P", help="The name of the file in the repository.")],
) -> None:
    """Merge the three versions of a record that git gives, as `corpus-tools git install` registers it.

    Exit codes: 0 merged; 1 a conflict, which is stored in the record and told on standard error.
    """
    from ...engine.driver import main

    raise typer.Exit(main(base, ours, theirs, marker_size, place))


COMMAND = merge_driver
