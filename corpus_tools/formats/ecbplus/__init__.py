"""ECB+ and other files of the CAT annotation tool: tokens with ids, mentions made of tokens, coreference by instance.

Read are `ACTION` and `NEG_ACTION` tags as events, all others as entities, each in as many parts as its tokens have
gaps. A tag without tokens is an instance: it becomes a chain with its descriptor for a name, and
`CROSS_DOC_COREF` and `INTRA_DOC_COREF` tell the members. The link `ecbplus:INSTANCE` of a chain is the same in every
document, so that identity across documents is kept. A member of another kind than its instance is told as lost. Other
relations between two mentions, such as `PLOT_LINK`, become relations with the roles `source` and `target`.

The text is put together from tokens with one space between, and one line for each sentence. A first sentence that is a
web address becomes a section of the type `link` and the address of the article. The name of a file tells its topic and
whether it is of the old or the new part of the corpus, which the metadata keeps as identifiers.

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

_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<Document\s[^>]*doc_(?:name|id)=", re.DOTALL)


def sniff(name: str, head: bytes) -> bool:
    return _START.match(head_text(head)) is not None


FORMAT = Format(
    name="ecbplus",
    title="ECB+",
    suffixes=(".xml",),
    holds=frozenset(
        {
            *("article", "metadata", "section", "tokens", "sentences", "layer", "entity", "event", "relation"),
            *("argument", "attribute", "chain", "chain type", "chain name", "chain member", "link"),
            *("nesting", "crossing", "levels", "gaps"),
        }
    ),
    unit="tokens",
    sniff=sniff,
    read=read,
    extra=_xml.EXTRA,
)
