"""`corpus-tools convert`: from one format into another, with a word on every loss."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ._options import Group

if TYPE_CHECKING:
    from ..formats import Format, Settings


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
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, zip archives, or - for standard input.")
    ],
    to: Annotated[str, typer.Option("-t", "--to", metavar="FORMAT", help="The format to write; see formats.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="TARGET", help="A folder, or a file.")],
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
    split: Annotated[
        str | None, typer.Option(metavar="SHARES", help="Divide into parts, as the command split does: 80/10/10.")
    ] = None,
    group: Annotated[
        list[Group] | None, typer.Option(help="Keep together in one part what has this in common.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of what is drawn at random for --split.")] = 0,
    tagset: Annotated[
        str | None, typer.Option(metavar="FILE|NAME", help="The labels a model is told of. [default: of the manifest]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what is wrong.")] = False,
) -> None:
    """Convert files and folders from one format into another.

    Whatever the target does not hold is told as a loss. A file is written whole or not at all. Of a source of one
    document with a fault nothing is taken, of one of many what comes before the fault; the other sources go on. Exit
    codes: 0 done; 1 a fault in a source, or losses with --fail-on-loss; 2 it could not be done.
    """
    from msgspec.structs import replace

    from ..engine.convert import Job
    from ..engine.split import known
    from ..errors import UnknownName
    from ..formats import TOKENIZERS, Settings, find
    from ..report.conversion import run

    if tokenizer is not None and tokenizer not in TOKENIZERS:
        raise UnknownName("tokenizer", tokenizer, TOKENIZERS)
    target, source = find(to), find(from_) if from_ else None
    settings = Settings(
        layer=layer,
        annotator=annotator,
        tokenizer=tokenizer,
        misaligned=misaligned.value,
        overlap=overlap.value,
        repair=repair_offsets,
    )
    if target.whole:
        settings = known(sources[0], settings, tagset)
    parts = {}
    if split and "-" in sources:
        raise typer.BadParameter("standard input can be read once only, and dividing takes two", param_hint="--split")
    if split:
        parts = _parts(sources, source, settings, split, seed, [one.value for one in group or ()])
        settings = replace(settings, manifest={**settings.manifest, "splits": parts})
    job = Job(
        sources=tuple(sources),
        target=output,
        target_format=target,
        source_format=source,
        settings=settings,
        parts=parts,
        force=force,
        lossless=fail_on_loss,
    )
    raise typer.Exit(run(job, loss_report, fail_on_loss=fail_on_loss, quiet=quiet))


def _parts(
    sources: list[str], source: Format | None, settings: Settings, shares: str, seed: int, groups: list[str]
) -> dict[str, list[str]]:
    """The articles of each part; how they were divided is told on standard error."""
    from ..engine.split import divide, read_all, wanted
    from ..report.splitting import summary

    found = divide(read_all(sources, source, settings), wanted(shares, seed, groups, settings.layer))
    near = len(found.leakage.near)
    typer.echo(summary(found.split) + (f" {near} near-copies are in different parts." if near else ""), err=True)
    return found.split.parts


COMMAND = convert
