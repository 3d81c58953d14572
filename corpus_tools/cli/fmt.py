"""`corpus-tools fmt`: records in canonical form, one annotation a line."""

from __future__ import annotations

from typing import Annotated

import typer


def fmt(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, patterns, or - for standard input.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 where a file would change.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing of files that are in order.")] = False,
) -> None:
    """Write records in canonical form: one annotation a line, keys and annotations in a fixed order.

    Only the layout changes. A file that does not fit the schema is left as it is, its findings are shown, and the
    exit code is 1.
    """
    from ..engine.rewrite import formatted, rewrite
    from ..report.rewritten import apply
    from ..store.source import sources

    raise typer.Exit(apply(rewrite(sources(paths), formatted), check=check, diff=diff, quiet=quiet, done="formatted"))


COMMAND = fmt
