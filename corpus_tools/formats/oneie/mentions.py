"""What OneIE says of mentions and arguments, and formats like it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Record
from .. import _changes as changes
from .._items import LEVEL
from .._json import Object, each, find, need

LEVELS = {"NAM": "name", "NOM": "nominal", "PRO": "pronoun"}
"""What sorts of mentions are called."""
SORTS = {level: sort for sort, level in LEVELS.items()}
_UNKNOWN = "UNK"
"""The sort of a mention of which nobody said it."""


def sort_field(sort: str | None, name: str) -> dict[str, str]:
    """The sort of a mention as its level, or as an attribute of that name where it is none."""
    if not sort or sort == _UNKNOWN:
        return {}
    return {LEVEL: LEVELS[sort]} if sort in LEVELS else {name: sort}


def entity_fields(part: Object) -> dict[str, Any]:
    """What is said of a mention beside its type."""
    sort, subtype = (find(part, name, str) for name in ("mention_type", "entity_subtype"))
    return {**sort_field(sort, "mention_type"), **({"entity_subtype": subtype} if subtype else {})}


def argument_links(part: Object) -> Iterator[tuple[str, str]]:
    """The roles of arguments, and the ids of the mentions in them."""
    for argument in each(part, "arguments", dict):
        yield need(argument, "role", str), need(argument, "entity_id", str)


def of_one_sort(record: Record, name: str) -> Record:
    """Mentions whose sort is told by their level, or by the attribute of that name where it is none of the levels."""

    def change(part: Any) -> Any:
        said = (part.attributes or {}).get(name)
        if said is None or not (part.level or said in LEVELS or said == _UNKNOWN):
            return part
        rest = {key: value for key, value in part.attributes.items() if key != name}
        return replace(part, attributes=rest or UNSET)

    return changes.each_annotation(record, change, ("entities",))
