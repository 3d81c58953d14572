"""`corpus-tools refactor undo`: labels as they were."""

from __future__ import annotations

from typing import Annotated

import typer

from ._options import DryRun


def undo(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The undo file that a refactor command wrote.")],
    diff: DryRun = False,
) -> None:
    """Put back what a refactor command changed, as far as it has not been changed since."""
    from ...report.refactored import take_back

    raise typer.Exit(take_back(file, diff=diff))


COMMAND = undo
