"""CoNLL columns: a token on each line with a tag that says which mention it belongs to, as in CoNLL-2003.

Read are BIO, IOB1, BIOES and BILOU tags in files with tabs or spaces, and sentences of `token|tag` on one line. The
columns are told from what they hold: the token is the first (the second behind numbers), the tag the last that holds
nothing but tags; other columns, such as parts of speech, are told as lost. Two columns of numbers as far apart as the
token is long are its offsets, from which the text is put together again; so it is from `# text =`; else tokens get one
space between, and sentences one line each. A file with a header that begins with `TOKEN` (HIPE) has a layer for each
column whose name begins with `NE`. In the five columns of Universal NER the last names the annotator.

Documents begin at `-DOCSTART-`, at `# newdoc id =` or where offsets begin again at 0; else a file is one. A name in
brackets (`-DOCSTART- (ferry-deal)`) is the article's id.

Written are BIO tags of one layer: the gold one, or the first, or that of `--layer`. Mentions inside others are written
into further files, `NAME.level-2.conll` and so on, which are read again with `NAME.conll`. White space in the name of a
type is spelled as in URLs (`sea%20bird`). Tokens are those of the record or of `--tokenizer`; `--misaligned` says what
becomes of spans that do not fall on them, `--overlap` whether there are further levels. Sentences are those of the
record, or else its lines.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level, text
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .._format import Format
from .._sniff import head_text
from .rows import looks_like
from .source import read
from .target import limits, write

_LEVEL = re.compile(r"(.+)\.level-[2-9][0-9]*(\.[a-z0-9]+)")


def sniff(name: str, head: bytes) -> bool:
    return looks_like(name, head_text(head))


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """A file with those of its further levels."""
    levels: dict[str, list[str]] = {}
    for name in sorted(names):
        match = _LEVEL.fullmatch(name)
        levels.setdefault(match[1] + match[2] if match and match[1] + match[2] in names else name, []).append(name)
    return ([first, *(name for name in found if name != first)] for first, found in levels.items())


FORMAT = Format(
    name="conll",
    title="CoNLL",
    suffixes=(".conll", ".iob", ".iob2", ".bio", ".conll2003"),
    holds=frozenset({"layer", "entity", "tokens", "sentences", "article", "levels"}),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    group=group,
    limits=limits,
)
