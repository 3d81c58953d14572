"""Figures of agreement as a table in plain text, JSON, CSV, Markdown or LaTeX."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from ..agreement import UNITS, Figure, Gap, LeftOut, Question, all_measures
from ..grid import aligned, markdown
from ..text import visible

Row = Sequence[str]
HEADER = ("unit", "measure", "of", "value", "interval", "articles", "items")
FEW = 10
"""Reasons for leaving something out that are repeated with each figure."""


def titles() -> dict[str, str]:
    """What each measure is called in tables, those beside others too."""
    found = {measure.name: measure.title for measure in all_measures()}
    for measure in all_measures():
        for name in measure.beside:
            found.setdefault(name, f"{name.partition('-')[0]} {measure.title.removeprefix('F1 ')}")
    return found


def as_json(figures: Sequence[Figure], question: Question) -> str:
    """A list of objects, one for each figure; undefined ones are null with `why`.

    What was left out of a unit stands with each of its figures; above `FEW` reasons, figures of parts only count it.
    """
    return json.dumps([_tree(figure) for figure in figures], ensure_ascii=False, indent=1) + "\n"


def _tree(figure: Figure) -> dict[str, object]:
    return {
        "unit": figure.unit,
        "measure": figure.measure,
        "by": dict(figure.by),
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "items": figure.items,
        "left_out": [{"why": one.why, "what": one.what, "n": one.count} for one in _left_out(figure)],
        **({"interval": figure.interval} if figure.interval else {}),
        **({"why": figure.why} if figure.why else {}),
    }


def _left_out(figure: Figure) -> Iterator[LeftOut]:
    """What was left out; with figures of parts only how much, if it is long and stands with the whole already."""
    if not figure.by or len(figure.left_out) <= FEW:
        yield from figure.left_out
    else:
        for what, group in groupby(figure.left_out, key=lambda one: one.what):
            yield LeftOut(what, "the figure of the whole says why", sum(one.count for one in group))


def as_csv(figures: Sequence[Figure], question: Question) -> str:
    """One row a figure; cells that a spreadsheet would take for a formula are quoted."""
    stream = io.StringIO()
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(("unit", "measure", "by", "part", "value", "low", "high", "articles", "items", "why"))
    for one in figures:
        by, part = next(iter(one.by.items()), ("", ""))
        cells = (one.unit, one.measure, by, part, one.value, one.low, one.high, one.n, one.items, one.why)
        out.writerow(["" if cell is None else _plain(cell) for cell in cells])
    return stream.getvalue()


def _plain(cell: object) -> object:
    shown = visible(cell) if isinstance(cell, str) else cell
    return f"'{shown}" if isinstance(shown, str) and shown.startswith(("=", "+", "-", "@")) else shown


def as_markdown(figures: Sequence[Figure], question: Question) -> str:
    """A table, and below it what was left out; names stand as they are, whatever they would mean in Markdown."""
    table = markdown(HEADER, ([*row[:2], _literal(row[2]), *row[3:]] for row in figure_cells(figures)), words=3)
    return "\n".join([table, *(f"- {_literal(line)}" for line in notes(figures, question))]) + "\n"


def _literal(words: str) -> str:
    """Words with all escaped that Markdown, or HTML in it, would act on.

    >>> print(_literal("<b> *x* free_indirect _y_"))
    \\<b> \\*x\\* free_indirect \\_y\\_
    """
    return re.sub(r"[\\`*<\[\]&~]|(?<!\w)_|_(?!\w)", r"\\\g<0>", words)


def as_latex(figures: Sequence[Figure], question: Question) -> str:
    """A tabular for booktabs; what was left out follows as comments."""
    head = r"\begin{tabular}{lllrrrr}" + "\n\\toprule\n"
    rows = [" & ".join(map(_escaped, row)) + r" \\" for row in (HEADER, *figure_cells(figures))]
    body = "\n".join([rows[0], r"\midrule", *rows[1:], r"\bottomrule", r"\end{tabular}"])
    return head + body + "\n" + "".join(f"% {line}\n" for line in notes(figures, question))


_LATEX = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\^{}",
}


def _escaped(words: str) -> str:
    return "".join(_LATEX.get(character, character) for character in words)


def as_text(figures: Sequence[Figure], question: Question) -> str:
    """A table with units set apart, and below it what was left out."""
    rows = list(figure_cells(figures))
    begins = [not number or row[0] != rows[number - 1][0] for number, row in enumerate(rows)]
    shown = [row if is_first else ("", *row[1:]) for row, is_first in zip(rows, begins, strict=True)]
    head, *lines, _ = aligned(HEADER, shown, words=3).split("\n")
    apart = [f"\n{line}" if is_first else line for line, is_first in zip(lines, begins, strict=True)]
    return "\n".join([head, *apart, "", *notes(figures, question)]) + "\n"


def figure_cells(figures: Iterable[Figure]) -> Iterator[Row]:
    """The cells of each figure, as `HEADER` names them."""
    called = titles()
    for one in figures:
        part = ", ".join(f"{name} {value}" for name, value in one.by.items()) or "all"
        value = "undefined" if one.value is None else f"{one.value:.3f}"
        yield (
            one.unit,
            called.get(one.measure, one.measure),
            visible(part),
            value,
            _interval(one),
            str(one.n),
            str(one.items),
        )


def _interval(one: Figure) -> str:
    return "" if one.low is None or one.high is None else f"[{one.low:.3f}, {one.high:.3f}]"


_METHODS = {"jackknife-t": "jackknife over articles with Student's t", "BCa": "BCa bootstrap of articles"}


def notes(figures: Sequence[Figure], question: Question) -> Iterator[str]:
    """How intervals were made, what was left out, and why figures are undefined."""
    methods = sorted({one.interval for one in figures if one.low is not None})
    if methods:
        how = " and ".join(_METHODS[method] for method in methods)
        yield f"{question.level:.0%} intervals: {how}, seed {question.parameters.seed}"
    for unit, group in groupby(figures, key=lambda one: one.unit):
        found = list(group)
        whole = [one for one in found if not one.by] or found[:1]
        told = {(one.why, one.what): one.count for figure in whole for one in figure.left_out}
        for (why, what), count in told.items():
            yield f"left out of {UNITS[unit].title}: {count} {what}{'s' * (count != 1)}, {visible(why)}"
    yield from _undefined(figures)


def _undefined(figures: Sequence[Figure]) -> Iterator[str]:
    """Each reason why figures are undefined, with all that it holds for."""
    called = titles()
    for why in dict.fromkeys(one.why for one in figures if one.why):
        lacking = groupby((one for one in figures if one.why == why), key=lambda one: one.unit)
        names = [
            f"{unit} ({', '.join(dict.fromkeys(called.get(one.measure, one.measure) for one in group))})"
            for unit, group in lacking
        ]
        yield f"undefined, {visible(why)}: {', '.join(names)}"


def gaps_as_json(gaps: Sequence[Gap]) -> str:
    """A list of objects, one for each two parts."""
    return json.dumps([msgspec.to_builtins(gap) for gap in gaps], ensure_ascii=False, indent=1) + "\n"


def gaps_as_text(gaps: Sequence[Gap]) -> str:
    """A table of how much the figures of parts differ; what is undefined is left empty."""
    called = titles()
    header = ("unit", "measure", "first", "second", "second - first", "interval", "p", "articles", "drawn")
    rows = [
        (
            gap.unit,
            called.get(gap.measure, gap.measure),
            visible(f"{gap.by} {gap.first}"),
            visible(gap.second),
            "undefined" if gap.value is None else f"{gap.value:+.3f}",
            "" if gap.low is None or gap.high is None else f"[{gap.low:+.3f}, {gap.high:+.3f}]",
            "" if gap.p is None else f"{gap.p:.4f}",
            str(gap.n),
            "together" if gap.paired else "apart",
        )
        for gap in gaps
    ]
    return aligned(header, rows, words=4)


FORMATS: dict[str, Callable[[Sequence[Figure], Question], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "markdown": as_markdown,
    "latex": as_latex,
}
"""Every way to show figures, by name."""
GAPS = {"text": gaps_as_text, "json": gaps_as_json}
"""Every way to show how parts differ, by name."""
