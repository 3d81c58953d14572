"""`corpus-tools measures`: what agreement can be measured by."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"


def measures(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Show the page of this measure.")] = None,
    output_format: Annotated[Format, typer.Option(help="How to report.")] = Format.text,
) -> None:
    """List the measures of agreement, or explain one: its formula, when to use it and how to read it."""
    from ..agreement import find
    from ..report.measures import measure_page, measures_table

    typer.echo(measure_page(find(name)) if name else measures_table(output_format.value), nl=False)


COMMAND = measures
