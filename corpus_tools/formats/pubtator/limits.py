"""What PubTator holds only in part; the rest is taken away before it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Chain, Entity, Layer, Record, Relation, Section, Span
from .. import _changes as changes
from .._bioc.items import NOTHING
from .._format import Limit, Settings
from .lines import FLAG, IDENTIFIER, MENTIONS
from .source import ROLES

_LINE_ENDS = re.compile(r"\n+")
_TABS = re.compile("[\t\r]")


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("PubTator has a title and an abstract, each on a line", on_two_lines, told=frozenset({"text"}))
    yield Limit("PubTator has a title and an abstract", lambda record: _with_sections(record, made=False))
    yield Limit("", lambda record: _with_sections(record, made=True), told=frozenset())
    yield Limit("a chain of PubTator has mentions and one link", concepts)
    yield Limit("PubTator has no such attribute", columns)
    yield Limit("a relation of PubTator is between arg1 and arg2, the first mentions of two concepts", relations)
    yield Limit("PubTator has no layer without mentions", with_mentions)
    yield Limit("PubTator has no ids", numbered, told=frozenset())


def on_two_lines(record: Record) -> Record:
    """The text with its first run of line ends as one, and all others as a space."""
    first, rest = _LINE_ENDS.search(record.text), [*_LINE_ENDS.finditer(record.text)][1:]
    if not first or (not rest and len(first[0]) == 1):
        return record
    kept = [1] * len(record.text)
    for match in [first, *rest]:
        kept[match.start() + 1 : match.end()] = [0] * (len(match[0]) - 1)
    at = list(accumulate(kept, initial=0))
    text = _LINE_ENDS.sub(lambda match: "\n" if match.start() == first.start() else " ", record.text)

    def move(spans: list[Span]) -> list[Span]:
        places = [(at[span.start], at[span.end]) for span in spans]
        return [Span(start, end, text[start:end]) for start, end in places]

    moved = changes.each_annotation(record, lambda part: changes.each_span_list(part, move))
    sections = [replace(one, start=at[one.start], end=at[one.end]) for one in record.sections or ()]
    return replace(moved, text=text, text_length=UNSET, text_sha256=UNSET, sections=sections or UNSET)


def _with_sections(record: Record, *, made: bool) -> Record:
    """The record with the sections that PubTator has, those it had not too if they are to be made."""
    title, _, abstract = record.text.partition("\n")
    wanted = [Section("s1", "title", 0, len(title))]
    wanted += [Section("s2", "abstract", len(title) + 1, len(record.text))] if abstract else []
    found = wanted if made else [one for one in record.sections or () if one in wanted]
    return replace(record, sections=found or UNSET) if found != (record.sections or []) else record


def concepts(record: Record) -> Record:
    """Chains of mentions with one link that no other chain has."""
    return changes.each_layer(record, _with_concepts)


def _with_concepts(layer: Layer) -> Layer:
    used = {one.chain for one in layer.entities or ()}
    links: set[str] = set()

    def change(part: Any) -> Any:
        if not isinstance(part, Chain):
            return part
        link = part.links[0] if part.links else ""
        if part.kind != "entity" or part.id not in used or not link or link in links:
            return None
        links.add(link)
        plain = changes.without(part, "members", "attributes")
        return replace(plain, links=[link]) if part.links and len(part.links) > 1 else plain

    return changes.in_layer(layer, change)


def columns(record: Record) -> Record:
    """Annotations with nothing but the attributes for which there are columns."""
    return changes.each_layer(record, lambda layer: changes.in_layer(layer, _with_columns))


def _with_columns(part: Any) -> Any:
    if not part.attributes:
        return part
    kept = {name: value for name, value in part.attributes.items() if _has_column(part, name, value)}
    return replace(part, attributes=kept or UNSET) if kept != part.attributes else part


def _has_column(part: Any, name: str, value: Any) -> bool:
    if not isinstance(value, str) or "\t" in value or "\n" in value or value != value.strip():
        return False
    if isinstance(part, Entity):
        is_concept = name == IDENTIFIER and value in NOTHING and not part.chain
        return is_concept or (name == MENTIONS and bool(part.chain or (part.attributes or {}).get(IDENTIFIER)))
    return isinstance(part, Relation) and name == FLAG


def relations(record: Record) -> Record:
    """Relations of two concepts, told by their first mentions."""
    return changes.each_layer(record, _with_relations)


def _with_relations(layer: Layer) -> Layer:
    firsts: dict[str, str] = {}
    for one in layer.entities or ():
        if one.chain:
            firsts.setdefault(one.chain, one.id)
    named = set(firsts.values())

    def fits(part: Any) -> bool:
        roles = tuple(one.role for one in part.arguments)
        return roles == ROLES and all(one.filler in named for one in part.arguments)

    return changes.in_layer(layer, lambda part: None if isinstance(part, Relation) and not fits(part) else part)


def with_mentions(record: Record) -> Record:
    """The record without layers that have no mention."""
    kept = [layer for layer in record.layers if layer.entities]
    return replace(record, layers=kept) if len(kept) < len(record.layers) else record


def numbered(record: Record) -> Record:
    """Ids by number, those of chains in the order of their first mentions."""
    return changes.each_layer(record, _numbered)


def _numbered(layer: Layer) -> Layer:
    new = {one.id: f"t{number}" for number, one in enumerate(layer.entities or (), 1)}
    new |= {one.id: f"r{number}" for number, one in enumerate(layer.relations or (), 1)}
    chains = dict.fromkeys(one.chain for one in layer.entities or () if one.chain)
    new |= {chain: f"c{number}" for number, chain in enumerate(chains, 1)}
    return changes.renamed(layer, new)
