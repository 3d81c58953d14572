"""Prodigy: one task on each line, a text with the spans and relations that somebody accepted.

Read are spans, relations by their tokens, tokens and `meta`. Tasks with the same `_input_hash` and text are one
article, and each of them a layer, named by `_annotator_id` or else `_session_id`. A task with the answer `reject` or
`ignore` is no annotation: its spans and relations are told as lost. A task with neither an answer nor spans makes no
layer. Spans say their place in characters, the end not included; `token_start` and `token_end`, which is included, are
not needed. Tasks without a text (pictures, sound) are told.

`score` of a span is its confidence, `note` a note; `source` and whatever stands in `attributes` are attributes. `kind`
says of a span that it is an event or a quote, whose relations are arguments, source, addressee or cue.

Written is one accepted task for each layer. Prodigy wants tokens, and relations between them: articles without tokens
get some, those of `--tokenizer` or else `words`. Ids of spans and relations and all that Prodigy does not know are
fields which it passes on.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER", "chain": "c1",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}], "chains": [{"id": "c1", "kind": "entity"}]}]}

Lost: chain, chain member, layer field
"""

from __future__ import annotations

from .._format import Format
from .._narrow import HOLDS
from .._sniff import json_keys
from .source import read
from .target import limits, write

_NOT_HELD = {
    *("gaps", "chain", "chain member", "chain type", "chain name", "link", "head", "implicit", "provenance", "anchor"),
    *("unanchored", "conflict", "section", "sentences", "annotator", "extension", "layer field"),
}


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    return bool(keys & {"_input_hash", "_task_hash"}) or {"text", "answer"} <= keys


FORMAT = Format(
    name="prodigy",
    title="Prodigy",
    suffixes=(".jsonl",),
    holds=frozenset(HOLDS.keys() - _NOT_HELD),
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
