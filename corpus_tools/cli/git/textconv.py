"""`corpus-tools git textconv`: what git calls to show a record."""

from __future__ import annotations

from typing import Annotated

import typer


def textconv(file: Annotated[str, typer.Argument(metavar="FILE", help="A version of a file.")]) -> None:
    """Write a record so that `git diff` shows one annotation a line: its text, then its canonical form."""
    import sys

    from ...engine.git import readable

    for chunk in readable(file):
        sys.stdout.buffer.write(chunk)


COMMAND = textconv
