"""OneIE: a sentence a line, with mentions, relations and events that have ids, or with the graph that a model found.

Read are `tokens`, `entity_mentions`, `relation_mentions` and `event_mentions`; `start` and `end` number tokens of the
sentence, the end not included. Lines in a row with the same `doc_id` are one article. Tokens stand where they stand in
`sentence`, if that is there, or where their `token_ids` say (`doc:0-4`, with the last character), else get one space
between; sentences one line each. `mention_type` (NAM, NOM, PRO) is the level; `entity_subtype` and `relation_subtype`
become attributes. `pieces` and `token_lens`, which OneIE makes of the tokens for one language model, are passed over.

What OneIE itself writes is read, too: a `graph` with `entities`, `triggers`, `relations` and `roles`, which name each
other by number. It becomes a prediction, and its scores confidences; those of roles are told as lost, like other keys.

Written is one layer: the gold one, or the first, or that of `--layer`, without pieces. Relations lead from one mention
to one other; arguments are mentions of the same sentence. What stands between sentences is not kept. Every word is a
token, as the record or `--tokenizer` has them; `--misaligned` says what becomes of spans that do not fall on them.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name", "confidence": 0.5,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence
"""

from __future__ import annotations

from .._format import Format
from .._sniff import json_keys
from .source import read
from .target import limits, write


def sniff(name: str, head: bytes) -> bool:
    keys = {*json_keys(head)}
    return {"sent_id", "tokens"} <= keys and bool({"entity_mentions", "graph"} & keys)


FORMAT = Format(
    name="oneie",
    title="OneIE",
    suffixes=(".jsonl", ".json"),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "level", "event", "argument", "relation", "attribute"),
            *("tokens", "sentences", "text", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
