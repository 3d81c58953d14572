"""Names that are marked in a text, and spans that stand apart from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import _xml as xml
from .._items import CONFIDENCE, LINKS, MEMBER, VALUE, Item
from .._spans import Place, placed
from .._text import Cleaned
from . import spans
from .spans import ID, Apart
from .text import SPACE, Text

NAMES = frozenset(("persName", "placeName", "orgName", "geogName", "date", "name", "rs"))
_TYPED = ("name", "rs", "span")
_POINTERS = ("ref", "key")
_LOCAL = "local"
"""The knowledge base of what is described in the document itself."""


def in_header(root: Any) -> Iterator[Any]:
    """Every element of the header of a document."""
    header = next((one for one in root if xml.local(one) == "teiHeader"), None)
    return iter(()) if header is None else header.iter()


def date_of(root: Any) -> Any:
    """The element of the header that says when a document is from; None where there is none."""
    return next((one for one in in_header(root) if xml.local(one) == "date" and one.get("when")), None)


def mentions(root: Any, found: Text, text: Cleaned) -> Iterator[tuple[str, Item]]:
    """Every name in the text, which is nobody's, and every span that has a place, with whose it is."""
    apart, places, metadata = Apart(root, found), found.places, date_of(root)
    for element in root.iter():
        tag = xml.local(element)
        if tag in NAMES and element is not metadata:
            place = places.get(element)
            yield "", _item(element, [place] if place else [], text, {})
        elif tag == "span":
            yield spans.maker(element), _item(element, apart.places(element), text, apart.fields(element))


def _item(element: Any, places: list[Place | None], text: Cleaned, more: dict[str, Any]) -> Item:
    spot, tag, group = placed(places, text), xml.local(element), element.getparent()
    passed_over = {ID, SPACE, *(spans.POINTERS if tag == "span" else ("from", "to", "target"))}
    fields = {_name(key): value for key, value in element.attrib.items() if key not in passed_over}
    kind = fields.pop("type", "") if tag in _TYPED else ""
    if not kind and tag == "span" and group is not None:
        kind = group.get("type", "")
    if tag == "date" and "when" in fields:
        fields[VALUE] = fields.pop("when")
    if tag == "span" and fields.get(spans.CONFIDENCE, "x")[0] in "01":
        fields[CONFIDENCE] = fields.pop(spans.CONFIDENCE)
    return Item(
        id=element.get(ID, ""),
        kind="entity",
        type=kind or tag,
        spans=spot.spans,
        why=spot.why if spot.spans or places else "it does not stand in the text",
        fields={**fields, **more},
        at=element.sourceline,
    )


def _name(key: str) -> str:
    return key.rpartition("}")[2]


def chains(items: list[Item]) -> list[Item]:
    """A chain for all mentions with the same reference, which leaves their fields."""
    found: dict[str, Item] = {}
    for number, item in enumerate(items):
        item.id = item.id or f"#{number}"
        reference = " ".join(str(item.fields.pop(key)) for key in _POINTERS if key in item.fields)
        if reference and item.spans:
            links = [link_to(one) for one in reference.split()]
            chain = found.setdefault(reference, Item(kind="chain", fields={LINKS: links}, at=item.at))
            chain.links.append((MEMBER, item.id))
    return list(found.values())


def link_to(pointer: str) -> str:
    """The link that a pointer stands for."""
    return f"{_LOCAL}:{pointer.removeprefix('#')}" if pointer.startswith("#") or ":" not in pointer else pointer
