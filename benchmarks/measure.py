"""What every benchmark needs: interleaved timing in CPU seconds, measured rows, and a Markdown table of them."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

TOP = Path(__file__).resolve().parents[1]
"""The top of the checkout; commands run there."""

_METER = str(Path(__file__).with_name("meter.py"))


@dataclass(frozen=True, slots=True)
class Bar:
    """What a ratio has to reach: at most, or at least, a limit."""

    limit: float
    at_least: bool = False
    stretch: float | None = None

    def met_by(self, ratio: float) -> bool:
        """Whether a ratio reaches it."""
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.limit:g} ×" + (f" (stretch {self.stretch:g})" if self.stretch else "")


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure: what it is of, how much, and how it stands to another figure of the same run."""

    part: str
    what: str
    figure: float
    unit: str
    ratio: float | None = None
    base: str = ""
    bar: Bar | None = None
    notes: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the ratio reaches its bar; None where there is no bar."""
        return None if self.bar is None or self.ratio is None else self.bar.met_by(self.ratio)


class Usage(NamedTuple):
    """What one command took: CPU seconds of all its processes, and peak memory in bytes."""

    cpu: float
    memory: float


def run_command(*command: str | Path) -> Usage:
    """Run a command at the top of the checkout and measure it; one that fails stops the benchmark.

    Python may keep compiled modules, as it does wherever it is not told otherwise.
    """
    words = [str(word) for word in command]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    meter = [sys.executable, "-I", "-S", _METER]
    done = subprocess.run([*meter, *words], cwd=TOP, env=variables, capture_output=True, text=True, check=True)
    code, cpu, memory = done.stdout.split()
    if code != "0":
        sys.exit(f"exit code {code} of {' '.join(words)[:200]}\n{done.stderr[-2000:]}")
    return Usage(float(cpu), float(memory))


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def interleaved(runs: Mapping[str, Callable[[], float]], rounds: int, label: str) -> dict[str, float]:
    """The median of each run over rounds of all runs, A B C A B C."""
    return {name: median(figures) for name, figures in _rounds(runs, rounds, label).items()}


def interleaved_commands(runs: Mapping[str, Callable[[], Usage]], rounds: int, label: str) -> dict[str, Usage]:
    """The same for commands: medians of CPU seconds and of peak memory."""
    measured = _rounds(runs, rounds, label)
    return {name: Usage(*map(median, zip(*usages, strict=True))) for name, usages in measured.items()}


def _rounds(runs: Mapping[str, Callable[[], Any]], rounds: int, label: str) -> dict[str, list[Any]]:
    measured: dict[str, list[Any]] = {name: [] for name in runs}
    for number in range(rounds):
        say(f"{label}: round {number + 1} of {rounds}")
        for name, run in runs.items():
            measured[name].append(run())
    return measured


def say(words: str) -> None:
    """Tell on standard error how far the work is."""
    print(words, file=sys.stderr, flush=True)


def environment(packages: Iterable[str]) -> dict[str, str]:
    """Where the figures come from: interpreter, system, cores, load before the run, versions of packages."""
    system = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    )
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return {"date": time.strftime("%Y-%m-%d"), "python": python, "system": system} | {
        name: _version(name) for name in packages
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "from the checkout"


def markdown(rows: Sequence[Row], where: Mapping[str, str]) -> str:
    """The environment and one table a part."""
    lines = ["Measured with " + ", ".join(f"{name} {value}" for name, value in where.items()) + "."]
    for part, members in groupby(rows, key=lambda row: row.part):
        head = [
            "",
            f"### {part}",
            "",
            "| what | figure | ratio | bar | met | notes |",
            "| --- | ---: | ---: | --- | --- | --- |",
        ]
        lines += [*head, *map(_line, members)]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    ratio = f"{_significant(row.ratio)} × {row.base}".rstrip() if row.ratio is not None else ""
    met = {None: "", True: "yes", False: "**no**"}[row.met]
    cells = [row.what, f"{_significant(row.figure)} {row.unit}", ratio, str(row.bar or ""), met, row.notes]
    return "| " + " | ".join(cells) + " |"


def _significant(number: float) -> str:
    """Three digits that say something, never an exponent."""
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def write_between_marks(path: Path, table: str, mark: str = "measured") -> None:
    """Put a table between the marks of a page, in place of the one that is there."""
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    marked = re.compile(rf"({begin}\n).*?({end})", re.DOTALL)
    new, count = marked.subn(lambda found: f"{found[1]}\n{table}\n{found[2]}", path.read_text(encoding="utf-8"))
    if count != 1:
        sys.exit(f"{path} must hold {begin} and {end} once, each at the start of a line")
    path.write_text(new, encoding="utf-8", newline="\n")


def write_json(path: Path, rows: Iterable[Row], where: Mapping[str, str]) -> None:
    """Store the figures, each with whether it reaches its bar."""
    stored = {"environment": dict(where), "rows": [asdict(row) | {"met": row.met} for row in rows]}
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def missed(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that do not reach their bar."""
    return (row for row in rows if row.met is False)
