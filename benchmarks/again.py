"""What a second look costs: `python -m benchmarks.again`.

The same 2,000 files checked without cache, with an empty cache, with a full one, and only those touched since the last
commit. CPU of the whole command, ratios of one run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from corpus_tools.canonical import write_tree

from . import measure
from .data import numbered, tree
from .measure import Row, Usage, run_command, say

_FILES, _TOUCHED, _ROUNDS = 2_000, 10, 3
_PART = "Command line, CPU of 2,000 files checked again"


def rows(folder: Path, count: int = _FILES, rounds: int = _ROUNDS) -> Iterator[Row]:
    """A row for each way of looking."""
    _make(folder, count)
    check: list[str | Path] = [sys.executable, "-m", "corpus_tools", "validate", folder]
    runs: dict[str, Callable[[], Usage]] = {
        "validate --no-cache": partial(run_command, *check, "--no-cache"),
        "validate, the cache being empty": lambda: _without_cache(folder, check),
        "validate, the cache being full": partial(run_command, *check),
        f"validate --changed, {_TOUCHED} files touched": partial(run_command, *check, "--changed", "--no-cache"),
    }
    cpu = {name: usage.cpu for name, usage in measure.interleaved_commands(runs, rounds, "again").items()}
    base = cpu["validate --no-cache"]
    for name, seconds in cpu.items():
        yield Row(_PART, f"`{name}`", seconds, "s", seconds / base, "--no-cache")


def _without_cache(folder: Path, check: list[str | Path]) -> Usage:
    shutil.rmtree(folder / ".corpus-tools-cache", ignore_errors=True)
    return run_command(*check)


def _make(folder: Path, count: int) -> None:
    """Files under git, some of them touched since."""
    records = [tree(seed, 28) for seed in range(20)]
    for number in range(count):
        record = numbered(records[number % len(records)], number)
        (folder / f"made-{number}.json").write_text(write_tree(record), encoding="utf-8")
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "made")
    for number in range(_TOUCHED):
        record = numbered(records[number % len(records)], number + count)
        (folder / f"made-{number}.json").write_text(write_tree(record), encoding="utf-8")


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        say("making the files")
        table = measure.markdown(list(rows(Path(folder))), measure.environment(("corpus-tools",)))
    print(table)


if __name__ == "__main__":
    main()
