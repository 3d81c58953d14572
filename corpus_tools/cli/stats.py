"""`corpus-tools stats`: how much of what there is."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    text = "text"
    csv = "csv"
    json = "json"
    markdown = "markdown"


def stats(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A corpus: a folder, a file of records, or a pattern.")
    ] = "corpus",
    output_format: Annotated[Format, typer.Option(help="How to report.")] = Format.text,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")] = None,
) -> None:
    """Count annotations per type, layer and annotator."""
    from pathlib import Path

    from ..corpus import load
    from ..report.stats import stats as counted
    from ..store.files import write_atomically

    report = counted(load(path), output_format)
    if output:
        write_atomically(Path(output), report.encode())
    else:
        typer.echo(report, nl=False)


COMMAND = stats
