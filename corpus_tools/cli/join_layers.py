"""`corpus-tools join-layers`: the finished layers of annotators put into the corpus."""

from __future__ import annotations

from typing import Annotated

import typer


def join_layers(
    path: Annotated[str, typer.Argument(metavar="CORPUS", help="The corpus: a folder of records, or one record.")],
    handed_in: Annotated[list[str], typer.Argument(metavar="COPY...", help="What annotators handed in.")],
    layer: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only these layers. [default: all but gold and predictions]"),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace layers that are there and differ.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; only tell whether it can be done.")] = False,
) -> None:
    """Put layers that were handed out with split-layers back into the corpus.

    An article with another text, other sections or an unknown id is refused, with its place, and so is a layer that is
    there already, unless it is to be replaced. Then nothing is written at all. Exit codes: 0 done; 2 refused.
    """
    from ..engine.hand_out import join
    from ..report.written import put
    from ..text import visible
    from ._options import split

    files, faults = join(path, handed_in, split(layer), replacing=replace)
    for fault in faults:
        typer.echo(visible(fault), err=True)
    for file in files if not faults else ():
        if not check:
            put(file.file, file.before, file.after)
        typer.echo(
            visible(f"{file.file}: {', '.join(file.layers)} {'would be put in' if check else 'put in'}"), err=True
        )
    if not faults and not files:
        typer.echo("nothing new was handed in", err=True)
    raise typer.Exit(2 if faults else 0)


COMMAND = join_layers
