"""brat standoff: a text, and beside it a file with a line for each annotation.

Read are `.ann` files and pairs of `.a1` and `.a2`, with all lines that brat knows (T E R A M N # *), spans in several
parts, also out of order, and `annotation.conf` where there is one: it tells which types are events, so that a trigger
alone is one. Several annotators of a text lie in folders of their own (`ada/x.ann`, `ben/x.ann`) or have a part in the
names of their files (`x.ada.ann`); each becomes a layer. Names become such as a record may have (`Org-Arg` is
`org_arg`), and are put back when brat is written; white space in one is spelled as in URLs, since brat has names of one
word (`sea%20bird`). Of roles with numbers behind (`Theme2`) the number is taken off.

Offsets are code points. Where the words of a line are not those at its place, that is told, with the shift or the unit
that would make them right (`all spans are 1 late`), which `--repair-offsets` puts right; else both are kept as they
are, for `validate` to find.

What brat has no line for is written so that brat shows it and we read it again: quotes as events and bare words as
mentions, with a note that says so; values, confidences and levels as notes and attributes. A chain is a `*` line; its
links are `N` lines of its first mention. Written are `LAYER/ARTICLE.txt`, `LAYER/ARTICLE.ann` and one
`annotation.conf`; with `--layer`, files without the folder.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from .._format import Format
from .._narrow import HOLDS
from . import conf
from .folder import ANNOTATIONS, group
from .limits import limits
from .lines import looks_like
from .source import read
from .target import write

_NOT_HELD = {
    *("chain type", "head", "implicit", "provenance", "anchor", "unanchored", "conflict", "layer field"),
    *("metadata", "section", "tokens", "sentences", "annotator", "extension"),
}

FORMAT = Format(
    name="brat",
    title="brat",
    suffixes=ANNOTATIONS,
    beside=(".txt", conf.NAME),
    holds=frozenset(HOLDS.keys() - _NOT_HELD),
    sniff=looks_like,
    read=read,
    write=write,
    group=group,
    limits=limits,
)
