"""Argilla: records as JSON, with the responses of users to questions about spans, and suggestions for them.

Read are records of Argilla 2 (`suggestions` and `responses` by question, or flat under keys like `spans.responses`), of
Argilla 1 (both as lists) and of its token classification before that (`annotation`, `prediction`). The responses of
each user are a layer, suggestions of an agent one of the role `prediction` whose scores are confidences; a response
that was saved as draft makes a layer with that status, one that was discarded is told. Answers to other questions are
told as lost. The text is the field `text`, or else the only one; records without one are told.

Written are records of Argilla 2 with the question `spans`: one suggestion at most, and a response for each other layer.
Argilla knows users by UUIDs, which are made of the names of layers; the names stand in the metadata `annotators`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "level": "name", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence, level
"""

from __future__ import annotations

from .._format import Format
from .._sniff import json_keys
from .flat import is_flat
from .source import read
from .target import limits, write


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    is_old = "text" in keys and bool(keys & {"annotation", "prediction"}) and bool(keys & _OLD)
    return ("fields" in keys and bool(keys & {"suggestions", "responses"})) or is_old or is_flat(keys)


_OLD = frozenset({"annotation_agent", "prediction_agent", "metrics", "explanation", "event_timestamp", "status"})
"""What records of the token classification have beside the answers."""


FORMAT = Format(
    name="argilla",
    title="Argilla",
    suffixes=(".json", ".jsonl"),
    holds=frozenset(
        {
            *("layer", "layers", "layer name", "layer field", "entity", "confidence", "metadata", "article", "text"),
            *("nesting", "crossing", "levels"),
        }
    ),
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
