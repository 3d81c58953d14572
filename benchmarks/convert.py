"""How fast conversion is, beside others that do part of it: `python -m benchmarks.convert`.

Documents a second of CPU, the same documents for all in one run: 2,700 characters and 31 mentions each, made by seed.
Libraries that cannot be installed beside each other are found in further interpreters: `--python PATH`.
"""

from __future__ import annotations

import argparse
import gc
import io
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from corpus_tools import conversion
from corpus_tools.conversion import counted, read_unit, units
from corpus_tools.conversion.files import Files
from corpus_tools.errors import UnknownName
from corpus_tools.formats import File, Format, Ledger, Settings, find, narrow
from corpus_tools.model import Entity, Layer, Record, Span

from . import convert_memory, measure
from .measure import Bar, Row, run_command, say

_LENGTH, _MENTIONS = 2_700, 31
_NAMES = {"Mira Oldane": "PER", "Tom Kell": "PER", "José Núñez": "PER", "Port Vale": "GPE", "Ferry Union": "ORG"}
_WORDS = (
    *("the", "council", "harbour", "report", "after", "a", "long", "night", "of", "talks", "in", "the", "old", "town"),
    *("hall", "near", "the", "river", "while", "many", "people", "waited", "outside"),
)
_FASTER = Bar(1.0, at_least=True)
"""What a ratio of documents a second has to reach: more than the peer."""
_ALONE = Settings(misaligned="expand")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: in each turn the peer and we do the same, so that a machine that slows down slows both."""

    documents: int = 200
    turns: int = 7
    rounds: int = 3
    command_rounds: int = 7
    small: tuple[int, int] = (10_000, 100_000)


QUICK = Sizes(6, 1, 1, 1, (20, 40))


@dataclass(frozen=True, slots=True)
class Peer:
    """A task of `converters`, and what of ours does the same: reading or writing a format, or both, the second anew."""

    task: str
    name: str
    job: str
    format: str
    into: str = ""


PEERS = (
    Peer("bioc-json load", "bioc, JSON", "read", "bioc-json"),
    Peer("bioc-xml load", "bioc, XML", "read", "bioc-xml"),
    Peer("xmi load", "cassis, XMI", "read", "xmi"),
    Peer("cas-json load", "cassis, JSON", "read", "cas-json"),
    Peer("gatenlp load", "gatenlp, bdocjs", "read", "gate-json"),
    Peer("bioc-json save", "bioc, JSON", "write", "bioc-json"),
    Peer("bioc-xml save", "bioc, XML", "write", "bioc-xml"),
    Peer("xmi save", "cassis, XMI", "write", "xmi"),
    Peer("cas-json save", "cassis, JSON", "write", "cas-json"),
    Peer("gatenlp save", "gatenlp, bdocjs", "write", "gate-json"),
    Peer("spacy convert", "spaCy, CoNLL to DocBin", "convert", "conll", "spacy"),
    Peer("label-studio", "label-studio-converter, JSON to CoNLL", "convert", "label-studio", "conll"),
)
_PARTS = {
    "read": "1. Reading, from bytes in memory",
    "write": "2. Writing, to bytes in memory",
    "convert": "3. From one format into another, in process",
}


def documents(count: int) -> list[Record]:
    """Records by seed."""
    return [_document(Random(seed), f"made-{seed}") for seed in range(count)]


def _document(random: Random, identifier: str) -> Record:
    text, mentions = "", list[Entity]()
    while len(mentions) < _MENTIONS or len(text) < _LENGTH:
        words = random.choices(_WORDS, k=random.randint(9, 15))
        text += " ".join(words[:4]) + " "
        if len(mentions) < _MENTIONS:
            name = random.choice(list(_NAMES))
            span = Span(len(text), len(text) + len(name), name)
            mentions.append(Entity(id=f"t{len(mentions) + 1}", type=_NAMES[name], spans=[span]))
            text += name + " "
        text += " ".join(words[4:]) + (".\n\n" if random.random() < 0.2 else ". ")
    layers = [Layer(annotator="ada", entities=mentions)]
    return Record(format_version="1.0", id=identifier, text=text.strip(), layers=layers)


def reading(files: Files, format: Format) -> list[Record]:
    """All that `convert` does with a source: reading, checking, counting."""
    return [counted(one, Ledger()) for unit in units(files, format) for one in read_unit(unit, format, _ALONE)]


def writing(records: Iterable[Record], format: Format) -> dict[str, bytes]:
    """All that `convert` does for a target: what it does not hold is taken away and told, the rest is written."""
    assert format.write
    found = defaultdict[str, list[bytes]](list)
    for chunk in format.write(conversion.narrowed(records, format, _ALONE, Ledger()), _ALONE):
        found[chunk.name].append(chunk.data)
    return {name: b"".join(chunks) for name, chunks in found.items()}


def _in_memory(written: dict[str, bytes]) -> Files:
    return Files("", {name: File(name, partial(io.BytesIO, data)) for name, data in written.items()})


class Data:
    """The documents, and what each format makes of them, in memory and below a folder."""

    def __init__(self, count: int, folder: Path) -> None:
        self.records, self.folder = documents(count), folder

    def format(self, name: str) -> Format | None:
        """The format, if there is one that is read and written here."""
        try:
            format = find(name)
            self.written(format)
        except (UnknownName, ImportError) as error:
            say(f"{name} is left out: {error}")
            return None
        return format

    def written(self, format: Format) -> dict[str, bytes]:
        """What is written in a format."""
        return writing([narrow(record, format, _ALONE).record for record in self.records], format)

    def place(self, format: Format) -> Path:
        """The file or folder that holds what is written in a format."""
        folder = self.folder / format.name
        for name, data in self.written(format).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        return folder / f"corpus{format.suffixes[0]}" if format.many else folder


def ours(peer: Peer, data: Data, format: Format) -> Callable[[], object]:
    """What of ours does a peer's job."""
    if peer.job == "write":
        return lambda: writing(data.records, format)
    files = _in_memory(data.written(format))
    if peer.job == "read":
        return lambda: reading(files, format)
    into = find(peer.into)
    return lambda: writing(reading(files, format), into)


def beside(peer: Peer, data: Data, pythons: Iterable[str], sizes: Sizes) -> Iterator[Row]:
    """A row for a peer and one for us; none, but a word, where either is not to be had."""
    format = data.format(peer.format)
    if format is None or (peer.into and data.format(peer.into) is None):
        return
    path, own = data.place(format), ours(peer, data, format)
    own()
    gc.freeze()  # what the benchmark itself holds, and a peer's process has not, is no work of ours
    turns = []
    for _ in range(sizes.turns):
        theirs = _theirs(peer, path, pythons, sizes.rounds)
        if theirs is None:
            return
        turns.append((*theirs, min(measure.timed(own) for _ in range(sizes.rounds))))
    count, part = len(data.records), _PARTS[peer.job]
    names, their_seconds, our_seconds = zip(*turns, strict=True)
    ratio = median(theirs / ours for theirs, ours in zip(their_seconds, our_seconds, strict=True))
    yield Row(part, peer.name, count / median(their_seconds), "documents/s", notes=names[0])
    what = f"`corpus_tools`, {peer.format}" + (f" to {peer.into}" if peer.into else "")
    rate = count / median(our_seconds)
    yield Row(part, what, rate, "documents/s", ratio, peer.name.partition(",")[0], _FASTER)


def _theirs(peer: Peer, path: Path, pythons: Iterable[str], rounds: int) -> tuple[str, float] | None:
    """The package with its version and the CPU seconds of its work, from the first interpreter that has it."""
    script, said = str(Path(__file__).with_name("converters.py")), ""
    for python in pythons:
        say(f"{peer.name}, {peer.job}")
        done = subprocess.run([python, script, peer.task, str(rounds), str(path)], capture_output=True, text=True)
        if done.returncode == 0:
            *_, package, seconds = done.stdout.splitlines()
            return package, min(map(float, seconds.split()))
        said = done.stderr.strip().rpartition("\n")[2]
    say(f"{peer.name} is left out: {said}")
    return None


def commands(data: Data, sizes: Sizes) -> Iterator[Row]:
    """Part 4: CoNLL to DocBin from the command line, start-up included."""
    conll, part = data.format("conll"), "4. Command line, CPU of one call"
    if conll is None or data.format("spacy") is None:
        return
    source, out = data.place(conll), data.folder / "out"
    out.mkdir(exist_ok=True)
    python, into = sys.executable, out / "ours.spacy"
    runs = {
        "ours": partial(
            run_command, python, "-m", "corpus_tools", "convert", source, "-t", "spacy", "-o", into, "--force", "-q"
        ),
        "theirs": partial(run_command, python, "-m", "spacy", "convert", source, out, "-c", "conll"),
    }
    cpu = {name: usage.cpu for name, usage in measure.interleaved_commands(runs, sizes.command_rounds, "cmd").items()}
    yield Row(part, "`spacy convert`", cpu["theirs"], "s", notes=f"{len(data.records)} documents")
    ratio = cpu["theirs"] / cpu["ours"]
    yield Row(part, "`corpus-tools convert`", cpu["ours"], "s", ratio, "as fast as `spacy convert`", _FASTER)


def run(sizes: Sizes, pythons: list[str], *, memory: bool) -> list[Row]:
    """Measure everything; memory alone, if that is asked for."""
    with tempfile.TemporaryDirectory(prefix="corpus-tools-benchmark-") as folder:
        if memory:
            return list(convert_memory.rows(sizes.small, Path(folder)))
        data = Data(sizes.documents, Path(folder))
        rows = [row for peer in PEERS for row in beside(peer, data, pythons, sizes)]
        return [*rows, *commands(data, sizes)]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.convert", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run of a few seconds, whose figures mean nothing")
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="another interpreter with peers")
    parser.add_argument("--memory", action="store_true", help="peak memory instead, of few and of many documents")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store the figures")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of a page")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("figures of a smoke run are not written to a page")
    where = measure.environment(("corpus-tools", "msgspec"))
    sizes = QUICK if options.quick else Sizes()
    rows = run(sizes, [sys.executable, *options.python], memory=options.memory)
    table = measure.markdown(rows, where)
    print(table)
    if options.json:
        measure.write_json(options.json, rows, where)
    if options.write:
        measure.write_between_marks(options.write, table, "conversion memory" if options.memory else "conversion")
    for row in measure.missed(rows):
        say(f"missed: {row.what} ({row.part}): {row.ratio:.2f} × {row.base}, the bar is {row.bar}")


if __name__ == "__main__":
    main()
