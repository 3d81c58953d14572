"""The words of NIF, and our own for what it has none for."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from .._items import CONFIDENCE, LEVEL, NOTE, VALUE

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITS = "http://www.w3.org/2005/11/its/rdf#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
OURS = "urn:corpus-tools:"
PREFIXES = {"nif": NIF, "itsrdf": ITS, "dct": DCT, "xsd": XSD}

A, FIRST, REST = (RDF + name for name in ("type", "first", "rest"))
TEXT, BEGIN, END, WORDS = (NIF + name for name in ("isString", "beginIndex", "endIndex", "anchorOf"))
CONTEXT, UNIT = NIF + "referenceContext", NIF + "annotationUnit"
CLASS, IDENTITY, ANNOTATOR = (ITS + name for name in ("taClassRef", "taIdentRef", "taAnnotatorsRef"))
LAYERS = OURS + "layers"
"""A list of the names of all layers of an article, in their order."""
CLASSES = "class"
"""The attribute for classes that are addresses."""
FIELDS = {
    CONFIDENCE: ITS + "taConfidence",
    NOTE: "http://www.w3.org/2000/01/rdf-schema#comment",
    LEVEL: OURS + "level",
    VALUE: OURS + "value",
}
"""Properties of mentions that say what no attribute does."""
METADATA = {
    "url": NIF + "sourceUrl",
    "headline": DCT + "title",
    "language": DCT + "language",
    "date_published": DCT + "issued",
}
"""Properties of contexts that are metadata."""
SEGMENTS = {"tokens": NIF + "Word", "sentences": NIF + "Sentence"}
PARTS = frozenset(NIF + name for name in ("Word", "Sentence", "Paragraph", "Title", "Structure", "Section"))
"""Classes of what only divides a text."""
_BASES = {"wikidata": "http://www.wikidata.org/entity/", "dbpedia": "http://dbpedia.org/resource/"}
_NOT_ASCII = re.compile(r"[^!-~]+")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[!-~]+")


def is_address(word: object) -> bool:
    """Whether a word is an address of the web or the like."""
    return isinstance(word, str) and _ADDRESS.fullmatch(word) is not None


def named(sort: str, name: str) -> str:
    """The address of one of our own names."""
    return f"{OURS}{sort}:{quote(name, safe='')}"


def name_in(sort: str, address: str) -> str | None:
    """The name in one of our own addresses; None in any other."""
    start = f"{OURS}{sort}:"
    return unquote(address.removeprefix(start)) if address.startswith(start) else None


def tail(address: str) -> str:
    """The last part of an address."""
    return re.split(r"[/#:]", address.rstrip("/#:"))[-1] or address


def linked(link: str) -> str:
    """The address that a link leads to."""
    base, colon, key = link.partition(":")
    return _BASES[base] + key if base in _BASES else link if colon else named("key", link)


def link_to(address: str) -> str:
    """The link that leads to an address: in ASCII, as URLs have it."""
    address = _NOT_ASCII.sub(lambda match: quote(match[0]), address)
    for base, start in _BASES.items():
        if address.startswith(start) and len(address) > len(start):
            return f"{base}:{address.removeprefix(start)}"
    return name_in("key", address) or address
