"""NIF, the NLP Interchange Format: texts and stretches of them as RDF in Turtle, as tools for linked data use it.

Read is NIF 2: each `nif:Context` with its text in `nif:isString` is an article, and what refers to it and has
`itsrdf:taClassRef`, `itsrdf:taIdentRef`, a `nif:annotationUnit` or no class that only divides the text is a mention.
Its type is the last part of the class in `itsrdf:taClassRef`; the whole address, and further classes, become the
attribute `class`. Mentions with the same `itsrdf:taIdentRef` are a chain that links to it, those of each
`itsrdf:taAnnotatorsRef` a layer. `itsrdf:taConfidence` is the confidence, `rdfs:comment` the note; other properties
become attributes. `nif:Word` and `nif:Sentence` become tokens and sentences, of which nothing else is kept; paragraphs
and other parts, and what a record has no field for, are told as lost. Offsets are code points; where `nif:anchorOf`
tells that they are UTF-16 units, they are read as such.

RDF has no order, so a file is read whole: large corpora are better cut into several. Articles come in the order of
their addresses, mentions in that of the text. Other forms of RDF than Turtle are not read.

Written is one file of all articles, as a stream. What NIF has no property for (values, levels, attributes, chains that
link to nothing) is written with properties of our own, which tools pass over. Spans of several parts are written as
one.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from .._format import Format
from .graph import EXTRA
from .limits import HELD, limits
from .source import read
from .target import write
from .terms import NIF


def sniff(name: str, head: bytes) -> bool:
    return NIF.encode() in head and not head.lstrip().startswith((b"<", b"{", b"["))


FORMAT = Format(
    name="nif",
    title="NIF",
    suffixes=(".ttl", ".nif"),
    holds=HELD,
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
    extra=EXTRA,
)
