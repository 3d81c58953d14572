"""What a merge costs: `python -m benchmarks.merge`.

A git merge of 1,000 records that both sides changed, one start of the driver each, beside git's own merge by line; the
start of the driver beside a Python that does nothing; and the merge of one large layer. CPU seconds, those of git with
all that it starts.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from corpus_tools.canonical import canonical_record
from corpus_tools.diff.merge import merge
from corpus_tools.model import Entity, Layer, Record, Span

from . import measure
from .measure import Bar, Row, timed

RECORDS = 1_000
SPANS = 100
LARGE = 20_000
ROOT = Path(__file__).parents[1]


def record(name: str, spans: int) -> Record:
    """A record with one layer of entities, each on a word of its own."""
    text = " ".join(f"w{number:06}" for number in range(spans))
    found = [
        Entity(id=f"t{at + 1}", type="PER", spans=[Span(at * 8, at * 8 + 7, text[at * 8 : at * 8 + 7])])
        for at in range(spans)
    ]
    return Record(format_version="1.0", id=name, text=text, layers=[Layer(annotator="ada", entities=found)])


def changed(one: Record, at: int, kind: str) -> Record:
    """The record with another type for one entity."""
    found = list(one.layers[0].entities or ())
    found[at] = replace(found[at], type=kind)
    return replace(one, layers=[replace(one.layers[0], entities=found)])


class Repository:
    """A repository of records with two branches that changed all of them."""

    def __init__(self, folder: Path) -> None:
        self.top = folder / "repository"
        (self.top / "corpus").mkdir(parents=True)
        program = folder / "bin" / "corpus-tools"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m corpus_tools "$@"\n')
        program.chmod(0o755)
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._environment = {**variables, "PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(folder)}
        self.run("git", "init", "-q", "-b", "main")
        for key, value in (("user.name", "a"), ("user.email", "a@b.c"), ("gc.auto", "0")):
            self.run("git", "config", key, value)
        self._commit(lambda one: one)
        self.run("git", "checkout", "-q", "-b", "side")
        self._commit(lambda one: changed(one, SPANS // 4, "ORG"))
        self.run("git", "checkout", "-q", "main")
        self._commit(lambda one: changed(one, SPANS // 2, "GPE"))

    def _commit(self, change: Callable[[Record], Record]) -> None:
        for number in range(RECORDS):
            made = canonical_record(change(record(f"a{number}", SPANS)))
            (self.top / "corpus" / f"a{number}.json").write_text(made)
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "-m", "x")

    def run(self, *call: str) -> None:
        subprocess.run(call, cwd=self.top, env=self._environment, check=True, capture_output=True)

    def merge(self) -> float:
        """CPU seconds that `git merge` takes with all that it starts; the merge is taken back."""
        before = _spent()
        self.run("git", "merge", "-q", "--no-edit", "side")
        seconds = _spent() - before
        self.run("git", "reset", "-q", "--hard", "HEAD~1")
        return seconds


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _git() -> Iterator[Row]:
    part = f"git merge of {RECORDS:,} records that both sides changed"
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(Path(folder))
        by_line = repository.merge()
        repository.run("corpus-tools", "git", "install", "corpus")
        repository.run("git", "add", "-A")
        repository.run("git", "commit", "-q", "-m", "install")
        ours = repository.merge()
    yield Row(part, "git, by line", by_line, "s")
    yield Row(part, "corpus-tools, one start a record", ours, "s", ours / RECORDS * 1000, "ms a record", Bar(250))


def _start() -> Iterator[Row]:
    part = "One start"
    with tempfile.TemporaryDirectory() as folder:
        base, ours, theirs = (Path(folder) / name for name in ("base", "ours", "theirs"))
        one = record("a", SPANS)
        for path, made in ((base, one), (ours, changed(one, 1, "ORG")), (theirs, changed(one, 9, "GPE"))):
            path.write_text(canonical_record(made))
        files = (str(base), str(ours), str(theirs), "7", "a.json")
        runs = {
            "python -c pass": lambda: measure.run_command(sys.executable, "-c", "pass"),
            "driver": lambda: measure.run_command(sys.executable, "-m", "corpus_tools", "git", "merge-driver", *files),
        }
        found = measure.interleaved_commands(runs, 9, "start")
    for name, usage in found.items():
        yield Row(part, name, usage.cpu * 1000, "ms", usage.cpu / found["python -c pass"].cpu, "python")


def _large() -> Iterator[Row]:
    one = record("a", LARGE)
    sides = changed(one, 1, "ORG"), changed(one, 9, "GPE")
    seconds = min(timed(lambda: merge(one, *sides)) for _ in range(3))
    size = len(msgspec.json.encode(one)) / 1e6
    yield Row("One layer", f"`merge`, {LARGE:,} entities ({size:.1f} MB)", seconds, "s", seconds, "2 s", Bar(2))


def rows() -> Iterator[Row]:
    """All figures."""
    yield from _start()
    yield from _large()
    yield from _git()


def main() -> None:
    """Print the tables; a figure that misses its bar makes the exit code 1."""
    found = list(rows())
    print(measure.markdown(found, measure.environment(("corpus-tools", "msgspec"))))
    raise SystemExit(1 if list(measure.missed(found)) else 0)


if __name__ == "__main__":
    main()
