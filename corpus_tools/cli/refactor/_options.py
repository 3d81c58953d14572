"""The options that commands of this group share."""

from __future__ import annotations

from typing import Annotated

import typer

Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="The corpus: its folder, or files of it.")]
OwnTagset = Annotated[
    str | None, typer.Option("--tagset", metavar="FILE", help="The tag set. [default: the first one of the manifest]")
]
UndoFile = Annotated[
    str | None,
    typer.Option("--undo", metavar="FILE", help="Where to write what puts it back. [default: refactor.undo]"),
]
DryRun = Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")]
