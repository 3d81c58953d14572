"""Names that are marked in a text, and spans that stand apart from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .. import _xml as xml
from .._items import LINKS, MEMBER, VALUE, Item
from .._spans import Place, placed
from .._text import Cleaned

NAMES = frozenset(("persName", "placeName", "orgName", "geogName", "date", "name", "rs"))
_TYPED = ("name", "rs", "span")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_POINTERS = ("ref", "key")
_LOCAL = "local"
"""The knowledge base of what is described in the document itself."""


def mentions(root: Any, places: Mapping[Any, Place], text: Cleaned) -> Iterator[Item]:
    """Every name in the text, and every span of which both ends are there."""
    by_id = {one.get(_ID): one for one in root.iter() if one.get(_ID)}
    for element in root.iter():
        tag = xml.local(element)
        if tag in NAMES:
            yield _item(element, places.get(element), text)
        elif tag == "span":
            yield _item(element, _stretch(element, by_id, places), text)


def _stretch(span: Any, by_id: Mapping[str, Any], places: Mapping[Any, Place]) -> Place | None:
    """From where a span begins to where it ends."""
    targets = (span.get("target") or f"{span.get('from', '')} {span.get('to') or span.get('from', '')}").split()
    found = [places.get(by_id.get(one.removeprefix("#"))) for one in targets]
    known = [place for place in found if place]
    return (known[0][0], known[-1][1]) if known and len(known) == len(found) else None


def _item(element: Any, place: Place | None, text: Cleaned) -> Item:
    spot = placed([place] if place else [], text)
    fields = {_name(key): value for key, value in element.attrib.items() if key not in (_ID, "from", "to", "target")}
    tag, group = xml.local(element), element.getparent()
    kind = fields.pop("type", "") if tag in _TYPED else ""
    if not kind and tag == "span" and group is not None:
        kind = group.get("type", "")
    if tag == "date" and "when" in fields:
        fields[VALUE] = fields.pop("when")
    why = spot.why if spot.spans or place else "it does not stand in the text"
    return Item(
        id=element.get(_ID, ""),
        kind="entity",
        type=kind or tag,
        spans=spot.spans,
        why=why,
        fields=fields,
        at=element.sourceline,
    )


def _name(key: str) -> str:
    return key.rpartition("}")[2]


def chains(items: list[Item]) -> Iterator[Item]:
    """A chain for all mentions with the same reference, which leaves their fields."""
    found: dict[str, Item] = {}
    for number, item in enumerate(items):
        item.id = item.id or f"#{number}"
        reference = " ".join(str(item.fields.pop(key)) for key in _POINTERS if key in item.fields)
        if reference and item.spans:
            links = [_link(one) for one in reference.split()]
            chain = found.setdefault(reference, Item(kind="chain", fields={LINKS: links}, at=item.at))
            chain.links.append((MEMBER, item.id))
    return iter(found.values())


def _link(pointer: str) -> str:
    return f"{_LOCAL}:{pointer.removeprefix('#')}" if pointer.startswith("#") or ":" not in pointer else pointer
