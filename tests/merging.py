"""Edits that people make to a record, made at random: what a side of a merge has changed.

They are drawn from few values and mostly at the first annotations, so that two sides often touch the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from .generators import ARRAYS, Tree

Edit = Callable[[Tree, Tree, Random], object]
PREFIXES = {"entities": "t", "events": "e", "quotes": "q", "relations": "r", "chains": "c"}
TYPES = ("PER", "ORG", "GPE", "FAC")


def edited(tree: Tree, random: Random, most: int = 4) -> Tree:
    """The record with some edits; layers are made first where it has none."""
    changed = deepcopy(tree)
    for _ in range(random.randint(1, most)):
        if changed["layers"]:
            random.choice(EDITS)(changed, layer_of(changed, random), random)
        else:
            add_layer(changed, {}, random)
    return changed


def layer_of(tree: Tree, random: Random) -> Tree:
    layer: Tree = random.choice(sorted(tree["layers"], key=name_of)[:2])
    return layer


def name_of(layer: Tree) -> str:
    return str(layer.get("id") or layer["annotator"])


def pick(layer: Tree, array: str, random: Random) -> Tree | None:
    """One of the first annotations of an array."""
    found = layer.get(array) or [None]
    picked: Tree | None = random.choice(found[:3])
    return picked


def words(tree: Tree, random: Random) -> list[Tree]:
    """One or two neighbouring words as a span."""
    found = list(re.finditer(r"\w+", tree["text"]))
    match = random.choice(found[:6])
    return [{"start": match.start(), "end": match.end(), "text": match[0]}]


def new_id(layer: Tree, array: str) -> str:
    taken = {part["id"] for name in (*ARRAYS, "conflicts") for part in layer.get(name, ())}
    taken |= {part["annotation"]["id"] for part in layer.get("unanchored", ())}
    return next(name for number in range(1, 999) if (name := f"{PREFIXES[array]}{number}") not in taken)


# Edits


def relabel(tree: Tree, layer: Tree, random: Random) -> None:
    if part := pick(layer, "entities", random):
        part["type"] = random.choice(TYPES)
        part.pop("value", None)
        part.pop("attributes", None)


def move(tree: Tree, layer: Tree, random: Random) -> None:
    if part := pick(layer, "entities", random):
        part["spans"] = words(tree, random)
        part.pop("head", None)


def describe(tree: Tree, layer: Tree, random: Random) -> None:
    if part := pick(layer, random.choice(ARRAYS), random):
        field, value = random.choice((("note", "x"), ("note", "y"), ("confidence", 0.5), ("confidence", 1)))
        part[field] = value


def forget_field(tree: Tree, layer: Tree, random: Random) -> None:
    if part := pick(layer, random.choice(ARRAYS), random):
        part.pop(random.choice(("note", "confidence", "level", "attributes", "extensions", "chain", "head")), None)


def add_entity(tree: Tree, layer: Tree, random: Random) -> None:
    part: Tree = {"id": new_id(layer, "entities"), "type": random.choice(TYPES), "spans": words(tree, random)}
    if not any((one["type"], one["spans"]) == (part["type"], part["spans"]) for one in layer.get("entities", ())):
        layer.setdefault("entities", []).append(part)
        add_reference(tree, layer, random, part["id"])


def add_event(tree: Tree, layer: Tree, random: Random) -> None:
    part: Tree = {"id": new_id(layer, "events"), "type": "Attack", "trigger": words(tree, random)}
    layer.setdefault("events", []).append(part)


def add_reference(tree: Tree, layer: Tree, random: Random, name: str | None = None) -> None:
    """Let something refer to an entity."""
    entity = pick(layer, "entities", random)
    name = name or (entity["id"] if entity else None)
    if name and random.random() < 0.5 and (event := pick(layer, "events", random)):
        argument = {"role": random.choice(("actor", "target")), "filler": name}
        if argument not in event.get("arguments", ()):
            event.setdefault("arguments", []).append(argument)
    elif name and (quote := pick(layer, "quotes", random)):
        quote["source"] = list(dict.fromkeys([*quote.get("source", ()), name]))[:16]


def drop_reference(tree: Tree, layer: Tree, random: Random) -> None:
    part = pick(layer, random.choice(("events", "quotes")), random) or {}
    field = random.choice(("arguments", "source", "addressee"))
    if part.get(field):
        part[field].pop(random.randrange(len(part[field])))
        if not part[field]:
            del part[field]


def add_chain(tree: Tree, layer: Tree, random: Random) -> None:
    name = new_id(layer, "chains")
    layer.setdefault("chains", []).append({"id": name, "kind": "entity", "name": random.choice(("Mira", "Tom"))})
    for _ in range(2):
        if entity := pick(layer, "entities", random):
            entity["chain"] = name


def link(tree: Tree, layer: Tree, random: Random) -> None:
    if chain := pick(layer, "chains", random):
        value = random.choice(("wikidata:Q1", "wikidata:Q2", "wikidata:NIL"))
        chain["links"] = list(dict.fromkeys([*chain.get("links", ()), value]))[:16]


def remove(tree: Tree, layer: Tree, random: Random) -> None:
    """Take an annotation out, and all that refers to it."""
    array = random.choice(ARRAYS)
    if part := pick(layer, array, random):
        layer[array] = [one for one in layer[array] if one is not part]
        forget(tree, layer, part["id"])


def forget(tree: Tree, layer: Tree, name: str) -> None:
    for part in list(all_parts(layer)):
        if part.get("chain") == name:
            del part["chain"]
        for field in ("source", "addressee", "members"):
            without(part, field, [one for one in part.get(field, ()) if one != name])
        without(part, "arguments", [one for one in part.get("arguments", ()) if one.get("filler") != name])
    broken = [part for part in layer.get("relations", ()) if "arguments" not in part]
    broken += [part for part in layer.get("chains", ()) if len(part.get("members", "xx")) < 2]
    layer_conflicts = [one for one in layer.get("conflicts", ()) if one["annotation"] != name]
    without(layer, "conflicts", layer_conflicts)
    for other in tree["layers"]:
        for part in all_parts(other):
            without(part, "from", [one for one in part.get("from", ()) if one != f"{name_of(layer)}:{name}"])
    for part in broken:
        for array in ("relations", "chains"):
            if part in layer.get(array, ()):
                layer[array].remove(part)
        forget(tree, layer, part["id"])


def all_parts(layer: Tree) -> Iterator[Tree]:
    for array in ARRAYS:
        yield from layer.get(array, ())
    yield from (item["annotation"] for item in layer.get("unanchored", ()))


def without(part: Tree, field: str, left: list[Any]) -> None:
    if field in part:
        part[field] = left
        if not left:
            del part[field]


def resolve(tree: Tree, layer: Tree, random: Random) -> None:
    if conflict := pick(layer, "conflicts", random):
        conflict.update({"status": "resolved", "chosen": random.choice(("ours", "theirs"))})


def lose(tree: Tree, layer: Tree, random: Random) -> None:
    """Let an entity lose its place, or find one again."""
    lost = [one for one in layer.get("unanchored", ()) if one["kind"] == "entity" and not one.get("path")]
    if lost:
        without(layer, "unanchored", [one for one in layer["unanchored"] if one is not lost[0]])
        layer.setdefault("entities", []).append({**lost[0]["annotation"], "spans": words(tree, random)})
        layer["entities"][-1].pop("head", None)
    elif (part := pick(layer, "entities", random)) and all(
        one["annotation"]["id"] != part["id"] for one in layer.get("unanchored", ())
    ):
        layer["entities"] = [one for one in layer["entities"] if one is not part]
        context = [{"start": part["spans"][0]["start"], "prefix": "a", "suffix": "b"}]
        layer.setdefault("unanchored", []).append({"kind": "entity", "annotation": part, "context": context})


def head_line(tree: Tree, layer: Tree, random: Random) -> None:
    tree.setdefault("metadata", {})["headline"] = random.choice(("One", "Two"))


def keywords(tree: Tree, layer: Tree, random: Random) -> None:
    words = tree.setdefault("metadata", {}).get("keywords", [])
    tree["metadata"]["keywords"] = list(dict.fromkeys([*words, random.choice("abcd")]))


def drop_metadata(tree: Tree, layer: Tree, random: Random) -> None:
    tree.pop("metadata", None)


def extend(tree: Tree, layer: Tree, random: Random) -> None:
    holder = random.choice((tree, layer))
    holder.setdefault("extensions", {})[random.choice(("org.example.a", "org.example.b"))] = random.choice((1, 2.0))


def status(tree: Tree, layer: Tree, random: Random) -> None:
    layer["note"] = random.choice(("done", "to do"))


def section(tree: Tree, layer: Tree, random: Random) -> None:
    if part := pick(tree, "sections", random):
        part["note"] = random.choice(("a", "b"))


def add_layer(tree: Tree, layer: Tree, random: Random) -> None:
    name = random.choice(("zoe", "yan"))
    if name not in map(name_of, tree["layers"]):
        tree["layers"].append({"id": name, "annotator": name, "entities": []})
        if "annotators" in tree and all(one["id"] != name for one in tree["annotators"]):
            tree["annotators"].append({"id": name, "kind": "human"})
        for _ in range(2):
            add_entity(tree, tree["layers"][-1], random)


def drop_layer(tree: Tree, layer: Tree, random: Random) -> None:
    name = name_of(layer)
    tree["layers"] = [one for one in tree["layers"] if one is not layer]
    for other in tree["layers"]:
        without(other, "derived_from", [one for one in other.get("derived_from", ()) if one != name])
        for part in all_parts(other):
            without(part, "from", [one for one in part.get("from", ()) if not one.startswith(f"{name}:")])


EDITS: list[Edit] = [
    *(relabel, relabel, move, move, describe, describe, forget_field, add_entity, add_entity, add_entity, add_event),
    *(add_reference, add_reference, drop_reference, add_chain, add_chain, link, remove, remove, remove, resolve, lose),
    *(head_line, keywords, drop_metadata, extend, status, section, add_layer, drop_layer),
]
