"""brat's `annotation.conf`: which types, roles and attributes there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NAME = "annotation.conf"
FOLDERS = "# Each folder holds the work of one annotator."
"""A comment by which a file of ours says so."""
_SECTION = re.compile(r"\[(\w+)\]\s*")
_ROLE = re.compile(r"([^\s:,?*+{}]+)[?*+]?(?:\{[^}]*\})?:")


class Conf(NamedTuple):
    """What is known from a file: the names of event types, those of entity types, and the roles of events."""

    events: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    by_folder: bool = False


def read(text: str) -> Conf:
    """What a file says; what is not understood is passed over, since it only helps to read annotations."""
    section = ""
    names: dict[str, set[str]] = {"events": set(), "entities": set(), "roles": set()}
    for line in text.splitlines():
        if match := _SECTION.fullmatch(line):
            section = match[1]
        elif section in names and (words := line.strip().lstrip("!").split()) and not line.startswith(("#", "<", "-")):
            names[section].add(words[0])
            if section == "events":
                names["roles"] |= set(_ROLE.findall(line.strip().partition(words[0])[2]))
    events, entities, roles = (frozenset(names[name]) for name in ("events", "entities", "roles"))
    return Conf(events, entities, roles, FOLDERS in text)


class Used:
    """The names that were written, from which a file is made that lets brat show them."""

    def __init__(self) -> None:
        self.entities: set[str] = set()
        self.events: dict[str, set[str]] = {}
        self.relations: dict[str, set[str]] = {}
        self.attributes: dict[str, set[str]] = {}

    def file(self, *, by_folder: bool) -> str:
        """The text of the file."""
        return "\n".join([*([FOLDERS] if by_folder else []), *self._lines(), ""])

    def _lines(self) -> Iterator[str]:
        yield from ("[entities]", *sorted(self.entities), "", "[relations]")
        yield from _with_roles(self.relations, "{role}:<ANY>")
        yield from ("", "[events]")
        yield from _with_roles(self.events, "{role}*:<ANY>")
        yield from ("", "[attributes]")
        for name, values in sorted(self.attributes.items()):
            yield f"{name}\tArg:<ANY>" + (f", Value:{'|'.join(sorted(values))}" if values else "")


def _with_roles(types: dict[str, set[str]], form: str) -> Iterable[str]:
    for name, roles in sorted(types.items()):
        yield f"{name}\t{', '.join(form.format(role=role) for role in sorted(roles))}".rstrip()
