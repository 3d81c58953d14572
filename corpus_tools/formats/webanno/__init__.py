"""WebAnno TSV 3, the table that WebAnno and INCEpTION write: a token on each line, and a column for each feature.

Read are versions 3.0 to 3.3 with all that they have: layers of spans, slots, chains and relations, stacked values and
those of several tokens (`PER[1]|ORG[2]`), parts of tokens (`1-2.1`), texts and values with a backslash before what has
a meaning, sentences on several lines; and version 2, which has BIO values and no offsets. Header lines that other tools
add are passed over. An annotation without any characters is lost, since spans hold some.

Layers are mapped like this. `NamedEntity`: an entity, whose type is its value and whose identifier is the link of its
chain. Coreference: chains; a mention is the entity that stands alone on its words, else one of its own. `SemPred` and
every layer with slots: events with arguments; a `SemArg` is the entity that stands alone on its words, else bare words.
Other layers of spans: entities, whose type is said by a feature `value`, `category`, `label`, `entity`, `type`, `class`
or `tag` (then the name of the layer is not kept, which is told), or else is the name of the layer; all other features
become attributes, and `true` and `false` flags. Relations: relations with the roles `governor` and `dependent`. Layers
that say something of tokens (parts of speech, lemmas, dependencies) are told as lost.

Offsets are UTF-16 units; a file of other tools in which only code points give the words of the tokens is read so, and
that is told. Folders are read as INCEpTION exports them: `annotation/ferry.txt/ada.tsv` is Ada's work on `ferry`, and
what lies in `curation` is a gold layer. Other files are documents of their own.

Written are the same layers as far as they hold everything that a record has; annotations that have more, such as
confidences or several parts, are in layers named `webanno.custom.News...`, which must be set up in the project before
INCEpTION imports them (the format `xmi` writes a description of them that it takes). Attributes become text. Written
is `annotation/ARTICLE.txt/LAYER.tsv`; with `--layer`, `ARTICLE.tsv`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from collections.abc import Iterator

from .._format import File, Files, Format, Read, Settings
from .._sniff import head_text
from .._uima import Cas, folder
from .._uima.limits import HELD
from . import source, tsv2
from .header import FORMAT as FIRST_LINE
from .target import limits, write


def read(files: Files, settings: Settings) -> Iterator[Read]:
    yield from folder.read(files, settings, _load)


def _load(file: File) -> Iterator[Cas]:
    _, first = next(file.lines(), (1, ""))
    yield from (tsv2 if tsv2.looks_like(first) else source).load(file)


def sniff(name: str, head: bytes) -> bool:
    first = head_text(head).partition("\n")[0].removesuffix("\r")
    return FIRST_LINE.fullmatch(first) is not None or (name.lower().endswith(".tsv") and tsv2.looks_like(first))


FORMAT = Format(
    name="webanno",
    title="WebAnno TSV",
    suffixes=(".tsv",),
    holds=HELD,
    unit="UTF-16 units",
    sniff=sniff,
    read=read,
    write=write,
    group=folder.group,
    limits=limits,
)
