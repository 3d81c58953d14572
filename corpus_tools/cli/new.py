"""`corpus-tools new`: records from plain text and web pages."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UnreadableFile

if TYPE_CHECKING:
    from ..intake.sections import Override


class Wrap(StrEnum):
    auto = "auto"
    lines = "lines"
    paragraphs = "paragraphs"
    keep = "keep"


class Kind(StrEnum):
    text = "text"
    html = "html"


def new(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Text or HTML files, folders, patterns, or - for standard input."),
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file, a folder, or -. [default: beside the source]"),
    ] = None,
    article_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The article's id. [default: from the file name]")
    ] = None,
    language: Annotated[str | None, typer.Option(metavar="TAG", help="The language, such as en or pt-BR.")] = None,
    annotator: Annotated[str | None, typer.Option(metavar="NAME", help="Add an empty layer of this annotator.")] = None,
    tagset: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="The tag set for that layer. [default: that of the manifest]"),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(metavar="N=TYPE", help="What paragraph N is; WORDS=TYPE: what those are that begin so."),
    ] = None,
    sections: Annotated[
        str | None, typer.Option(metavar="FILE", help="The same from a file, one a line; # begins a comment.")
    ] = None,
    wrap: Annotated[
        Wrap,
        typer.Option(
            help="Single line breaks end a paragraph (lines), are mere wrapping (paragraphs), or stay (keep)."
        ),
    ] = Wrap.auto,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="The encoding of the source.")] = "utf-8",
    input_format: Annotated[Kind | None, typer.Option(help="What the source is. [default: by its suffix]")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing of changes and sections.")] = False,
) -> None:
    """Make records from plain text, or from web pages with the extra html.

    The text is cleaned once, and every change is said; its sections are found by how they look (docs/new.md).
    Nothing is written of a source that is refused. Exits with 1 where one was, with 2 where a file could not be read
    or written.
    """
    from ..engine.new import SUFFIXES, new_records
    from ..intake.record import Settings
    from ..report.new import write_new
    from ..store.manifest import Surroundings
    from ..store.source import sources

    overrides = _overrides(section or [], sections)
    _check_single(paths, output, article_id, overrides)
    settings = Settings(
        id=article_id,
        language=language,
        annotator=annotator,
        encoding=encoding,
        wrap=wrap.value,
        overrides=overrides,
    )
    found, surroundings = sources(paths, suffixes=SUFFIXES), Surroundings(tagset or ())
    made = new_records(found, settings, surroundings, input_format.value if input_format else None)
    raise typer.Exit(write_new(made, output, force=force, quiet=quiet))


def _overrides(section: list[str], sections: str | None) -> tuple[Override, ...]:
    """The overrides of a file, then those of the command line, which come last and win."""
    from ..intake.sections import override

    lines = _lines(sections) if sections else []
    return tuple(map(override, [*lines, *section]))


def _lines(file: str) -> list[str]:
    try:
        lines = Path(file).read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(file, getattr(error, "strerror", None) or str(error)) from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _check_single(paths: list[str], output: str | None, article_id: str | None, overrides: Iterable[Override]) -> None:
    """Stop where an option that is for one article is given for several."""
    from ..report.new import is_folder

    if paths == ["-"] and not article_id:
        raise typer.BadParameter("standard input has no name to make an id of", param_hint="--id")
    if len(paths) == 1 and not Path(paths[0]).is_dir():
        return
    if article_id:
        raise typer.BadParameter("several articles cannot have one id", param_hint="--id")
    if output and not is_folder(output):
        raise typer.BadParameter(
            "several records need a folder (end a new one's name in a slash)", param_hint="--output"
        )
    if any(isinstance(one.paragraph, int) for one in overrides):
        raise typer.BadParameter("the numbers of paragraphs are those of one article", param_hint="--section")


COMMAND = new
