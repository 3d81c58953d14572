"""Whether converting many small documents takes more memory than converting few: `benchmarks.convert --memory`.

Each format is written from one file of JSON lines, and what was written is read back into one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from corpus_tools.model import Entity, Layer, Record, Span

from .measure import Bar, Row, Usage, run_command, say

FORMATS = ("brat", "conll", "jsonl", "spacy", "parquet", "bioc-json", "csv")
_WHOLE = {"spacy": "a DocBin is unpacked as a whole", "bioc-json": "one JSON value is parsed as a whole"}
"""Why some files are read whole, which is refused above a limit."""
_FLAT = Bar(1.1)


def rows(counts: tuple[int, int], folder: Path) -> Iterator[Row]:
    """The peak memory of each conversion, with few documents and with many."""
    sources = [_source(folder, count) for count in counts]
    for format in FORMATS:
        outs = [_place(folder, format, count) for count in counts]
        say(f"{format}, written")
        pairs = zip(sources, outs, strict=True)
        yield from _compared(f"writing {format}", counts, [_convert(one, "jsonl", out, format) for one, out in pairs])
        say(f"{format}, read")
        used = [_convert(out, format, folder / "back.jsonl", "jsonl") for out in outs]
        yield from _compared(f"reading {format}", counts, used, _WHOLE.get(format, ""))


def _place(folder: Path, format: str, count: int) -> Path:
    return folder / f"{format}-{count}" if format == "brat" else folder / f"{count}.{format.replace('-', '.')}"


def _compared(what: str, counts: Sequence[int], used: Sequence[Usage], why: str = "") -> Iterator[Row]:
    """A row for each count; there is a bar where nothing speaks against it."""
    few = used[0].memory
    for count, (_, peak) in zip(counts, used, strict=True):
        part, bar = "5. Peak memory of small documents, command line", None if why or count == counts[0] else _FLAT
        yield Row(part, f"{what}, {count:,}", peak / 1e6, "MB", peak / few, f"that of {counts[0]:,}", bar, why)


def _convert(source: Path, source_format: str, target: Path, format: str) -> Usage:
    words = ("-m", "corpus_tools", "convert", source, "-f", source_format, "-t", format, "-o", target)
    return run_command(sys.executable, *words, "--misaligned", "expand", "--force", "-q")


def _source(folder: Path, count: int) -> Path:
    path = folder / f"source-{count}.jsonl"
    with path.open("wb") as stream:
        stream.writelines(msgspec.json.encode(_document(number)) + b"\n" for number in range(count))
    return path


def _document(number: int) -> Record:
    words = ("Mira Oldane", " left ", "Port Vale", f" at {number % 24} o'clock, and ", "Tom Kell", " stayed at home.")
    starts = [sum(map(len, words[:at])) for at in range(len(words))]
    spans = [Span(start, start + len(word), word) for start, word in zip(starts[::2], words[::2], strict=True)]
    entities = [Entity(id=f"t{at}", type="PER", spans=[span]) for at, span in enumerate(spans, 1)]
    text, layers = "".join(words), [Layer(annotator="ada", entities=entities)]
    return Record(format_version="1.0", id=f"small-{number}", text=text, layers=layers)
