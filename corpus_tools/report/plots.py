"""Pictures of agreement drawn by matplotlib, as SVG and PNG. The only import of matplotlib, from the extra `report`.

Bars and points have colours of Okabe and Ito (2008), heat maps the colour map cividis (Nuñez et al. 2018): people who
see few colours can tell them apart. The same picture gives the same bytes, with the same matplotlib.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import matplotlib
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, PowerNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..engine.survey import Survey
from ..store.files import make_folder, write_atomically
from ..text import shortened, visible
from .pictures import Kind, Mark, Picture, pictures

Format = Literal["svg", "png"]
FORMATS: tuple[Format, ...] = get_args(Format)
INK = "#1f1f1f"
"""Of all words and lines."""
_BAR, _LINE = "#0072B2", "#D55E00"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 9.0,
    "figure.dpi": 100.0,
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), INK),
    **dict.fromkeys(("figure.facecolor", "axes.facecolor"), "none"),
    **{f"axes.spines.{side}": False for side in ("top", "right", "left")},
    "ytick.major.size": 0.0,
    "axes.axisbelow": True,
    "grid.color": INK,
    "grid.alpha": 0.15,
}
_NOTHING_OF_THE_DAY: Mapping[str, Mapping[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


def write_plots(survey: Survey, folder: Path) -> None:
    """Write each picture into a folder as NAME.svg and NAME.png.

    Raises:
        UnreadableFile: it cannot be written.
    """
    make_folder(folder)
    for picture in pictures(survey):
        for format in FORMATS:
            write_atomically(folder / f"{picture.name}.{format}", plot(picture, format))


def plot(picture: Picture, format: Format, background: str = "white") -> bytes:
    """A picture as a file; in SVG each mark is the group `mark-N`, N counting `picture.drawn`."""
    stream = io.BytesIO()
    with style.context({**_STYLE, "svg.hashsalt": picture.name}, after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # drawn as boxes in PNG; SVG has the words themselves
        figure = Figure(figsize=_size(picture), layout="constrained")
        _DRAW[picture.kind](figure.add_subplot(), picture)
        metadata = _NOTHING_OF_THE_DAY[format]
        figure.savefig(stream, format=format, dpi=160, facecolor=background, metadata=metadata)
    return stream.getvalue()


def _size(picture: Picture) -> tuple[float, float]:
    if len(picture.heads) > 1:
        rows, columns = picture.sides
        return max(2.0 + 0.36 * len(columns), 3.0), max(1.2 + 0.36 * len(rows), 2.0)
    if picture.kind == "round":
        return max(4.8, 1.5 + 0.7 * len(picture.drawn)), 3.2
    return 5.6, 0.9 + 0.24 * len(picture.drawn)


def _label(name: str) -> str:
    return visible(shortened(name, 24))


def _bars(axes: Axes, picture: Picture) -> None:
    """Bars from above, the most items first, each with its interval."""
    marks = sorted(picture.drawn, key=lambda one: -one.items)
    order = {one.names: number for number, one in enumerate(picture.drawn)}
    for row, mark in enumerate(marks):
        (bar,) = axes.barh(row, mark.value or 0.0, height=0.7, color=_BAR)
        bar.set_gid(f"mark-{order[mark.names]}")
        if mark.low is not None and mark.high is not None:
            axes.plot([mark.low, mark.high], [row, row], color=INK, linewidth=1.2, solid_capstyle="butt")
        axes.text(1.02, row, f"{mark.value:.2f}", va="center", transform=axes.get_yaxis_transform())
    axes.set_yticks(range(len(marks)), [_label(one.names[0]) for one in marks])
    axes.set_ylim(len(marks) - 0.4, -0.6)
    axes.set_xlim(min(0.0, *_ends(marks)), 1.0)
    axes.set_xlabel(picture.measure)
    axes.grid(axis="x")


def _trend(axes: Axes, picture: Picture) -> None:
    """A point for each round in order, with its interval, joined by a line."""
    marks = picture.drawn
    axes.plot(range(len(marks)), [one.value or 0.0 for one in marks], color=_LINE, zorder=2)
    for at, mark in enumerate(marks):
        if mark.low is not None and mark.high is not None:
            axes.plot([at, at], [mark.low, mark.high], color=INK, linewidth=1.2)
        (point,) = axes.plot([at], [mark.value or 0.0], marker="o", markersize=7, color=_LINE, markeredgecolor=INK)
        point.set_gid(f"mark-{at}")
    axes.set_xticks(range(len(marks)), [_label(one.names[0]) for one in marks], rotation=30, ha="right")
    axes.set_xlim(-0.5, len(marks) - 0.5)
    axes.set_ylim(min(0.0, *_ends(marks)), 1.02)
    axes.set_ylabel(picture.measure)
    axes.grid(axis="y")


def _ends(marks: Sequence[Mark]) -> list[float]:
    return [0.0, *(end for one in marks for end in (one.low, one.value) if end is not None)]


def _heat_map(axes: Axes, picture: Picture) -> None:
    lowest = min([0.0, *(one.value for one in picture.drawn if one.value is not None)])
    _cells(axes, picture, Normalize(lowest, 1.0), lambda one: f"{one.value:.2f}")
    axes.set_xlabel(picture.measure)


def _confusion(axes: Axes, picture: Picture) -> None:
    """Few are confused, so that colours rise with the root of the count."""
    most = max(one.items for one in picture.drawn)
    _cells(axes, picture, PowerNorm(0.5, 0, max(most, 1)), lambda one: str(one.items))
    axes.set_ylabel(_label(picture.heads[0]))
    axes.set_xlabel(_label(picture.heads[1]))


def _cells(axes: Axes, picture: Picture, scale: Normalize, words: Callable[[Mark], str]) -> None:
    """Squares with their numbers, rows from above; where there is nothing, nothing is drawn."""
    rows, columns = picture.sides
    for number, mark in enumerate(picture.drawn):
        if mark.value is not None:
            named = picture.cell(mark)
            row, column, share = rows.index(named[0]), columns.index(named[1]), float(scale(mark.value))
            colour = matplotlib.colormaps["cividis"](share)
            axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=colour, gid=f"mark-{number}"))
            ink = "#ffffff" if share < 0.5 else "#000000"
            axes.text(column, row, words(mark), ha="center", va="center", color=ink, fontsize=8)
    turned: dict[str, Any] = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"}
    axes.set_xticks(range(len(columns)), [_label(name) for name in columns], **turned)
    axes.set_yticks(range(len(rows)), [_label(name) for name in rows])
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5), aspect="equal")
    axes.tick_params(length=0)


_DRAW: Mapping[Kind, Callable[[Axes, Picture], None]] = {
    "pair": _heat_map,
    "type": _bars,
    "round": _trend,
    "confusion": _confusion,
}
