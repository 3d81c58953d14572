"""What a merge cannot decide by itself: which class it is of, what a strategy makes of it, how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

from msgspec import UNSET, Struct

from ..errors import UnknownName
from .changes import Numbering
from .fields import Tree, differ
from .things import WORDS, Key, Path

Class = Literal["type", "boundary", "attribute", "field", "delete_modify", "delete_reference", "add_add"]
Strategy = Literal["ours", "theirs", "union"]
CLASSES: tuple[Class, ...] = get_args(Class)
Strategies: TypeAlias = Mapping[str, Strategy]
"""What is taken in conflicts of a class; those of other classes are left open."""
NONE: Strategies = {}


class Versions(NamedTuple):
    """A value as it was, and as either side has it; UNSET where there is none."""

    base: Any
    ours: Any
    theirs: Any

    @property
    def smaller(self) -> Any:
        """Of what the sides have, the same from whichever side it is looked at."""
        from .fields import encoded

        return min((side for side in self[1:] if side is not UNSET), key=encoded)


class Clash(Struct, frozen=True):
    """Something that two sides want in different ways: of which thing, which field, and what each of them has."""

    class_: Class
    key: Key
    path: Path
    versions: Versions


def class_of(kind: str, path: Path) -> Class:
    """The class of a conflict about a field."""
    if path == ("type",):
        return "type"
    if path[0] == WORDS.get(kind, "") or path == ("head",):
        return "boundary"
    return "attribute" if path[0] == "attributes" else "field"


def strategies(named: list[str]) -> Strategies:
    """Strategies as they are named: `ours` for all classes, `boundary=union` for one; later ones win.

    Raises:
        UnknownName: there is no such strategy or class.

    >>> strategies(["ours", "type=theirs"])["type"]
    'theirs'
    """
    found: dict[str, Any] = {}
    for name in named:
        class_, _, strategy = name.rpartition("=")
        if strategy not in get_args(Strategy):
            raise UnknownName("strategy", strategy, get_args(Strategy))
        if class_ and class_ not in CLASSES:
            raise UnknownName("class of conflicts", class_, CLASSES)
        found |= dict.fromkeys([class_] if class_ else CLASSES, strategy)
    return found


def chosen(clash: Clash, strategies: Strategies) -> tuple[bool, Any]:
    """Whether a strategy decides, and the value that it takes.

    A union keeps what one side deleted, the texts of both lists and the characters of both places; where there is no
    such thing as both values, it decides nothing.
    """
    strategy = strategies.get(clash.class_)
    if strategy in ("ours", "theirs"):
        return True, getattr(clash.versions, strategy)
    if strategy == "union":
        value = _union(*clash.versions[1:])
        return value is not UNSET, value
    return False, UNSET


def _union(ours: Any, theirs: Any) -> Any:
    if ours is UNSET or theirs is UNSET:
        return theirs if ours is UNSET else ours
    if not (isinstance(ours, list) and isinstance(theirs, list)):
        return UNSET
    if any(isinstance(item, dict) and "start" in item for item in ours):
        return _spans([*ours, *theirs])
    return sorted({*ours, *theirs}) if all(isinstance(item, str) for item in [*ours, *theirs]) else UNSET


def _spans(spans: list[Tree]) -> list[Tree]:
    """Spans that hold every character of some others; those that overlap become one."""
    found: list[Tree] = []
    for span in sorted(spans, key=lambda span: (span["start"], span["end"])):
        last = found[-1] if found else None
        if last is None or span["start"] >= last["end"]:
            found.append(span)
        elif span["end"] > last["end"]:
            text = last["text"] + span["text"][last["end"] - span["start"] :]
            found[-1] = {"start": last["start"], "end": span["end"], "text": text}
    return found


def conflict(clash: Clash, name: str, numbering: Numbering) -> Tree:
    """A clash as it is stored, by the final ids."""
    names = numbering.get(clash.key.layer, {})
    field = clash.path[-1] if clash.path else ""
    sides = {side: value for side, value in clash.versions._asdict().items() if value is not UNSET}
    return {
        "id": name,
        "class": clash.class_,
        "annotation": names.get(clash.key.id, clash.key.id),
        "path": _pointer(clash.path),
        **{side: called(value, names, field) for side, value in sides.items()},
        "status": "open",
    }


def _pointer(path: Path) -> str:
    from ..findings import pointer

    return pointer(path)


def called(value: Any, names: Mapping[str, str], field: str = "") -> Any:
    """A value with other ids for the annotations that it refers to."""
    if isinstance(value, dict):
        return {key: called(inner, names, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [called(inner, names, field) for inner in value]
    refers = field in ("id", "filler", "chain", "source", "addressee", "members", "arguments")
    return names.get(value, value) if refers and isinstance(value, str) else value


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same, absent ones included."""
    return not differ(one, other)
