"""A tag set after its labels were renamed, merged or split: pure functions of its file as plain JSON."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..errors import CorpusToolsError
from .labels import TYPES, Label

Tree = dict[str, Any]
_ARRAYS = {kind: f"{kind}_types" for kind in (*TYPES, "section")} | {"attribute": "attributes"}


class Inherited(CorpusToolsError):
    """A label that stands in the tag set that this one extends, and can only be changed there."""

    def __init__(self, label: Label, base: str) -> None:
        super().__init__(f"{label} comes from the tag set {base}, which this one extends: change it there")


def renamed(tree: Tree, old: Label, new: str) -> Tree:
    """The tag set with a label under a new name, everything that speaks of it included; the next major version."""
    tree = _bumped(tree, "major")
    for entry in _entries(tree, old):
        entry["name"] = new
    _replace(tree, old, new)
    return tree


def merged(tree: Tree, old: Label, into: str) -> Tree:
    """The tag set without a label, another one in its place; the next major version."""
    tree = _bumped(tree, "major")
    for holder, key in _holders(tree, old):
        holder[key] = [entry for entry in holder[key] if entry["name"] != old.name]
    _replace(tree, old, into)
    return tree


def split(tree: Tree, old: Label, new: Sequence[str]) -> Tree:
    """The tag set with new labels below an old one, each with a copy of its definition; the next minor version.

    Labels that are there already stay as they are.
    """
    tree = _bumped(tree, "minor")
    [(holder, key)] = list(_holders(tree, old))[:1]
    known = {entry["name"] for entry in holder[key]}
    [entry] = [entry for entry in holder[key] if entry["name"] == old.name]
    holder[key] += [_below(entry, name, old) for name in new if name not in known]
    return tree


def _below(entry: Tree, name: str, old: Label) -> Tree:
    """A new label with what an old one has; types that can have a parent stand below it and inherit the rest."""
    if old.kind in ("entity", "event", "relation"):
        return {"name": name, "parent": old.name, "definition": entry["definition"]}
    return {**copy.deepcopy(entry), "name": name}


def _bumped(tree: Tree, part: str) -> Tree:
    tree = copy.deepcopy(tree)
    major, minor, _ = (int(number) for number in tree["version"].split("-")[0].split("+")[0].split("."))
    tree["version"] = f"{major + 1}.0.0" if part == "major" else f"{major}.{minor + 1}.0"
    return tree


def _holders(tree: Tree, label: Label) -> Iterator[tuple[Tree, str]]:
    """The lists that hold a label's entries, each as the object and key it stands at.

    Raises:
        Inherited: it stands in no list of this file.
    """
    if label.kind == "role":
        owners = [owner for array in ("event_types", "relation_types") for owner in tree.get(array, ())]
        below = _family(owners, label.of)
        found = [(owner, "roles") for owner in owners if owner["name"] in below]
    else:
        found = [(tree, _ARRAYS[label.kind])]
    found = [(holder, key) for holder, key in found if label.name in [e["name"] for e in holder.get(key, ())]]
    if not found:
        raise Inherited(label, str(tree.get("extends", {}).get("id", "")))
    yield from found


def _family(owners: list[Tree], name: str) -> set[str]:
    """A type and all types below it."""
    family = {name}
    while more := {owner["name"] for owner in owners if owner.get("parent") in family} - family:
        family |= more
    return family


def _entries(tree: Tree, label: Label) -> Iterator[Tree]:
    for holder, key in _holders(tree, label):
        yield from (entry for entry in holder[key] if entry["name"] == label.name)


def _replace(tree: Tree, old: Label, new: str) -> None:
    """Let everything that names a label name another."""
    if old.kind not in TYPES:
        return
    for entry in tree.get(_ARRAYS[old.kind], ()):
        for field in ("parent", "replaced_by"):
            if entry.get(field) == old.name:
                entry[field] = new
    swap = _swap(f"{old.kind}:{old.name}", f"{old.kind}:{new}")
    for slot in _slots(tree):
        slot["fillers"] = swap(slot["fillers"])
    for attribute in tree.get("attributes", ()):
        if old.kind in attribute["on"] and "types" in attribute:
            attribute["types"] = _swap(old.name, new)(attribute["types"])


def _swap(old: str, new: str) -> Callable[[list[str]], list[str]]:
    return lambda items: list(dict.fromkeys(new if item == old else item for item in items))


def _slots(tree: Tree) -> Iterator[Tree]:
    """Everything that lists fillers: roles, and sources and addressees of quotes."""
    for array in ("event_types", "relation_types"):
        yield from (role for owner in tree.get(array, ()) for role in owner.get("roles", ()))
    for quote in tree.get("quote_types", ()):
        yield from (quote[slot] for slot in ("source", "addressee") if slot in quote)
