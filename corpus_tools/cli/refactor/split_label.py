"""`corpus-tools refactor split-label`: several labels in place of one, told apart by a table."""

from __future__ import annotations

from typing import Annotated

import typer

from ._options import DryRun, OwnTagset, Paths, UndoFile


def split_label(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="The type that is split: LOC, entity:LOC, event:Attack ...")
    ],
    table: Annotated[
        str, typer.Option("--by", metavar="FILE", help="CSV: a column `label`, and columns that tell what gets it.")
    ],
    paths: Paths,
    tagset: OwnTagset = None,
    undo: UndoFile = None,
    diff: DryRun = False,
) -> None:
    """Give annotations of one type several types, by the first row of a table that fits.

    Columns of the table beside `label` are `text` (the words of the annotation), `level`, `value`, `annotation` (its
    id), `chain`, or the name of an attribute; an empty cell fits everything. What no row fits keeps its type, and is
    counted. The new types are added to the tag set below the old one, in its next minor version.
    """
    from ...engine.refactor import Scope, refactor
    from ...refactor import split
    from ...refactor.tables import Table
    from ...report.refactored import carry_out

    scope = Scope(paths, tagset)
    label = scope.type(scope.label(old))
    rows = Table.read(table)
    files = lambda: refactor(scope, label, rows.choose, lambda tree: split(tree, label, rows.labels))  # noqa: E731
    raise typer.Exit(carry_out(files, f"split-label {label}", undo, diff=diff))


COMMAND = split_label
