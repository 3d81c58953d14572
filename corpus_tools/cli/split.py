"""`corpus-tools split`: a corpus divided into parts for training, development and testing."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ._options import Group


class Format(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"


def split(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Folders, files of records, or patterns.")],
    parts: Annotated[
        str, typer.Option(metavar="SHARES", help="80/10/10 (train, dev, test), 80/20, or train=70/blind=30.")
    ] = "80/10/10",
    group: Annotated[
        list[Group] | None, typer.Option(help="Keep together articles of one story, source or date, or near-copies.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of what is drawn at random.")] = 0,
    layer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Count the types of this layer. [default: gold, or the first]")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Put the parts into the manifest (corpus.json).")] = False,
    output_format: Annotated[Format, typer.Option(help="How to report.")] = Format.text,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")] = None,
) -> None:
    """Divide a corpus into parts by article, so that types are spread evenly, and report what the parts share.

    The same articles with the same seed are always divided in the same way. Reported are near-copies in different
    parts, and how many of the entities of each part occur in training. Exit codes: 0 done; 1 near-copies are apart;
    2 it could not be done.
    """
    from pathlib import Path

    from ..engine.split import divide, manifest_of, put_into_manifest, wanted
    from ..report.splitting import report, summary
    from ..store.files import write_atomically
    from ..store.read import read

    names = [one.value for one in group or ()]
    manifest = manifest_of(paths[0])
    if write and manifest is None:
        raise typer.BadParameter("there is no corpus.json in the folder or above it", param_hint="--write")
    divided = divide(read(*paths), wanted(parts, seed, names, layer))
    if write and manifest:
        put_into_manifest(manifest, divided.split.parts, summary(divided.split))
    text = report(*divided, output_format.value)
    if output:
        write_atomically(Path(output), text.encode())
    else:
        typer.echo(text, nl=False)
    raise typer.Exit(1 if divided.leakage.near else 0)


COMMAND = split
