"""One page of HTML about agreement, complete in itself. The only import of jinja2, from the extra `report`.

Nothing from the data can act: the template escapes all of it, controls and invisible characters are shown as escapes,
the script reads no data but the numbers of names, and a policy in the page allows just this script and this style.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from .. import __version__
from ..agreement import UNITS, Disagreement, Figure, Question
from ..engine.survey import Survey
from ..text import shortened, visible
from .agreement import HEADER, figure_cells, notes
from .disagreements import place_of, total
from .inline_svg import inline_svg
from .passages import Piece, pieces, window
from .pictures import Mark, Picture, pictures

ROWS = 200
"""Rows of a table, and notes, that are shown."""
AROUND = 80
"""Code points shown on either side of what two annotators marked."""
LONGEST = 400
"""Code points of a mark, or of what stands between marks, before its middle is left out."""


class Table(Struct, frozen=True):
    """The rows of a table that are shown, and how many more there are."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    left_over: int


class Reading(Struct, frozen=True):
    """One side of a disagreement in the words around it; `said` is None for who has nothing."""

    side: int
    annotator: str
    said: str | None
    pieces: Sequence[Piece]


class Card(Struct, frozen=True):
    """One disagreement; `numbers` are those of its unit, sort and annotators among the names to filter by."""

    numbers: Sequence[int]
    sort: str
    unit: str
    place: str
    readings: Sequence[Reading]


def agreement_page(survey: Survey, limit: int) -> str:
    """The page; of disagreements it shows the worst `limit` (0: all)."""
    environment = Environment(
        loader=PackageLoader(__package__, "page"), autoescape=True, undefined=StrictUndefined, finalize=_shown
    )
    style, script = (Markup(_source(environment, f"agreement.{kind}")) for kind in ("css", "js"))
    page = environment.get_template("agreement.html")
    return page.render(
        style=style, script=script, policy=_policy(style, script), version=__version__, **_contents(survey, limit)
    )


def _shown(value: object) -> object:
    """What can act on a page beside markup, such as characters that turn the direction, is shown as escapes."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(environment: Environment, name: str) -> str:
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]


def _policy(style: str, script: str) -> str:
    """No network, no frames, no forms; this style and this script by their checksums."""
    return (
        f"default-src 'none'; style-src {_checksum(style)}; script-src {_checksum(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _checksum(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _contents(survey: Survey, limit: int) -> dict[str, Any]:
    whole = [one for one in survey.figures if not one.by]
    said = list(notes(whole, survey.question))
    shown = survey.disagreements[: limit or None]
    keys = [_keys(one) for one in shown]
    names = [list(dict.fromkeys(key[column] for key in keys)) for column in range(3)]
    return {
        "about": _about(survey.question, whole),
        "figures": _table(HEADER, list(figure_cells(whole))),
        "notes": said[:ROWS],
        "more_notes": max(0, len(said) - ROWS),
        "units": list(_units(survey)),
        "disagreements": {
            "total": total(survey.disagreements),
            "left_over": len(survey.disagreements) - len(shown),
        },
        "filters": list(zip(("unit", "sort", "annotators"), names, strict=True)),
        "cards": list(_cards(shown, names, survey)),
    }


def _about(question: Question, whole: Sequence[Figure]) -> str:
    articles = max((one.n for one in whole), default=0)
    against = f", held against {question.gold}" if question.gold else ""
    made = f"{question.level:.0%} intervals, seed {question.parameters.seed}"
    return f"{articles} article{'s' * (articles != 1)}{against}; {made}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(heads, rows[:ROWS], max(0, len(rows) - ROWS))


def _units(survey: Survey) -> Iterator[dict[str, Any]]:
    """The pictures of each unit, and the figures of its parts."""
    drawn: dict[str, list[Picture]] = {}
    for picture in pictures(survey):
        drawn.setdefault(picture.unit, []).append(picture)
    for name, group in groupby(survey.figures, key=lambda one: one.unit):
        parts = [row[1:] for row in figure_cells(one for one in group if one.by)]
        found = {"pictures": [_picture(one) for one in drawn.get(name, ())], "parts": _table(HEADER[1:], parts)}
        if parts or found["pictures"]:
            yield {"name": name, "title": UNITS[name].title, **found}


def _picture(picture: Picture) -> dict[str, Any]:
    rows = [[*one.names, *_numbers(picture, one)] for one in picture.marks]
    heads = ["count"] if picture.kind == "confusion" else ["value", "interval", "articles", "items"]
    return {
        "name": picture.name,
        "title": picture.title,
        "svg": Markup(inline_svg(picture)),
        "undrawn": len(picture.marks) - len(picture.drawn),
        "words": len(picture.heads),
        "table": _table([*picture.heads, *heads], rows),
    }


def _numbers(picture: Picture, mark: Mark) -> list[str]:
    if picture.kind == "confusion":
        return [str(mark.items)]
    value = "undefined" if mark.value is None else f"{mark.value:.3f}"
    interval = "" if mark.low is None or mark.high is None else f"[{mark.low:.3f}, {mark.high:.3f}]"
    return [value, interval, str(mark.articles), str(mark.items)]


def _keys(one: Disagreement) -> tuple[str, str, str]:
    """What disagreements are filtered by."""
    return one.unit, one.sort, " and ".join(one.annotators)


def _cards(shown: Sequence[Disagreement], names: Sequence[Sequence[str]], survey: Survey) -> Iterator[Card]:
    """Each disagreement; the script is given the numbers of its names, never the names."""
    numbers = [{name: number for number, name in enumerate(some, 1)} for some in names]
    places = _places(shown, survey)
    for index, one in enumerate(shown):
        own = [numbered[key] for numbered, key in zip(numbers, _keys(one), strict=True)]
        readings = list(_readings(one, survey.texts.get(one.article, "")))
        yield Card(own, one.sort, one.unit, places[index], readings)


def _places(shown: Sequence[Disagreement], survey: Survey) -> Mapping[int, str]:
    """Where each stands; article by article, so that each file is looked through once."""
    order = sorted(range(len(shown)), key=lambda index: shown[index].article)
    return {index: place_of(shown[index], survey.origins.place) for index in order}


def _readings(one: Disagreement, text: str) -> Iterator[Reading]:
    """Both sides in the same stretch of text."""
    sides = (one.first, one.second)
    marked = sorted(stretch for side in sides if side for stretch in side.place)
    start, end = window(text, marked, AROUND) if marked else (0, 0)
    for number, (name, side) in enumerate(zip(one.annotators, sides, strict=True), 1):
        found = pieces(text, side.place, start, end) if side else ()
        yield Reading(number, name, side.said if side else None, [_cut(piece) for piece in found])


def _cut(piece: Piece) -> Piece:
    words, is_marked = piece
    return shortened(words, LONGEST), is_marked
