"""`corpus-tools split-layers`: a blind copy of a corpus for each annotator."""

from __future__ import annotations

from typing import Annotated

import typer


def split_layers(
    path: Annotated[str, typer.Argument(metavar="PATH", help="The corpus: a folder of records, or one record.")],
    out: Annotated[str, typer.Option("--out", metavar="FOLDER", help="Where a folder for each annotator is made.")],
    annotator: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Who gets a copy of every article. [default: all who have layers, of these]"),
    ] = None,
    with_: Annotated[
        list[str] | None, typer.Option("--with", metavar="LAYER", help="A layer that all of them shall see.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Hand out a corpus: for each annotator a copy with only their own layer, or an empty one.

    Nothing of others is in it: no gold, no predictions, no conflicts, and no word of where annotations came from. Put
    the finished copies together with join-layers. Exit codes: 0 done; 2 it could not be done, and nothing was written.
    """
    from ..engine.hand_out import hand_out
    from ._options import split

    for one in hand_out(path, out, split(annotator), split(with_), force=force):
        empty = f", nothing marked yet in {one.empty}" if one.empty else ""
        typer.echo(f"{one.annotator}: {len(one.articles)} articles{empty}", err=True)


COMMAND = split_layers
