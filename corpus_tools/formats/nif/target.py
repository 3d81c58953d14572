"""Records to NIF, written as Turtle by hand: so it is a stream, and needs no library."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model import Layer, Record
from .._about import said
from .._format import Chunk, Settings
from .._items import LINKS, MEMBER, Item
from .._items.target import items_of
from .._names import Names
from .._narrow import NOBODY
from .terms import (
    ANNOTATOR,
    CLASS,
    CLASSES,
    FIELDS,
    IDENTITY,
    LAYERS,
    METADATA,
    OURS,
    PREFIXES,
    SEGMENTS,
    is_address,
    linked,
    named,
)

_NOT_IN_TEXT = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff]')
_NOT_IN_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_WORD = re.compile(r"[A-Za-z]+")


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One file of all articles."""
    name = f"{settings.stem}.ttl"
    yield Chunk(name, "".join(f"@prefix {short}: <{long}> .\n" for short, long in PREFIXES.items()).encode())
    for record in records:
        yield Chunk(name, "".join(_Article(record).whole()).encode())


class _Article:
    """One article while it is written: how many resources stand at each place."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.context = self._offset(0, len(record.text))
        self._counts = Counter({(0, len(record.text)): 1})

    def whole(self) -> Iterator[str]:
        """Its context, its words and sentences, and its mentions."""
        record = self.record
        about = {METADATA[name]: [_text(str(value))] for name, value in said(record.metadata).items()}
        layers = " ".join(_text("" if one.name == NOBODY else one.name) for one in record.layers)
        is_string = {"nif:isString": [_text(record.text)]}
        yield _resource(
            self.context,
            {"a": ["nif:Context", "nif:OffsetBasedString"], **is_string, **_ends(0, len(record.text)), **about}
            | {LAYERS: [f"( {layers} )"]},
        )
        for kind, field in SEGMENTS.items():
            for start, end in (getattr(record.segmentation, kind) or ()) if record.segmentation else ():
                yield self._stretch(start, end, field, {})
        for layer in record.layers:
            yield from self._mentions(layer)

    def _offset(self, start: int, end: int, number: int = 1) -> str:
        count = f"_{number}" if number > 1 else ""
        return f"{OURS}{self.record.id}#offset_{start}_{end}{count}"

    def _stretch(self, start: int, end: int, kind: str, more: Mapping[str, list[str]]) -> str:
        self._counts[start, end] += 1
        head = {
            "a": ["nif:OffsetBasedString", _iri(kind)],
            "nif:referenceContext": [_iri(self.context)],
            "nif:anchorOf": [_text(self.record.text[start:end])],
        }
        return _resource(self._offset(start, end, self._counts[start, end]), {**head, **_ends(start, end), **more})

    def _mentions(self, layer: Layer) -> Iterator[str]:
        items = list(items_of(layer, Names.of(layer)))
        identities = self._identities(layer, items)
        by = {} if layer.name == NOBODY else {ANNOTATOR: [_iri(named("annotator", layer.name))]}
        for item in items:
            if item.kind == "entity":
                [span] = item.spans
                identity = {IDENTITY: identities[item.id]} if item.id in identities else {}
                more = {CLASS: list(_classes(item)), **identity, **by, **dict(_fields(item))}
                yield self._stretch(span.start, span.end, f"{PREFIXES['nif']}Phrase", more)

    def _identities(self, layer: Layer, items: Iterable[Item]) -> dict[str, list[str]]:
        """What each mention that is in a chain is: what the chain links to, or else the chain itself."""
        chains = [item for item in items if item.kind == "chain"]
        often = Counter(tuple(chain.fields.get(LINKS, ())) for chain in chains)
        found = {}
        for chain in chains:
            links = tuple(chain.fields.get(LINKS, ()))
            own = [] if links and often[links] == 1 else [named("chain", f"{self.record.id}.{layer.name}.{chain.id}")]
            addresses = [_iri(address) for address in [*map(linked, links), *own]]
            found.update({ref: addresses for role, ref in chain.links if role == MEMBER})
        return found


def _classes(item: Item) -> Iterator[str]:
    yield _iri(named("type", item.type))
    words = item.fields.get(CLASSES, [])
    yield from (_iri(word) for word in (words if isinstance(words, list) else [words]) if is_address(word))


def _fields(item: Item) -> Iterator[tuple[str, list[str]]]:
    for name, value in item.fields.items():
        values = value if isinstance(value, list) else [value]
        kept = [_literal(one) for one in values if name != CLASSES or not is_address(one)]
        if kept:
            yield FIELDS.get(name) or named("attribute", name), kept


def _ends(start: int, end: int) -> dict[str, list[str]]:
    return {
        f"nif:{name}": [f'"{at}"^^xsd:nonNegativeInteger'] for name, at in (("beginIndex", start), ("endIndex", end))
    }


def _resource(address: str, values: Mapping[str, list[str]]) -> str:
    lines = (f"    {_property(name)} {', '.join(found)}" for name, found in values.items())
    return f"\n{_iri(address)}\n" + " ;\n".join(lines) + " .\n"


def _property(name: str) -> str:
    return name if name == "a" or name.startswith("nif:") else _iri(name)


def _iri(address: str) -> str:
    """An address, with the prefix of its vocabulary where it has one."""
    for short, long in PREFIXES.items():
        if address.startswith(long) and _WORD.fullmatch(address[len(long) :]):
            return f"{short}:{address[len(long) :]}"
    return f"<{_NOT_IN_ADDRESS.sub(_escape, address)}>"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return f'"{value!r}"^^xsd:double' if isinstance(value, float) else _text(value)


def _text(text: str) -> str:
    return f'"{_NOT_IN_TEXT.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return {"\n": "\\n", '"': '\\"', "\\": "\\\\"}.get(match[0]) or f"\\u{ord(match[0]):04X}"
