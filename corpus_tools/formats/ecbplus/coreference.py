"""Coreference of CAT: an instance is a tag without tokens, to which a relation leads from every mention of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._items import LINKS, MEMBER, NAME, OF, Item
from .mentions import is_mention, kind_of

_COREFERENCE = ("CROSS_DOC_COREF", "INTRA_DOC_COREF")
_OF_INSTANCE = ("m_id", "TAG_DESCRIPTOR", "instance_id", "RELATED_TO")
_UNKNOWN = "UNKNOWN_INSTANCE_TAG"
BASE = "ecbplus"
"""The knowledge base of instances, which are the same in all documents."""


def instances(root: Any, mentions: Mapping[str, Item]) -> Iterator[Item]:
    """A chain for each instance, and for each relation of coreference that leads to none."""
    chains = {one.get("m_id"): _chain(one) for one in root.iterfind("Markables/*") if not is_mention(one)}
    found = list(chains.values())
    for relation in root.iterfind("Relations/*"):
        if relation.tag in _COREFERENCE:
            sources, targets = _ends(relation, "source"), _ends(relation, "target")
            chain = next((chains[one] for one in targets if one in chains), None)
            if chain is None:
                chain = Item(kind="chain", id=f"c{relation.get('r_id')}", at=relation.sourceline)
                chain.fields[OF] = next((mentions[one].kind for one in targets if one in mentions), "entity")
                found.append(chain)
            members = [*sources, *(one for one in targets if one not in chains)]
            chain.links += [(MEMBER, mentions[one].id if one in mentions else one) for one in members]
            _add_link(chain, relation)
    return iter(found)


def _chain(element: Any) -> Item:
    """An instance: its tag says what its members are."""
    fields: dict[str, Any] = {OF: kind_of(element.tag)}
    fields |= {name: value for name, value in element.attrib.items() if name not in _OF_INSTANCE and value.strip()}
    if related := (element.get("RELATED_TO") or "").strip():
        fields["RELATED_TO"] = related
    if name := (element.get("TAG_DESCRIPTOR") or "").strip():
        fields[NAME] = name
    if instance := element.get("instance_id"):
        fields[LINKS] = [f"{BASE}:{instance}"]
    kind = "" if element.tag == _UNKNOWN else element.tag
    return Item(id=f"c{element.get('m_id')}", kind="chain", type=kind, fields=fields, at=element.sourceline)


def _add_link(chain: Item, relation: Any) -> None:
    """What a relation notes is the instance again."""
    note = (relation.get("note") or "").strip()
    link = f"{BASE}:{note}"
    if note and link not in chain.fields.setdefault(LINKS, []):
        chain.fields[LINKS].append(link)


def relations(root: Any, mentions: Mapping[str, Item]) -> Iterator[Item]:
    """Relations of other sorts, from mention to mention."""
    for element in root.iterfind("Relations/*"):
        if element.tag in _COREFERENCE:
            continue
        ends = [(role, one) for role in ("source", "target") for one in _ends(element, role)]
        links = [(role, mentions[one].id if one in mentions else one) for role, one in ends]
        fields = {name: value for name, value in element.attrib.items() if name != "r_id" and value.strip()}
        identifier = f"r{element.get('r_id')}"
        yield Item(id=identifier, kind="relation", type=element.tag, links=links, fields=fields, at=element.sourceline)


def _ends(element: Any, role: str) -> list[str]:
    return [one.get("m_id", "") for one in element.iterfind(role)]
