"""The formats that convert reads and writes: a table of them, and a page for each."""

from __future__ import annotations

import json
from textwrap import dedent

from ..formats import HOLDS, Format, all_formats, home

_HEAD = ["name", "format", "files", "reads", "writes", "offsets", "does not hold"]


def formats_table(output_format: str) -> str:
    """The formats, what they can do and what they hold, as text, Markdown or JSON."""
    rows = [_row(format) for format in all_formats()]
    if output_format == "json":
        return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    if output_format == "markdown":
        return "".join(f"| {' | '.join(cells)} |\n" for cells in (_HEAD, ["---"] * len(_HEAD), *map(_cells, rows)))
    cells = [_HEAD, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(6)]
    return "".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[6]]).rstrip() + "\n"
        for row in cells
    )


def _row(format: Format) -> dict[str, object]:
    return {
        "name": format.name,
        "title": format.title,
        "suffixes": list(format.suffixes),
        "reads": format.read is not None,
        "writes": format.write is not None,
        "offsets": format.unit,
        "holds": [name for name in HOLDS if name in format.holds],
        "lacks": [name for name in HOLDS if name not in format.holds],
        "extra": format.extra,
    }


def _cells(row: dict[str, object]) -> list[str]:
    words = {key: ", ".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in row.items()}
    reads, writes = ("yes" if row[key] else "no" for key in ("reads", "writes"))
    return [words["name"], words["title"], words["suffixes"], reads, writes, words["offsets"], words["lacks"] or "-"]


def format_page(format: Format) -> str:
    """The documentation of a format: what its docstring says, and what is lost of the example there."""
    intro, _, rest = (home(format).__doc__ or "").partition("\nExample:\n")
    example, _, lost = rest.partition("\nLost: ")
    lacks = ", ".join(name for name in HOLDS if name not in format.holds) or "nothing"
    return (
        f"# {format.title}\n\n`-t {format.name}`, files: {', '.join(f'`{s}`' for s in format.suffixes)}; "
        f"offsets count {format.unit}.\n\n{intro.strip()}\n\nIt does not hold: {lacks}.\n\n"
        f"Of this record is lost or changed: {lost.strip()}.\n\n```yaml\n{dedent(example).strip()}\n```\n"
    )
