"""A folder as the Hugging Face Hub has it: Parquet files by part of the corpus, a dataset card, Croissant metadata.

Written are `data/train-00000.parquet` and so on, one file for each part (`dev` is called `validation` there), with the
columns of the format `parquet`; `README.md`, a card whose head tells the Hub of licence, languages, parts and columns;
and `croissant.json`, which tells search engines and loaders the same. `datasets.load_dataset("FOLDER")` reads it.
Title, licence, creators and parts are those of the manifest (`corpus.json`) above the source, or the parts are those
of `--split`; an article of no part goes to `train`.

Read are such folders. A record does not say what part it is in, so that is told where it is not `train`; converted into
a folder of JSON lines, each part stays a file of its own. Tables of words and tags (`tokens`, `ner_tags`) are read too;
numbers for tags need their names, which `datasets` writes into the files. Reading and writing need the extra `parquet`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: nothing
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._format import Format
from .._narrow import HOLDS
from ..parquet import MAGIC, SHARD
from .source import read
from .target import write


def sniff(name: str, head: bytes) -> bool:
    return head.startswith(MAGIC) and bool(SHARD.fullmatch(name))


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each table for itself; what else lies in the folder is about them."""
    return ((name,) for name in names if name.endswith(".parquet"))


FORMAT = Format(
    name="hf",
    title="Hugging Face dataset",
    suffixes=(".parquet",),
    holds=frozenset(HOLDS),
    many=True,
    whole=True,
    folder=True,
    sniff=sniff,
    read=read,
    write=write,
    group=group,
    extra="parquet",
)
