"""PubAnnotation JSON: a text with denotations, relations and attributes, also of several projects as tracks.

Read are objects with `text`, one a file, in a list or one a line. The `project`, and each of the `tracks`, is a layer.
A denotation has one span, several in a list, or goes on in others by `_lexicallyChainedTo`. Attributes and
modifications are attributes of a denotation or relation, those that are given several times lists. The article's id is
`sourcedb`, `sourceid` and `divid`; they are kept as identifiers, `target` as the address. Namespaces are told as lost.

Written is a file for each article; several layers are tracks. Events and quotes are denotations that say so under
`kind`, their arguments, sources, addressees and cues are relations. Bare words are denotations of the kind `words`. The
chain of a mention is its attribute `Chain`, what a chain is called and linked to that of its first mention. `metadata`
is a field that PubAnnotation passes over.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from .._format import Format
from .._kinds import HOLDS
from .._sniff import json_keys
from .source import read
from .target import limits, write

_NOT_HELD = {
    *("chain type", "head", "implicit", "provenance", "anchor", "unanchored", "conflict", "layer field"),
    *("section", "tokens", "sentences", "annotator", "extension"),
}


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    return "text" in keys and bool(keys & {"denotations", "tracks", "sourceid"})


FORMAT = Format(
    name="pubannotation",
    title="PubAnnotation",
    suffixes=(".json",),
    holds=frozenset(HOLDS.keys() - _NOT_HELD),
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
