"""GATE bdoc JSON: a text, its features, and sets of annotations, as GATE's Format_Bdoc and gatenlp write them.

Read is `.bdocjs`; the forms in YAML and MessagePack are refused. Offsets count what
`offset_type` says: `p` code points, `j` UTF-16 units. Annotation sets, features, tokens and sentences are read as from
[GATE XML](gate-xml.md): each set becomes a layer, the one without a name that of `--annotator`; maps and mixed lists
are told as lost, and so is an annotation of no width.

Written is a file for each article, with code points. What GATE has no annotation for is written as in GATE XML, so that
GATE shows it and we read it again. Spans of several parts are written as one.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from .._format import Format
from .._gate.limits import HELD, limits
from .._sniff import json_keys
from .source import read
from .target import write


def sniff(name: str, head: bytes) -> bool:
    return "annotation_sets" in json_keys(head)


FORMAT = Format(
    name="gate-json",
    title="GATE bdoc JSON",
    suffixes=(".bdocjs",),
    holds=HELD,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
