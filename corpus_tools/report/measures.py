"""The measures of agreement: a table of them, and a page for each."""

from __future__ import annotations

import json

from ..agreement import Measure, all_measures, home
from ..grid import aligned, markdown

_HEAD = ["name", "measure", "of", "what it tells"]


def measures_table(output_format: str) -> str:
    """The measures, what they can be taken of, and what they tell, as text, Markdown or JSON; `*` marks headlines."""
    if output_format == "json":
        return json.dumps([_tree(measure) for measure in all_measures()], indent=1, ensure_ascii=False) + "\n"
    table = markdown if output_format == "markdown" else aligned
    return table(_HEAD, [_cells(measure) for measure in all_measures()], words=len(_HEAD))


def _tree(measure: Measure) -> dict[str, object]:
    return {
        "name": measure.name,
        "title": measure.title,
        "units": list(measure.units),
        "default": list(measure.default),
        "beside": list(measure.beside),
        "tells": tells(measure),
    }


def _cells(measure: Measure) -> list[str]:
    units = ", ".join(f"{unit}*" if unit in measure.default else unit for unit in measure.units)
    return [measure.name, measure.title, units, tells(measure)]


def tells(measure: Measure) -> str:
    """What a measure tells, in one sentence."""
    first = (home(measure).__doc__ or "").partition("\n\n")[0]
    return " ".join(first.partition(": ")[2].split()).removesuffix(".")


def measure_page(measure: Measure) -> str:
    """The page of a measure: what its docstring says, and what it is asked for by."""
    first, _, rest = (home(measure).__doc__ or "").strip().partition("\n\n")
    beside = (
        f" With `--gold` there are also {', '.join(f'`{name}`' for name in measure.beside)}." if measure.beside else ""
    )
    default = f" A headline of {', '.join(measure.default)}." if measure.default else ""
    return (
        f"# {measure.title}\n\n`--measure {measure.name}`, of {', '.join(measure.units)}.{default}{beside}\n\n"
        f"{' '.join(first.split())}\n\n{rest.rstrip()}\n"
    )
