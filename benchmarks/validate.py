"""How fast validation is, beside others that do part of it: `python -m benchmarks.validate`.

Ratios of one run count, CPU time throughout; the data are made by seed in a temporary folder.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import mean

from corpus_tools import schema
from corpus_tools.canonical import write_tree

from . import measure
from .core import counts
from .data import Tree, numbered, tree
from .measure import Bar, Row, Usage, run_command, say
from .rivals import CHECK, ORJSON, Rival, checker, found_by, rivals

_PACKAGES = (
    "corpus-tools",
    "typer",
    "msgspec",
    "orjson",
    "jsonschema",
    "jsonschema-rs",
    "fastjsonschema",
    "pydantic",
    "check-jsonschema",
)
_NEEDED = ("orjson", "jsonschema_rs", "fastjsonschema", "pydantic", "check_jsonschema")
_PYTHON = sys.executable
_SCHEMA = schema.folder() / "article.schema.json"
_SENTENCES = 28
"""Sentences of a record; they make about 40 kB in canonical form."""
_BARS = {
    CHECK: Bar(4.0, stretch=2.5),
    "many files, check-jsonschema": Bar(60, at_least=True),
    "many files, ajv": Bar(0.7),
    "one file, python": Bar(12),
    "one file, check-jsonschema": Bar(3, at_least=True),
    "memory": Bar(1.05),
    "cost": Bar(1.10),
}

_UNUSUAL: dict[str, Tree] = {
    "a record with `extensions`": {"extensions": {"org.example.pilot": {"batch": 3}}},
    "a record with a wrong checksum": {"text_sha256": "0" * 64},
    "a record that breaks the schema": {"colour": "red"},
}
"""What makes a record leave the quickest path: additions of its own, a fault of meaning, a fault of form."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    records: int = 60
    few: int = 2
    rounds: int = 9
    files: int = 2_000
    sample: int = 200
    directly: bool = True
    lines: tuple[int, int, int] = (2_000, 5_000, 20_000)
    command_rounds: int = 3
    starts: int = 15


QUICK = Sizes(6, 1, 3, 40, 4, False, (20, 50, 200), 1, 3)


@dataclass(frozen=True, slots=True)
class Data:
    """The records, and a folder for files made of them."""

    trees: list[Tree]
    folder: Path

    def renamed(self, count: int) -> Iterator[Tree]:
        """As many records as wanted: the same ones again and again, each with an id and a last paragraph of its own."""
        for number in range(count):
            yield numbered(self.trees[number % len(self.trees)], number)

    def files(self, count: int) -> list[Path]:
        """Files with one record each, in canonical form."""
        folder = self.folder / "files"
        folder.mkdir()
        paths = [folder / f"made-{number}.json" for number in range(count)]
        for path, record in zip(paths, self.renamed(count), strict=True):
            path.write_text(write_tree(record), encoding="utf-8")
        return paths

    def lines(self, count: int) -> Path:
        """A JSONL file with one record a line."""
        path = self.folder / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            for record in self.renamed(count):
                stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        return path


def in_process(data: Data, sizes: Sizes) -> Iterator[Row]:
    """Part 1: from bytes in memory to a verdict, a record."""
    part = "1. In process, CPU of one record"
    everyone = rivals()
    runs = _runs_in_process(everyone, data.trees, sizes)
    gc.collect()
    gc.freeze()
    cost = measure.interleaved(runs, sizes.rounds, "in process")
    gc.unfreeze()
    notes = {rival.name: "; ".join(filter(None, (found_by(rival, data.trees[0]), rival.notes))) for rival in everyone}
    for name, seconds in cost.items():
        ratio, bar = seconds / cost[ORJSON], _BARS.get(name)
        yield Row(part, name, seconds * 1e3, "ms", ratio, "orjson", bar, notes.get(name, ""))


def _runs_in_process(everyone: list[Rival], trees: list[Tree], sizes: Sizes) -> dict[str, Callable[[], float]]:
    records = [write_tree(record).encode() for record in trees]
    size = mean(map(len, records))
    runs: dict[str, Callable[[], float]] = {}
    for rival in everyone:
        some = records[: sizes.few] if rival.slow else records
        _must_accept(rival, some)
        runs[rival.name] = partial(_per_record, rival.accepts, some, size)
    for name, change in _UNUSUAL.items():
        changed = [write_tree(record | change).encode() for record in trees[: sizes.few * 5]]
        runs[f"`corpus_tools`: check, {name}"] = partial(_per_record, checker(), changed, size)
    return runs


def _per_record(accepts: Callable[[bytes], bool], records: list[bytes], size: float) -> float:
    """CPU seconds for a record of mean size."""

    def work() -> None:
        for record in records:
            accepts(record)

    return measure.timed(work) * size / sum(map(len, records))


def _must_accept(rival: Rival, records: list[bytes]) -> None:
    for number, record in enumerate(records):
        if not rival.accepts(record):
            sys.exit(f"{rival.name} does not accept record {number}, so its time would mean nothing")


def many_files(data: Data, sizes: Sizes) -> Iterator[Row]:
    """Part 2: a folder of files on the command line."""
    part = f"2. Command line, CPU of {sizes.files:,} files in one call"
    files = data.files(sizes.files)
    ours = partial(run_command, *_validate(files[0].parent))
    runs: dict[str, Callable[[], Usage]] = {
        "ours": ours,
        "some": partial(run_command, *_check_jsonschema(*files[: sizes.sample])),
        "one": partial(run_command, *_check_jsonschema(files[0])),
    }
    ajv_version, packages = _ajv(data.folder)
    if ajv_version:
        script = Path(__file__).with_name("ajv.mjs")
        runs["ajv"] = partial(run_command, "node", script, _SCHEMA, files[0].parent, packages)
    cpu = {name: usage.cpu for name, usage in measure.interleaved_commands(runs, sizes.command_rounds, "files").items()}
    yield from _beside_ajv(part, cpu["ours"], cpu.get("ajv"), f"the schema alone; ajv {ajv_version}")
    line = cpu["one"] + (sizes.files - 1) * (cpu["some"] - cpu["one"]) / (sizes.sample - 1)
    notes = f"by line through 1 file ({cpu['one']:.2f} s) and {sizes.sample} files ({cpu['some']:.1f} s)"
    yield _beside_check_jsonschema(part, cpu["ours"], line, notes)
    if sizes.directly:
        say(f"check-jsonschema on {sizes.files} files, once")
        direct = run_command(*_check_jsonschema(*files)).cpu
        notes = "measured directly, once, with a run of corpus-tools right after it"
        yield _beside_check_jsonschema(part, ours().cpu, direct, notes)


def _beside_ajv(part: str, ours: float, ajv: float | None, notes: str) -> Iterator[Row]:
    ratio, bar = ours / ajv if ajv else None, _BARS["many files, ajv"]
    yield Row(part, "`corpus-tools validate FOLDER`", ours, "s", ratio, "ajv", bar)
    if ajv:
        yield Row(part, "ajv, a script for Node", ajv, "s", ajv / ours, "corpus-tools", notes=notes)


def _beside_check_jsonschema(part: str, ours: float, theirs: float, notes: str) -> Row:
    name, bar = "`check-jsonschema FILES`", _BARS["many files, check-jsonschema"]
    return Row(part, name, theirs, "s", theirs / ours, "corpus-tools", bar, f"the schema alone; {notes}")


def _validate(path: Path) -> list[str | Path]:
    return [_PYTHON, "-m", "corpus_tools", "validate", "--no-cache", path]


def _check_jsonschema(*files: Path) -> list[str | Path]:
    return [_PYTHON, "-m", "check_jsonschema", "--schemafile", _SCHEMA, *files]


def _ajv(folder: Path) -> tuple[str, Path]:
    """The version of ajv and the folder it was installed to; no version, but a message, where it is not to be had."""
    npm, packages = shutil.which("npm"), folder / "packages"
    if not npm or not shutil.which("node"):
        say("ajv is left out: node and npm are not there")
        return "", packages
    command = [npm, "install", "--prefix", str(packages), "--no-audit", "--no-fund", "ajv@8"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        say(f"ajv is left out: npm could not install it\n{done.stderr[-500:]}")
        return "", packages
    version: str = json.loads((packages / "node_modules" / "ajv" / "package.json").read_bytes())["version"]
    return version, packages


def jsonl(data: Data, sizes: Sizes) -> Iterator[Row]:
    """Part 3: memory and cost of a record while a file grows."""
    part = "3. Command line, one JSONL file"
    few, some, many = sizes.lines
    paths = {count: data.lines(count) for count in (1, *sizes.lines)}
    runs = {str(count): partial(run_command, *_validate(path)) for count, path in paths.items()}
    measured = measure.interleaved_commands(runs, sizes.command_rounds, "lines")
    used = {int(count): usage for count, usage in measured.items()}
    for path in paths.values():
        path.unlink()
    for count in sizes.lines:
        peak, bar = used[count].memory, _BARS["memory"] if count > few else None
        what, ratio = f"peak memory, {count:,} records", peak / used[few].memory
        yield Row(part, what, peak / 1e6, "MB", ratio, f"that of {few:,}", bar)
    first = (used[some].cpu - used[1].cpu) / (some - 1)
    last = (used[many].cpu - used[some].cpu) / (many - some)
    yield Row(part, f"CPU of a record, the first {some:,}", first * 1e3, "ms", notes="start-up subtracted")
    what = f"CPU of a record, the {many - some:,} after them"
    yield Row(part, what, last * 1e3, "ms", last / first, f"that of the first {some:,}", _BARS["cost"])


def one_file(data: Data, sizes: Sizes) -> Iterator[Row]:
    """Part 4: one file from a cold start, as a hook of an editor or of git does it."""
    part = "4. Command line, CPU of one file"
    path = data.folder / "made-0.json"
    path.write_text(write_tree(data.trees[0]), encoding="utf-8")
    runs = {
        "bare": partial(run_command, _PYTHON, "-c", "pass"),
        "ours": partial(run_command, *_validate(path)),
        "other": partial(run_command, *_check_jsonschema(path)),
    }
    cpu = {name: usage.cpu for name, usage in measure.interleaved_commands(runs, sizes.starts, "one file").items()}
    bare, ours, other = cpu["bare"], cpu["ours"], cpu["other"]
    yield Row(part, "`python -c pass`", bare * 1e3, "ms")
    name, bar = "`corpus-tools validate FILE`", _BARS["one file, python"]
    yield Row(part, name, ours * 1e3, "ms", ours / bare, "`python -c pass`", bar)
    name, bar = "`check-jsonschema FILE`", _BARS["one file, check-jsonschema"]
    yield Row(part, name, other * 1e3, "ms", other / ours, "corpus-tools", bar)


def run(sizes: Sizes) -> list[Row]:
    """Measure everything."""
    with tempfile.TemporaryDirectory(prefix="corpus-tools-benchmark-") as folder:
        data = Data([tree(seed, _SENTENCES) for seed in range(sizes.records)], Path(folder))
        return [row for part in (in_process, many_files, jsonl, one_file) for row in part(data, sizes)]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validate", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run of a few seconds, whose figures mean nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store the figures")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of a page")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("figures of a smoke run are not written to a page")
    if absent := [name for name in _NEEDED if find_spec(name) is None]:
        parser.exit(2, f"{', '.join(absent)}: not installed; pip install -e '.[bench]' has all that this needs\n")
    where = measure.environment(_PACKAGES) | {"rules": counts()}
    rows = run(QUICK if options.quick else Sizes())
    if options.quick:
        rows = [replace(row, bar=None) for row in rows]
    table = measure.markdown(rows, where)
    print(table)
    if options.json:
        measure.write_json(options.json, rows, where)
    if options.write:
        measure.write_between_marks(options.write, table)
    for row in measure.missed(rows):
        say(f"missed: {row.what} ({row.part}): {row.ratio:.2f} × {row.base}, the bar is {row.bar}")


if __name__ == "__main__":
    main()
