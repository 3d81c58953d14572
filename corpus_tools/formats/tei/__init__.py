"""TEI: names marked in the text, and spans that stand apart from it.

Read are `persName`, `placeName`, `orgName`, `geogName`, `date`, `name` and `rs`, inside each other too, and each `span`
of a `spanGrp` that begins and ends at elements with an id, or has `string-range(ID,OFFSET,LENGTH)` for its target,
where the element keeps its white space (`xml:space="preserve"`). The type of a mention is its element, for `name`,
`rs` and `span` their `@type` (a span has it from its group too). `@when` is the value of a date, `@ref` and `@key` lead
to the chain of all mentions with that reference, `@xml:id` is the id; other attributes stay. The words in a span are a
note, its feature structures are attributes, `@cert` is its confidence if a number. Each `@resp` of spans is a layer.

The text is what stands in `text`, as it was written: `corr`, `reg` and `expan` are left out where they stand in a
`choice`, and so are deletions and running heads, which is told. White space is one space, none at the edges of a
block; paragraphs, heads, items and other blocks are set apart by an empty line, `l` and `lb` by a line end. A note
comes after the block it stands in. Lists of persons, places and organisations are no text: names in them, and in the
header, are told as lost. The title of the header is the headline, its first date with `@when` that of the article. A
root that is no `TEI` is a part of a text.

Written is a file for each article: the text in one `ab` that keeps its white space, and in `standOff` a `spanGrp` for
each layer, whose spans are made of offsets (code points). What is said of a mention is a feature structure; chains are
the `link`s of a `linkGrp`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

import re

from .. import _xml
from .._format import Format
from .._sniff import head_text
from .limits import HELD, limits
from .source import read
from .target import NAMESPACE, write

_START = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:TEI|teiCorpus|text|standOff|listPerson|listPlace|listOrg)[\s>]", re.DOTALL
)


def sniff(name: str, head: bytes) -> bool:
    text = head_text(head)
    return NAMESPACE in text or _START.match(text) is not None


FORMAT = Format(
    name="tei",
    title="TEI",
    suffixes=(".xml", ".tei"),
    holds=HELD,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
    extra=_xml.EXTRA,
)
