"""What brat holds only in part; the rest is taken away before it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Annotation, Chain, Entity, Event, Layer, Quote, Record, Relation, Span
from .. import _changes as changes
from .._format import Limit, Settings
from .._items.limits import binary_relations, marked_fillers, plain_arguments
from .extras import EQUIVALENCE

_LETTERS: dict[Any, str] = {Entity: "t", Event: "e", Quote: "e", Relation: "r"}
_BREAKS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def split_at_line_ends(record: Record) -> Record:
    """Every span that runs over a line end in parts."""
    if "\n" not in record.text:
        return record
    return changes.each_annotation(record, lambda part: changes.each_span_list(part, _in_lines))


def _in_lines(spans: list[Span]) -> list[Span]:
    return [piece for span in spans for piece in _pieces(span)] if any("\n" in span.text for span in spans) else spans


def _pieces(span: Span) -> Iterator[Span]:
    start = span.start
    for line in span.text.split("\n"):
        if line:
            yield Span(start, start + len(line), line)
        start += len(line) + 1


def chains_of_mentions(record: Record) -> Record:
    """Chains of two mentions or more, or of one that has a link; nothing but links, and a name with them."""
    return changes.each_layer(record, lambda layer: _without_single(_bare_chains(layer)) if layer.chains else layer)


def _without_single(layer: Layer) -> Layer:
    sizes = Counter(one.chain for array in (layer.entities, layer.events, layer.quotes) for one in array or ())
    single = {chain.id for chain in layer.chains or () if sizes[chain.id] < (1 if chain.links else 2)}
    return changes.in_layer(layer, lambda part: None if isinstance(part, Chain) and part.id in single else part)


def _bare_chains(layer: Layer) -> Layer:
    return changes.in_layer(layer, lambda part: _bare_chain(part) if isinstance(part, Chain) else part)


def _bare_chain(chain: Chain) -> Chain:
    chain = changes.without(chain, "confidence", "note", *([] if chain.links else ["name"]))
    own = {EQUIVALENCE: chain.attributes[EQUIVALENCE]} if chain.attributes and EQUIVALENCE in chain.attributes else None
    return replace(chain, attributes=own or UNSET) if chain.attributes and chain.attributes != own else chain


def attributes_of_one_word(record: Record) -> Record:
    """Attributes as flags, words and lists of words; what is false has no line."""
    return changes.each_annotation(record, lambda part: _of_one_word(part) if part.attributes else part)


def _of_one_word(part: Any) -> Any:
    if isinstance(part, Chain):
        return part
    new = {name: word for name, value in part.attributes.items() if (word := _word(value)) is not None}
    return (
        replace(part, attributes=new or UNSET)
        if new != part.attributes or _types(new) != _types(part.attributes)
        else part
    )


def _types(attributes: dict[str, Any]) -> list[type]:
    return [type(value) for value in attributes.values()]


def _word(value: Any) -> Any:
    if value is True:
        return True
    if value is False:
        return None
    words = ["_".join(str(one).split()) or "_" for one in (value if isinstance(value, list) else [value])]
    words = list(dict.fromkeys(words))
    return words if len(words) > 1 else words[0]


def notes_of_plain_lines(record: Record) -> Record:
    """Notes without control characters and without empty lines."""
    return changes.each_annotation(record, _plain_note)


def _plain_note(part: Any) -> Any:
    if not part.note:
        return part
    note = "\n".join(line for line in _BREAKS.sub(" ", part.note).split("\n") if line)
    return replace(part, note=note or UNSET) if note != part.note else part


def numbered(record: Record) -> Record:
    """Ids as brat has them: a letter and a number each, chains in the order in which they are read again."""
    return changes.each_layer(record, _numbered)


def _numbered(layer: Layer) -> Layer:
    new = dict(_ids(layer))
    return layer if all(old == to for old, to in new.items()) else changes.renamed(layer, new)


def _ids(layer: Layer) -> Iterator[tuple[str, str]]:
    taken, counts = set[str](), Counter[str]()
    parts = [*(layer.entities or ()), *(layer.events or ()), *(layer.quotes or ()), *(layer.relations or ())]
    kept = {part.id for part in parts if re.fullmatch(rf"{_LETTERS[type(part)]}[1-9][0-9]{{0,8}}", part.id)}
    for part in parts:
        if part.id in kept:
            yield part.id, part.id
            continue
        letter = _LETTERS[type(part)]
        counts[letter] += 1
        while f"{letter}{counts[letter]}" in kept | taken:
            counts[letter] += 1
        taken.add(f"{letter}{counts[letter]}")
        yield part.id, f"{letter}{counts[letter]}"
    for number, chain in enumerate(in_order_of_reading(layer), 1):
        yield chain, f"c{number}"


def in_order_of_reading(layer: Layer) -> dict[str, list[Annotation]]:
    """What belongs to each chain, by its id: first the chains that have a `*` line, then those of one mention."""
    found: dict[str, list[Annotation]] = {chain.id: [] for chain in layer.chains or ()}
    for array in (layer.entities, layer.events, layer.quotes):
        for one in array or ():
            if one.chain in found:
                found[one.chain].append(one)
    return dict(sorted(found.items(), key=lambda chain: len(chain[1]) < 2))


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("brat has no line end inside a span: it was split there", split_at_line_ends)
    yield Limit("brat has relations of two annotations only", binary_relations)
    yield Limit("brat lets only what stands in the text fill a role", marked_fillers)
    yield Limit("brat says nothing of an argument but role and filler", plain_arguments)
    yield Limit("brat has chains of several mentions, or with a link, and knows no more of them", chains_of_mentions)
    yield Limit("an attribute of brat is a flag or a word", attributes_of_one_word)
    yield Limit("a note of brat has no empty lines or control characters", notes_of_plain_lines)
    yield Limit("brat has ids of a letter and a number", numbered, told=frozenset())
