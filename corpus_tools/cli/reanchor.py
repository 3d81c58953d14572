"""`corpus-tools reanchor`: another version of the text, with all annotations in it."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer


class Output(StrEnum):
    text = "text"
    json = "json"


class Wrap(StrEnum):
    auto = "auto"
    lines = "lines"
    paragraphs = "paragraphs"
    keep = "keep"


def reanchor(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A record, or a folder of records.")],
    text: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="The corrected text; for a folder, a folder of texts named by article ids."),
    ] = None,
    corrections: Annotated[
        str | None, typer.Option(metavar="FILE", help="Corrections to make, as JSON (docs/reanchor.md).")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; only show what is to be reviewed.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Leave no review marks: all that was found is taken to be right.")
    ] = False,
    wrap: Annotated[
        Wrap,
        typer.Option(
            help="Single line breaks end a paragraph (lines), are mere wrapping (paragraphs), or stay (keep)."
        ),
    ] = Wrap.auto,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="The encoding of the text.")] = "utf-8",
    tagset: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="A tag set for layers that name none.")
    ] = None,
    output_format: Annotated[
        Output, typer.Option(help="How to report; json has the fate of everything.")
    ] = Output.text,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Report into a file.")] = None,
) -> None:
    """Give records a corrected text, and every annotation its place in it.

    What was changed inside or found again by a search is marked for review; what is lost waits in the record with its
    old words and what stood around them. All records are written or none. Exit codes: 0 everything was kept or moved;
    1 something is to be reviewed; 2 it could not be done.
    """
    from ..engine.new_texts import Corrections, NewTexts, Texts
    from ..engine.reanchor import outcomes
    from ..report.reanchored import run

    if (text is None) == (corrections is None):
        raise typer.BadParameter("give either --text or --corrections")
    if text is not None and os.path.isdir(path) and not os.path.isdir(text):
        raise typer.BadParameter("for a folder of records, give a folder of texts", param_hint="--text")
    texts: NewTexts = Texts(text, encoding, wrap.value) if text is not None else Corrections(corrections or "")
    found = outcomes(path, texts, tagset or (), accept=accept)
    code = run(path, found, texts, output_format=output_format.value, output=output, dry_run=dry_run, accept=accept)
    raise typer.Exit(code)


COMMAND = reanchor
