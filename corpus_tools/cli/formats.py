"""`corpus-tools formats`: what can be read and written."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"


def formats(
    output_format: Annotated[Format, typer.Option(help="How to report.")] = Format.text,
) -> None:
    """List the formats that convert reads and writes, and what each of them does not hold."""
    from ..report.format_list import formats_table

    typer.echo(formats_table(output_format), nl=False)


COMMAND = formats
