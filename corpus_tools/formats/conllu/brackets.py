"""The brackets of `Entity=`: which words belong to which mention of which entity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from msgspec import Struct, field

from .rows import Row

_BRACKET = re.compile(r"\((?P<opened>[^()]+)(?P<single>\))?|(?P<closed>[^()]+)\)|(?P<wrong>[()])")
_PART = re.compile(r"(.*)\[([0-9]{1,4})/([0-9]{1,4})\]")
FIELDS = ("eid", "etype", "head", "other")
"""The fields of a mention where no comment names others."""
RESERVED = frozenset({*FIELDS, "minspan", "identity"})
"""Names of fields that are no attributes."""
_UNSAFE = re.compile(r"[^\w.:;<>!?&*+'\"#$@~^{}\\`\u00b7-\U0010ffff]|[\s\x7f-\x9f]")


class Mention(Struct):
    """A mention of an entity: its fields by name, and for each of its parts the rows of the words in it."""

    entity: str
    fields: dict[str, str]
    row: Row
    parts: list[list[Row]] = field(default_factory=list)
    wanted: int = 1

    @property
    def words(self) -> list[Row]:
        """All its words that are written."""
        return [row for part in self.parts for row in part if not row.mark]


class _Open(NamedTuple):
    mention: Mention
    name: str
    rows: list[Row]


class Wrong(NamedTuple):
    """A bracket that has no other, or is none."""

    row: Row
    what: str
    why: str


def found(rows: Sequence[Row], names: Sequence[str]) -> tuple[list[Mention], list[Wrong]]:
    """The mentions in a sentence in the order in which they open, and what is wrong with its brackets."""
    mentions: list[Mention] = []
    open_: list[_Open] = []
    wrong: list[Wrong] = []
    for row in rows if any("Entity=" in row.cells[-1] for row in rows) else ():
        for one in open_:
            one.rows.append(row)
        for match in _BRACKET.finditer(row.misc.get("Entity", "")):
            if match["opened"]:
                opened = _opened(match["opened"], row, names, mentions)
                open_ += [] if match["single"] else [opened]
            elif why := _close(match["closed"], open_):
                wrong.append(Wrong(row, match[0], why))
    wrong += [Wrong(one.mention.row, one.name, "its bracket is not closed in its sentence") for one in open_]
    unclosed = {id(one.mention) for one in open_}
    return [one for one in mentions if id(one) not in unclosed], wrong


def _opened(said: str, row: Row, names: Sequence[str], mentions: list[Mention]) -> _Open:
    name, *values = said.split("-")
    part = _PART.fullmatch(name)
    entity, number, of = (part[1], int(part[2]), int(part[3])) if part else (name, 1, 1)
    waiting = (one for one in mentions if one.entity == entity and one.wanted == of and len(one.parts) == number - 1)
    mention = next(waiting, None) if number > 1 else None
    if mention is None:
        mention = Mention(entity, _named(values, names), row, [], of)
        mentions.append(mention)
    mention.parts.append([row])
    return _Open(mention, name, mention.parts[-1])


def _named(values: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """The fields of a mention by name; what has none is put to the last one."""
    rest = names[1:] or FIELDS[1:]
    values = [*values[: len(rest) - 1], "-".join(values[len(rest) - 1 :])] if len(values) > len(rest) else values
    return {unquote(name): unquote(value) for name, value in zip(rest, values, strict=False) if value}


def _close(name: str | None, open_: list[_Open]) -> str:
    """Close the last open bracket of that name; empty, or what is wrong."""
    at = next((at for at in reversed(range(len(open_))) if open_[at].name == name), None)
    if at is None:
        return "its bracket was not opened in its sentence"
    del open_[at]
    return ""


def escaped(value: str) -> str:
    """A value as a field has it."""
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), value)


def pairs(value: str) -> Iterator[tuple[str, str, str]]:
    """What `Bridge` and `SplitAnte` say: the first entity, the second and, where it is said, how they are related.

    >>> list(pairs("e1<e5:part,e3<e5"))
    [('e1', 'e5', 'part'), ('e3', 'e5', '')]
    """
    for part in value.split(","):
        first, _, rest = part.partition("<")
        second, _, relation = rest.partition(":")
        yield first, second, unquote(relation)
