"""GATE XML: a text with nodes between its characters, and sets of annotations from node to node.

Each annotation set becomes a layer; the one without a name is that of `--annotator`. Features become attributes where
they are texts, numbers, flags or lists of texts; maps and other lists are told as lost, and so is an annotation of no
width. `Token` and `Sentence` in the set without a name become tokens and sentences, whose features are told as lost.
Features of the document become metadata where they fit.

Places are where the nodes stand; their ids, which count UTF-16 units, are only names.

Written is a file for each article. What GATE has no annotation for is written so that GATE shows it and we read it
again: quotes, relations, chains and bare words as annotations with a feature `Kind`, relations and chains over all
that they hold together; roles as features `arg:ROLE` with ids. Spans of several parts are written as one.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import _xml
from .._format import Format, Limit, Settings
from .._gate.limits import HELD, limits
from .._sniff import head_text
from .source import read
from .target import write

_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<GateDocument[\s>]", re.DOTALL)


def sniff(name: str, head: bytes) -> bool:
    return _START.match(head_text(head)) is not None


def _limits(settings: Settings) -> Iterator[Limit]:
    yield Limit("XML has no control characters", _xml.legal)
    yield from limits(settings)


FORMAT = Format(
    name="gate-xml",
    title="GATE XML",
    suffixes=(".xml",),
    holds=HELD,
    sniff=sniff,
    read=read,
    write=write,
    limits=_limits,
    extra=_xml.EXTRA,
)
