"""CASIE: an article a file, with its text and hoppers of events.

Read are the `content` and, under `cyberevent`, each `hopper`: the events that report the same thing, which become a
chain if there are several. The words of an event are its `nugget`, its type is made of `type` and `subtype`, `realis`
is an attribute. Each `argument` is a mention with a type, which fills a role; those on the same words with the same
type are one mention. What has the same `external_reference` is a chain with links to Wikidata and DBpedia. Offsets are
code points, the end not included; where the words at a place are not those that are given with it, that is told, with
the shift that would make them right, which `--repair-offsets` puts right. Title, date and link of `info` become
metadata. Other keys are told as lost.

Written is a file for each article, of one layer: the gold one, or the first, or that of `--layer`; of its mentions
those that fill a role, since CASIE has no others.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "events": [{"id": "e1", "type": "Greet", "trigger": [
      {"start": 5, "end": 10, "text": "waved"}], "arguments": [{"role": "greeter", "filler": "t1"}]}],
      "entities": [{"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

from .._format import Format
from .._sniff import json_keys
from .source import read
from .target import limits, write


def sniff(name: str, head: bytes) -> bool:
    return {"content", "cyberevent"} <= {*json_keys(head)}


FORMAT = Format(
    name="casie",
    title="CASIE",
    suffixes=(".json",),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "event", "argument", "chain", "chain member", "link"),
            *("attribute", "metadata", "text", "article"),
        }
    ),
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
