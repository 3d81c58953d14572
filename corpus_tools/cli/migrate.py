"""`corpus-tools migrate`: records of an older format version brought to the current one."""

from __future__ import annotations

from typing import Annotated

import typer


def migrate(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, patterns, or - for standard input.")
    ],
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 where a file is older.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing of files that are current.")] = False,
) -> None:
    """Bring records of an older format version to the current one.

    Files of the current version, or of a newer one, stay byte for byte as they are.
    """
    from ..engine.rewrite import migrated, rewrite
    from ..report.rewritten import apply
    from ..store.source import sources

    raise typer.Exit(apply(rewrite(sources(paths), migrated), check=check, diff=diff, quiet=quiet, done="migrated"))


COMMAND = migrate
