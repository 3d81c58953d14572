"""TEI: names marked in the text, and spans that stand apart from it.

Read are `persName`, `placeName`, `orgName`, `geogName`, `date`, `name` and `rs`, inside each other too, and each `span`
of a `spanGrp` that begins and ends at elements with an id. The type of a mention is its element, for `name`, `rs` and
`span` their `@type` (a span has it from its group too). `@when` is the value of a date, `@ref` and `@key` lead to the
chain of all mentions with that reference, `@xml:id` is the id; other attributes stay.

The text is what stands in `text`, as it was written: `corr`, `reg` and `expan` are left out where they stand in a
`choice`, and so are deletions and running heads, which is told. White space is one space, none at the edges of a
block; paragraphs, heads, items and other blocks are set apart by an empty line, `l` and `lb` by a line end. A note
comes after the block it stands in. Lists of persons, places and organisations are no text: names in them, and in the
header, are told as lost. The title of the header is the headline, its first date with `@when` that of the article. A
root that is no `TEI` is a part of a text.

It is only read.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

import re

from .. import _xml
from .._format import Format
from .._sniff import head_text
from .source import read

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_START = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:TEI|teiCorpus|text|standOff|listPerson|listPlace|listOrg)[\s>]", re.DOTALL
)


def sniff(name: str, head: bytes) -> bool:
    text = head_text(head)
    return _NAMESPACE in text or _START.match(text) is not None


FORMAT = Format(
    name="tei",
    title="TEI",
    suffixes=(".xml", ".tei"),
    holds=frozenset(
        {
            *("article", "text", "metadata", "layer", "entity", "value", "attribute", "note"),
            *("chain", "chain member", "link", "nesting", "crossing", "levels"),
        }
    ),
    many=True,
    sniff=sniff,
    read=read,
    extra=_xml.EXTRA,
)
