"""A record that says the same under other ids and in another order: by its JSON, not by the package's own means."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from random import Random
from typing import Any

from .generators import ARRAYS, Tree, name_of
from .mutations import shuffled

UNORDERED = (*ARRAYS, "sections", "annotators", "layers", "unanchored", "conflicts")
"""Arrays whose order says nothing, beside that of arguments."""


def renumbered(tree: Tree, random: Random) -> Tree:
    """The same record, everything in it called otherwise and in another order."""
    tree = deepcopy(tree)
    sections = _new([part["id"] for part in tree.get("sections", ())], random)
    names = {name_of(layer): _new(_ids(layer), random) for layer in tree["layers"]}
    for part in tree.get("sections", ()):
        part["id"] = sections[part["id"]]
    for layer in tree["layers"]:
        if "scope" in layer:
            layer["scope"] = [sections[name] for name in layer["scope"]]
        _rename(layer, names[name_of(layer)], names)
    changed: Tree = shuffled(tree, random, UNORDERED)
    return changed


def _ids(layer: Tree) -> list[str]:
    lost = [part["annotation"]["id"] for part in layer.get("unanchored", ())]
    arrays = [part["id"] for array in (*ARRAYS, "conflicts") for part in layer.get(array, ())]
    return list(dict.fromkeys(arrays + lost))


def _new(ids: list[str], random: Random) -> dict[str, str]:
    """Other ids for some; half of the time the same ones, dealt out anew."""
    if random.random() < 0.5:
        return dict(zip(ids, random.sample(ids, len(ids)), strict=True))
    numbers = random.sample(range(len(ids) * 3), len(ids))
    return {name: f"z{number}" for name, number in zip(ids, numbers, strict=True)}


def _rename(layer: Tree, names: Mapping[str, str], others: Mapping[str, Mapping[str, str]]) -> None:
    for array in ARRAYS:
        for part in layer.get(array, ()):
            _rename_part(part, names, others)
    for item in layer.get("unanchored", ()):
        _rename_part(item["annotation"], names, others)
    for conflict in layer.get("conflicts", ()):
        conflict |= {key: names.get(conflict[key], conflict[key]) for key in ("id", "annotation")}


def _rename_part(part: Tree, names: Mapping[str, str], others: Mapping[str, Mapping[str, str]]) -> None:
    part["id"] = names[part["id"]]
    for key in ("source", "addressee", "members"):
        if key in part:
            part[key] = [names[name] for name in part[key]]
    if "chain" in part:
        part["chain"] = names[part["chain"]]
    for argument in part.get("arguments", ()):
        if "filler" in argument:
            argument["filler"] = names[argument["filler"]]
    if "from" in part:
        part["from"] = [_origin(origin, others) for origin in part["from"]]


def _origin(origin: str, others: Mapping[str, Mapping[str, str]]) -> Any:
    layer, _, name = origin.partition(":")
    return f"{layer}:{others[layer].get(name, name)}" if layer in others else origin
