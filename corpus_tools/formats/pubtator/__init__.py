"""PubTator: a title, an abstract, and a line with tabs for each mention and each relation.

Read are documents with an empty line between, mentions with and without a concept, and relations of two concepts. The
title and the abstract become sections with a line end between. All mentions of one concept are a chain with a link to
it; a mention whose concept is `-` or `-1` keeps that as an attribute. A relation is between the first mentions of its
concepts, in the roles `arg1` and `arg2`; its fifth column becomes the attribute `flag`, and the seventh column of a
mention `mentions`.

Offsets count from the title on, in the unit that a vote over the words tells: code points, UTF-16 units or bytes. Where
none makes the words right, that is told, with the shift that would, which `--repair-offsets` puts right.

Written is one layer. Its title is the first line of the text; all other line ends become spaces. A mention goes with
the first link of its chain.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

from .._format import Format
from .limits import limits
from .lines import looks_like
from .source import read
from .target import write

FORMAT = Format(
    name="pubtator",
    title="PubTator",
    suffixes=(".pubtator", ".pubtator.txt"),
    holds=frozenset(
        {
            *("article", "text", "section", "layer", "entity", "relation", "argument", "nesting", "crossing"),
            *("chain", "chain member", "link", "attribute", "levels"),
        }
    ),
    many=True,
    sniff=looks_like,
    read=read,
    write=write,
    limits=limits,
)
