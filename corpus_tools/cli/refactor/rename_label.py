"""`corpus-tools refactor rename-label`: another name for a label."""

from __future__ import annotations

from typing import Annotated

import typer

from ._options import DryRun, OwnTagset, Paths, UndoFile


def rename_label(
    old: Annotated[str, typer.Argument(metavar="OLD", help="PER, entity:PER, role:Attack.target, attribute:tense ...")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name, without the kind.")],
    paths: Paths,
    tagset: OwnTagset = None,
    undo: UndoFile = None,
    diff: DryRun = False,
) -> None:
    """Give a label another name in the tag set and in every record that uses it.

    The tag set gets its next major version, which the records then name. Nothing is written unless all of it can be.
    """
    from ...engine.refactor import Scope, refactor
    from ...refactor import renamed
    from ...report.refactored import carry_out

    scope = Scope(paths, tagset)
    label = scope.free(scope.label(old), new)
    files = lambda: refactor(scope, label, lambda part: new, lambda tree: renamed(tree, label, new))  # noqa: E731
    raise typer.Exit(carry_out(files, f"rename-label {label} {new}", undo, diff=diff))


COMMAND = rename_label
