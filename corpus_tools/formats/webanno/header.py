"""The header of WebAnno TSV 3: which layers there are, and what stands in which column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

FORMAT = re.compile(r"#FORMAT=WebAnno TSV (\d+)(?:\.(\d+))?\s*")
LETTERS = {"SP": "span", "CH": "chain", "RL": "relation"}
_LAYER = re.compile(r"#T_(SP|CH|RL)=([^|]+)(.*)")
_ROLE = re.compile(r"ROLE_[^:]+:(.+)_([^_]*)")
_BASE = "BT_"

Sort = Literal["value", "roles", "targets", "base"]


class Column(NamedTuple):
    """What one column holds: values of a feature, the roles or the targets of its slots, or what relations lead from.

    `type` is that of slots, of their targets, or of what relations relate. A layer without features has a column
    without a name.
    """

    sort: Sort
    feature: str
    type: str = ""


class TsvLayer(NamedTuple):
    """A layer of spans, chains or relations, and the columns it has, the first of which is the given one."""

    kind: str
    type: str
    first: int
    columns: Sequence[Column]


def layers(lines: Sequence[str]) -> Iterator[TsvLayer]:
    """The layers that header lines declare; other lines, which some tools write, are passed over."""
    at = 3
    for line in lines:
        if match := _LAYER.fullmatch(line):
            columns = list(_columns(match[3].removeprefix("|").split("|")))
            yield TsvLayer(LETTERS[match[1]], match[2], at, columns)
            at += len(columns)


def _columns(names: Sequence[str]) -> Iterator[Column]:
    slot = None
    for name in names:
        if slot:
            yield Column("targets", slot[1], name)
            slot = None
        elif slot := _ROLE.fullmatch(name):
            yield Column("roles", slot[1], slot[2])
        elif name.startswith(_BASE):
            yield Column("base", "", name.removeprefix(_BASE))
        else:
            yield Column("value", name)


def declared(kind: str, name: str, columns: Sequence[Column]) -> str:
    """The line that declares a layer."""
    letters = next(letters for letters, word in LETTERS.items() if word == kind)
    return f"#T_{letters}={name}" + "".join(f"|{_declared(name, column)}" for column in columns) + "\n"


def _declared(host: str, column: Column) -> str:
    words = {"value": column.feature, "roles": f"ROLE_{host}:{column.feature}_{column.type}"}
    return words.get(column.sort) or (_BASE if column.sort == "base" else "") + column.type
