"""What spans of TEI hold, and what of it only in part; the rest is taken away before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import _xml
from .._format import Limit, Settings
from .._items.chains import known_by_mentions
from .._items.limits import numbered, with_some_metadata, without_bare_metadata

HELD = frozenset(
    {
        *("article", "text", "metadata", "layer", "layers", "layer name", "entity", "attribute", "level", "value"),
        *("confidence", "note", "chain", "chain member", "chain name", "link", "nesting", "crossing", "levels", "gaps"),
    }
)
_OF_HEADER = ("headline", "date_published")


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("XML has no control characters", _xml.legal)
    yield Limit("the header says a title and a date only", partial(with_some_metadata, names=_OF_HEADER))
    yield Limit("a chain is known by its mentions, its name and its links only", known_by_mentions)
    yield Limit("spans have no ids of ours", numbered, told=frozenset())
    yield Limit("", without_bare_metadata, told=frozenset())
