"""`corpus-tools refactor merge-label`: one label in place of two."""

from __future__ import annotations

from typing import Annotated

import typer

from ._options import DryRun, OwnTagset, Paths, UndoFile


def merge_label(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The label that goes: PER, entity:PER, section:lede ...")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The label that takes its place, without the kind.")],
    paths: Paths,
    tagset: OwnTagset = None,
    undo: UndoFile = None,
    diff: DryRun = False,
) -> None:
    """Let one label take the place of another in the tag set and in every record.

    Annotations that are the same afterwards stay, and `validate` tells of them; its safe fix drops one. The tag set
    gets its next major version, which the records then name.
    """
    from ...engine.refactor import Scope, refactor
    from ...refactor import merged
    from ...report.refactored import carry_out

    scope = Scope(paths, tagset)
    label = scope.other(scope.label(old), into)
    files = lambda: refactor(scope, label, lambda part: into, lambda tree: merged(tree, label, into))  # noqa: E731
    raise typer.Exit(carry_out(files, f"merge-label {label} {into}", undo, diff=diff))


COMMAND = merge_label
