"""Records to TEI: the text as it is, and spans that stand apart from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...file_names import file_name
from ...model import Layer, Record
from .. import _xml as xml
from .._format import Chunk, Settings
from .._items import CONFIDENCE, LINKS, MEMBER, NAME, NOTE, OF, Item
from .._items.target import items_of
from .._names import Names
from .._narrow import NOBODY
from . import spans

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_TEXT = "text"


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A file for each article."""
    for record in records:
        yield Chunk(file_name(record.id, ".xml"), "".join(_document(record)).encode())


def _document(record: Record) -> Iterator[str]:
    yield f"<?xml version='1.0' encoding='UTF-8'?>\n<TEI xmlns=\"{NAMESPACE}\">\n"
    yield from _header(record)
    yield "<standOff>\n"
    for layer in record.layers:
        yield from _layer(layer)
    yield "</standOff>\n"
    yield f'<text><body><ab xml:id="{_TEXT}" xml:space="preserve">{xml.escaped(record.text)}</ab></body></text>\n'
    yield "</TEI>\n"


def _header(record: Record) -> Iterator[str]:
    headline = (record.metadata and record.metadata.headline) or ""
    dated = record.metadata and record.metadata.date_published
    yield f"<teiHeader><fileDesc>\n<titleStmt>{_element('title', headline)}</titleStmt>\n"
    yield f"<publicationStmt>{f'<date when={xml.attribute(dated)}/>' if dated else '<p/>'}</publicationStmt>\n"
    yield "<sourceDesc><p/></sourceDesc>\n</fileDesc></teiHeader>\n"


def _layer(layer: Layer) -> Iterator[str]:
    items = list(items_of(layer, Names.of(layer)))
    resp = "" if layer.name == NOBODY else f' resp="#{layer.name}"'
    yield f"<spanGrp{resp}>\n"
    yield from (_span(item, layer.name) for item in items if item.kind == "entity")
    yield "</spanGrp>\n"
    if any(item.kind == "chain" for item in items):
        yield f'<linkGrp type="{spans.CHAINS}"{resp}>\n'
        yield from (_chain(item, layer.name) for item in items if item.kind == "chain")
        yield "</linkGrp>\n"
    yield from (_features(item, layer.name) for item in items if item.kind == "entity" and _said(item))


def _span(item: Item, layer: str) -> str:
    places = ",".join(f"{span.start},{span.end - span.start}" for span in item.spans)
    named = {"xml:id": _id(item, layer), "type": item.type, "target": f"#string-range({_TEXT},{places})"}
    sure = {spans.CONFIDENCE: str(item.fields[CONFIDENCE])} if CONFIDENCE in item.fields else {}
    said = {"ana": f"#{_id(item, layer)}.fs"} if _said(item) else {}
    return _element("span", item.fields.get(NOTE, ""), **named, **sure, **said) + "\n"


def _chain(item: Item, layer: str) -> str:
    target = " ".join(f"#{layer}.{ref}" for role, ref in item.links if role == MEMBER)
    named = {"n": item.fields[NAME]} if NAME in item.fields else {}
    links = {"corresp": " ".join(item.fields[LINKS])} if LINKS in item.fields else {}
    return _element("link", "", target=target, **named, **links) + "\n"


def _said(item: Item) -> dict[str, Any]:
    """What a feature structure says of an item."""
    return {name: value for name, value in item.fields.items() if name not in (CONFIDENCE, NOTE, OF)}


def _features(item: Item, layer: str) -> str:
    features = "".join(f"<f name={xml.attribute(name)}>{_value(value)}</f>" for name, value in _said(item).items())
    return f'<fs xml:id="{_id(item, layer)}.fs">{features}</fs>\n'


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return f'<binary value="{str(value).lower()}"/>'
    if isinstance(value, list):
        return f'<vColl org="list">{"".join(map(_value, value))}</vColl>'
    return f"<string>{xml.escaped(value)}</string>" if isinstance(value, str) else f'<numeric value="{value!r}"/>'


def _id(item: Item, layer: str) -> str:
    return f"{layer}.{item.id}"


def _element(tag: str, words: str, **attributes: str) -> str:
    """An element with words in it, whose white space is kept where it would be lost else."""
    kept = {"xml:space": "preserve"} if words != " ".join(words.split()) else {}
    spelled = "".join(f" {name}={xml.attribute(value)}" for name, value in {**attributes, **kept}.items())
    return f"<{tag}{spelled}>{xml.escaped(words)}</{tag}>" if words else f"<{tag}{spelled}/>"
