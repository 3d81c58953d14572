"""`corpus-tools curate`: one gold layer from the layers of several annotators."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    text = "text"
    json = "json"


def curate(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders of records.")],
    from_: Annotated[list[str], typer.Option("--from", metavar="A,B,C", help="The layers to decide from.")],
    to: Annotated[str, typer.Option(metavar="LAYER", help="The gold layer that is made.")] = "gold",
    min_votes: Annotated[int, typer.Option(min=1, help="How many must say the same.")] = 2,
    confidence: Annotated[
        float, typer.Option(min=0, max=1, help="The share of those who looked that must say the same.")
    ] = 0.0,
    next_: Annotated[bool, typer.Option("--next", help="Ask about what is open, one case after the other.")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides. [default: the name of the user]")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 if a file would change.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Do not list what is open.")] = False,
    output_format: Annotated[Format, typer.Option(help="How to list what is open.")] = Format.text,
) -> None:
    """Put what annotators agree on into a gold layer, and list what is still to be decided.

    It can be run again at any time: decisions are kept, what was agreed on is counted anew. Nothing goes into the gold
    layer that would not validate. Exit codes: 0 nothing is open; 1 something is; 2 it could not be done.
    """
    from ..diff.curate import Ask
    from ..engine.curate import Curator
    from ..report.asking import asked
    from ..report.curation import run
    from ._options import split

    names = split(from_)
    if not names or to in names or (next_ and (check or output_format is Format.json)):
        raise typer.BadParameter("--from names layers, --to another one; --next goes with neither --check nor json")
    if min_votes > len(set(names)):
        raise typer.BadParameter(f"{min_votes} cannot agree of {len(set(names))}", param_hint="--min-votes")
    curator = Curator(paths, Ask(tuple(names), to, min_votes, confidence), by or _user(), _now())
    if next_:
        files = list(curator.files())
        faults = run(files, "text", check=False, quiet=True) == 2
        raise typer.Exit(max(asked(curator, files), 2 * faults))
    raise typer.Exit(run(curator.files(), output_format.value, check=check, quiet=quiet))


def _user() -> str:
    """The name of whoever runs this, as far as the system knows it."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _now() -> str:
    import datetime

    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


COMMAND = curate
