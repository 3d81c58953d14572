"""`corpus-tools convert`: from one format into another, with a word on every loss."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Misaligned(StrEnum):
    error = "error"
    expand = "expand"
    contract = "contract"
    drop = "drop"
    split_token = "split-token"


class Overlap(StrEnum):
    layers = "layers"
    longest = "longest"
    priority = "priority"
    error = "error"


def convert(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files or folders.")],
    to: Annotated[str, typer.Option("-t", "--to", metavar="FORMAT", help="The format to write; see formats.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="TARGET", help="A folder, or one file of many.")],
    from_: Annotated[
        str | None, typer.Option("-f", "--from", metavar="FORMAT", help="The format of the sources, else recognised.")
    ] = None,
    layer: Annotated[str | None, typer.Option(metavar="NAME", help="Write only this layer.")] = None,
    annotator: Annotated[str, typer.Option(metavar="NAME", help="Who made annotations that name nobody.")] = "imported",
    loss_report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write every loss, and the counts, as JSON.")
    ] = None,
    fail_on_loss: Annotated[bool, typer.Option("--fail-on-loss", help="Write nothing where anything is lost.")] = False,
    tokenizer: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="words, spaces or characters; else the tokens of the record, or words."),
    ] = None,
    misaligned: Annotated[
        Misaligned, typer.Option(help="What becomes of spans that do not fall on tokens.")
    ] = Misaligned.error,
    overlap: Annotated[
        Overlap, typer.Option(help="What becomes of mentions that share words, where only one has room.")
    ] = Overlap.layers,
    repair_offsets: Annotated[
        bool, typer.Option("--repair-offsets", help="Move spans that are all wrong in the same way.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what is wrong.")] = False,
) -> None:
    """Convert files and folders from one format into another.

    Whatever the target does not hold is told as a loss. A file is written whole or not at all. Exit codes: 0 done;
    1 a source was refused, or losses with --fail-on-loss; 2 it could not be done.
    """
    from ..engine.convert import Job
    from ..formats import Settings, find
    from ..report.conversion import run

    job = Job(
        sources=tuple(sources),
        target=output,
        target_format=find(to),
        source_format=find(from_) if from_ else None,
        settings=Settings(
            layer=layer,
            annotator=annotator,
            tokenizer=tokenizer,
            misaligned=misaligned.value,
            overlap=overlap.value,
            repair=repair_offsets,
        ),
        force=force,
        lossless=fail_on_loss,
    )
    raise typer.Exit(run(job, loss_report, fail_on_loss=fail_on_loss, quiet=quiet))


COMMAND = convert
