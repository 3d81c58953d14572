"""`corpus-tools agree`: how far annotators agree, with intervals."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..agreement import Figure, Question


class Format(StrEnum):
    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    latex = "latex"


class Grain(StrEnum):
    tokens = "tokens"
    characters = "characters"


class Weights(StrEnum):
    nominal = "nominal"
    ordinal = "ordinal"
    linear = "linear"
    interval = "interval"
    ratio = "ratio"


class Sampler(StrEnum):
    statistical = "statistical"
    shuffle = "shuffle"


class Fillers(StrEnum):
    exact = "exact"
    overlap = "overlap"
    head = "head"


def agree(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="A corpus; or with -f, a folder for each annotator.")
    ],
    unit: Annotated[
        list[str] | None, typer.Option(metavar="UNIT", help="entities, events, quotes and others. [default: all]")
    ] = None,
    measure: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Measures, see measures. [default: the headlines]")
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="PART", help="Also for each type, section, pair, annotator, article or round."),
    ] = None,
    layers: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only these layers or annotators.")] = None,
    gold: Annotated[
        str | None, typer.Option(metavar="LAYER", help="Hold the others against this layer: precision, recall, F1.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("-f", "--from", metavar="FORMAT", help="The format of the files, if not our own.")
    ] = None,
    ci: Annotated[float, typer.Option(min=0.5, max=0.999, help="The certainty of intervals.")] = 0.95,
    seed: Annotated[int, typer.Option(min=0, help="Of everything drawn at random.")] = 0,
    grain: Annotated[Grain, typer.Option(help="What is labelled where marks on a text are compared.")] = Grain.tokens,
    weights: Annotated[Weights, typer.Option(help="How much labels disagree that are numbers.")] = Weights.nominal,
    fillers: Annotated[Fillers, typer.Option(help="When arguments are filled alike.")] = Fillers.exact,
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="The least overlap of spans that are taken for one.")
    ] = 0.5,
    samples: Annotated[int, typer.Option(min=1, help="Of gamma: random continua.")] = 30,
    precision: Annotated[
        float, typer.Option(min=0, max=0.5, help="Of gamma: draw more, until chance is known this well, as 0.02.")
    ] = 0,
    sampler: Annotated[Sampler, typer.Option(help="Of gamma: how random continua are made.")] = Sampler.statistical,
    alpha: Annotated[float, typer.Option(min=0, help="Of gamma: how much places weigh.")] = 1,
    beta: Annotated[float, typer.Option(min=0, help="Of gamma: how much types weigh.")] = 1,
    delta: Annotated[
        float, typer.Option(min=0.001, help="Of gamma: what a unit costs that stands alone; all else is in these.")
    ] = 1,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List every disagreement instead, the worst first (text or json).")
    ] = False,
    differences: Annotated[
        bool,
        typer.Option("--differences", help="How figures of the parts in --by differ, with a test (text or json)."),
    ] = False,
    page: Annotated[
        str | None,
        typer.Option("--report", metavar="FILE", help="Also write one HTML page: figures, pictures, disagreements."),
    ] = None,
    plots: Annotated[
        str | None, typer.Option(metavar="DIR", help="Also write the pictures of that page as SVG and PNG.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Disagreements shown; 0 shows all. [default: 50; in --report 500]"),
    ] = None,
    output_format: Annotated[Format, typer.Option(help="How to report.")] = Format.text,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file.")] = None,
) -> None:
    """Measure how far annotators agree about entities, events, quotes, relations and chains.

    Articles, not items, are resampled for the intervals. Articles with errors take no part, which is said. Exit codes:
    0 done; 2 it could not be done.
    """
    from pathlib import Path

    from ..agreement import Parameters, agree, question
    from ..engine.agree import met
    from ..report.agreement import FORMATS
    from ..store.files import write_atomically
    from ..text import encodable
    from ._options import split

    asked = question(
        units=split(unit),
        measures=split(measure),
        by=split(by),
        layers=split(layers),
        gold=gold,
        level=ci,
        parameters=Parameters(
            seed=seed,
            grain=grain.value,
            weights=weights.value,
            fillers=fillers.value,
            threshold=threshold,
            samples=samples,
            precision=precision,
            sampler=sampler.value,
            alpha=alpha,
            beta=beta,
            delta=delta,
        ),
    )
    if differences and not asked.by:
        raise typer.BadParameter("name the parts that differ with --by", param_hint="--differences")
    figures = drawn(paths, from_, asked, page, plots, limit) if page or plots else None
    if differences:
        report = tested(paths, from_, asked, output_format.value)
    elif disagreements:
        report = listed(paths, from_, asked, output_format.value, 50 if limit is None else limit)
    else:
        report = FORMATS[output_format.value](figures or agree(met(paths, from_), asked), asked)
    if output:
        write_atomically(Path(output), encodable(report).encode())
    else:
        typer.echo(encodable(report), nl=False)


def drawn(
    paths: list[str], format: str | None, asked: Question, page: str | None, plots: str | None, limit: int | None
) -> list[Figure]:
    """Write a page, and pictures; returns the figures that were asked for."""
    from pathlib import Path

    from ..engine.survey import Survey
    from ..store.files import write_atomically
    from ._options import needs

    with needs("report", "matplotlib"), needs("report", "jinja2"):
        from ..report.agreement_page import agreement_page
        from ..report.plots import write_plots
    survey = Survey(paths, format, asked)
    if page:
        write_atomically(Path(page), agreement_page(survey, 500 if limit is None else limit).encode())
    if plots:
        write_plots(survey, Path(plots))
    return survey.asked_for


def tested(paths: list[str], format: str | None, asked: Question, output_format: str) -> str:
    """How parts differ, as a report."""
    from ..agreement import gaps
    from ..engine.agree import met
    from ..errors import UnknownName
    from ..report.agreement import GAPS

    if output_format not in GAPS:
        raise UnknownName("report of differences", output_format, GAPS)
    return GAPS[output_format](gaps(met(paths, format), asked))


def listed(paths: list[str], format: str | None, asked: Question, output_format: str, limit: int) -> str:
    """The disagreements as a report."""
    from ..agreement import LeftOut, disagreements, worst_first
    from ..engine.agree import Origins, met
    from ..errors import UnknownName
    from ..report.disagreements import FORMATS

    if output_format not in FORMATS:
        raise UnknownName("report of disagreements", output_format, FORMATS)
    origins, texts, found = Origins(), {}, []
    for one in met(paths, format, origins):
        if not isinstance(one, LeftOut) and (here := list(disagreements(one, asked))):
            texts[one.id] = one.text
            found += here
    return FORMATS[output_format](worst_first(found), texts, origins.place, limit)


COMMAND = agree
