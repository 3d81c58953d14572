"""What NIF holds, and what of it only in part; the rest is taken away before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Chain, Record
from .. import _changes as changes
from .._attributes import single_values
from .._format import Limit, Settings
from .._items.chains import known_by_mentions
from .._items.limits import in_order_of_text, numbered, unnamed_tokens, with_some_metadata, without_bare_metadata
from .terms import METADATA, link_to, linked

HELD = frozenset(
    {
        *("article", "text", "metadata", "layer", "layers", "layer name", "entity", "attribute", "level", "value"),
        *("confidence", "note", "chain", "chain member", "link", "nesting", "crossing", "levels"),
        *("tokens", "sentences"),
    }
)


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("NIF has an address, a title, a language and a date only", partial(with_some_metadata, names=METADATA))
    yield Limit("NIF knows of a chain only who belongs to it and what it links to", known_by_mentions)
    yield Limit("values in RDF have no order", _with_sorted_values)
    yield Limit("NIF has no lists of one", single_values)
    for step in (_with_addresses, in_order_of_text, numbered, unnamed_tokens, without_bare_metadata):
        yield Limit("", step, told=frozenset())


def _with_sorted_values(record: Record) -> Record:
    return changes.each_annotation(record, lambda part: _sorted(part) if part.attributes else part)


def _sorted(part: Any) -> Any:
    new = {name: sorted(value) if isinstance(value, list) else value for name, value in part.attributes.items()}
    return replace(part, attributes=new) if new != part.attributes else part


def _with_addresses(record: Record) -> Record:
    """Links in the form and order in which they are read again."""
    return changes.each_annotation(record, lambda part: _addressed(part) if isinstance(part, Chain) else part)


def _addressed(chain: Chain) -> Chain:
    links = sorted({link_to(linked(link)) for link in chain.links or ()}) or UNSET
    return replace(chain, links=links) if links != chain.links else chain
