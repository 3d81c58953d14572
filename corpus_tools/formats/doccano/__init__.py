"""doccano: JSON of sequence labelling, one text on each line or in a list, with or without relations.

Read are labels as `[start, end, label]` under `label` or `labels`, and objects with `start_offset` and `end_offset`
under `entities` or `annotations`, with `relations` by their ids. `user` of an annotation, or `annotator` of the whole,
says whose layer it is in. Labels given as numbers are refused, since only the project knows their names: export it with
names. So are classification and translation, in JSON or CSV. `cats` and comments are told as lost; of `meta` and other
fields, what is metadata of an article, or a name or number of it, is kept.

Offsets are code points, or UTF-16 units where those put all labels on whole words and code points do not, which is
told: doccano has no words to tell it from.

Written are `entities` and `relations` of one layer, one text a line; ids are numbers.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "level": "name", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence, level
"""

from __future__ import annotations

import re

from .._format import Format
from .._sniff import head_text, json_keys
from .source import read
from .target import limits, write

_LABELS = re.compile(r'"labels?"\s*:\s*\[\s*(?:\[\s*[0-9]+\s*,\s*[0-9]+\s*,\s*["0-9]|\]\s*[,}])|"start_offset"\s*:')


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    labelled = bool(keys & {"label", "labels"}) or ("text" in keys and bool(keys & {"entities", "annotations"}))
    others = keys & {"answer", "_input_hash", "tokens", "fields"}
    return labelled and bool(keys & {"text", "data"}) and not others and bool(_LABELS.search(head_text(head)))


FORMAT = Format(
    name="doccano",
    title="doccano",
    suffixes=(".jsonl", ".json"),
    holds=frozenset(
        {
            *("layer", "layer name", "entity", "relation", "argument", "metadata", "article", "text"),
            *("nesting", "crossing", "levels"),
        }
    ),
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
