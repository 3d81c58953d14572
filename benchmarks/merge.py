"""What a merge costs: `python -m benchmarks.merge`.

A git merge of 1,000 records that both sides changed, and of 1,000 that one side did, beside git's own merge by line; a
rebase over 100, for which the driver starts once a file; one start of the driver beside a Python that does nothing; and
the merge of one large layer. CPU seconds, those of git with all that it starts.
"""

from __future__ import annotations

import argparse
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
REBASED = 100
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
    """A repository of records, a branch `side` that changed all of them, and `main`, which may have as well."""

    def __init__(self, folder: Path, records: int, *, both: bool) -> None:
        self._records = records
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
        if both:
            self._commit(lambda one: changed(one, SPANS // 2, "GPE"))
        else:
            self.run("git", "commit", "-q", "--allow-empty", "-m", "x")

    def _commit(self, change: Callable[[Record], Record]) -> None:
        for number in range(self._records):
            made = canonical_record(change(record(f"a{number}", SPANS)))
            (self.top / "corpus" / f"a{number}.json").write_text(made)
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "-m", "x")

    def run(self, *call: str) -> None:
        subprocess.run(call, cwd=self.top, env=self._environment, check=True, capture_output=True)

    def merge(self) -> float:
        """CPU seconds that `git merge` takes with all that it starts; the merge is taken back."""
        return self._timed("merge", "-q", "--no-edit", "side")

    def rebase(self) -> float:
        """The same of a rebase."""
        return self._timed("rebase", "-q", "side")

    def install(self) -> None:
        self.run("corpus-tools", "git", "install", "corpus")
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "-m", "install")

    def _timed(self, *call: str) -> float:
        self.run("git", "tag", "-f", "before")
        before = _spent()
        self.run("git", *call)
        seconds = _spent() - before
        self.run("git", "reset", "-q", "--hard", "before")
        return seconds


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _git() -> Iterator[Row]:
    for both, said in ((True, "both sides"), (False, "one side")):
        part = f"git merge of {RECORDS:,} records that {said} changed"
        with tempfile.TemporaryDirectory() as folder:
            repository = Repository(Path(folder), RECORDS, both=both)
            by_line = repository.merge()
            repository.install()
            ours = repository.merge()
        yield Row(part, "git, by line", by_line, "s")
        yield Row(part, "corpus-tools", ours, "s", ours / RECORDS * 1000, "ms a record", Bar(25) if both else None)


def _rebase() -> Iterator[Row]:
    part = f"git rebase of a commit that changed {REBASED} records, which the other branch changed as well"
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(Path(folder), REBASED, both=True)
        repository.install()
        for call in (("checkout", "-q", "side"), ("cherry-pick", "main"), ("checkout", "-q", "main")):
            repository.run("git", *call)  # git reads the attributes of the branch that it rebases onto
        seconds = repository.rebase()
    yield Row(part, "corpus-tools, one start a record", seconds, "s", seconds / REBASED * 1000, "ms a record")


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
    yield from _rebase()


def main() -> None:
    """Print the tables; a figure that misses its bar makes the exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.merge", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of a page")
    options = parser.parse_args()
    found = list(rows())
    table = measure.markdown(found, measure.environment(("corpus-tools", "msgspec")))
    print(table)
    if options.write:
        measure.write_between_marks(options.write, table, "merging")
    raise SystemExit(1 if list(measure.missed(found)) else 0)


if __name__ == "__main__":
    main()
