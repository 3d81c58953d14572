"""The command `corpus-tools agree` on ever larger corpora, for `benchmarks.agreement`: its time and its memory."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from . import data, measure
from .measure import Bar, Row

_SENTENCES = 8
_MB = 1_000_000


def article(number: int) -> data.Tree:
    """An article of about 700 characters and 40 annotations by each of three annotators, of which the third differs.

    One calls a name another type throughout; each lacks some events, and one some quotes.
    """
    random, tree = Random(number), data.tree(number, _SENTENCES)
    third = msgspec.json.decode(msgspec.json.encode(tree["layers"][0]))
    third["id"] = third["annotator"] = "cem"
    for array in ("events", "quotes"):
        third[array] = [one for one in third[array] if random.random() < 0.9]
    _renamed(third, random)
    tree["annotators"].append({"id": "cem", "kind": "human"})
    tree["layers"].append(third)
    for layer in tree["layers"]:
        layer["tasks"].append("attributes")
    return tree


def _renamed(layer: dict[str, Any], random: Random) -> None:
    people = [chain for chain in layer["chains"] if chain["type"] == "PER"]
    if people:
        chosen = random.choice(people)
        chosen["type"] = "ORG"
        for entity in layer["entities"]:
            if entity["chain"] == chosen["id"]:
                entity["type"] = "ORG"


def growing(sizes: Sequence[int]) -> Iterator[Row]:
    """Part 7: every default figure with its interval, three annotators, one JSONL file; and the sample corpus."""
    part = "7. `corpus-tools agree`, every default figure with its interval"
    with tempfile.TemporaryDirectory() as folder:
        files = {size: _written(Path(folder) / f"{size}.jsonl", size) for size in sizes}
        used = measure.interleaved_commands({"sample": partial(_agree, "corpus")}, 5, "agree, sample corpus")
        large = {str(size): partial(_agree, file) for size, file in files.items()}
        used |= measure.interleaved_commands(large, 3, "agree")
    yield Row(part, "the sample corpus, 14 articles", used["sample"].cpu, "s", used["sample"].cpu, "1 s", Bar(1.0))
    first = used[str(sizes[0])]
    each = {size: used[str(size)].cpu / size * 1000 for size in sizes}
    for size in sizes:
        time, space = (Bar(1.1), Bar(1.3)) if size > sizes[0] else (None, None)
        what = f"{size:,} articles × 3 annotators"
        base = f"that of {sizes[0]:,}"
        notes = f"{used[str(size)].cpu:.0f} s in all"
        yield Row(part, f"{what}, CPU of an article", each[size], "ms", each[size] / each[sizes[0]], base, time, notes)
        memory = used[str(size)].memory
        yield Row(part, f"{what}, peak memory", memory / _MB, "MB", memory / first.memory, base, space)


def _written(path: Path, articles: int) -> Path:
    with path.open("wb") as stream:
        for number in range(articles):
            stream.write(msgspec.json.encode(article(number)) + b"\n")
    return path


def _agree(corpus: str | Path) -> measure.Usage:
    return measure.run_command(sys.executable, "-m", "corpus_tools", "agree", corpus)
