"""Several annotators' layers of one article, made at random from one that is whole: each with faults of its own."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random

from .generators import ARRAYS, TAGSET, Tree, record
from .renumbering import renumbered

_PLACES = {"entities": "spans", "events": "trigger", "quotes": "content"}
_LABELS = {"entities": TAGSET.entities, "events": TAGSET.events, "quotes": TAGSET.quotes, "relations": TAGSET.relations}


def annotated(seed: int, names: tuple[str, ...] = ("ada", "ben", "cem"), chance: float = 0.2) -> Tree:
    """A record whose only layers are those of some annotators of the same article, who differ here and there."""
    random = Random(seed)
    tree = record(random)
    whole = next((layer for layer in tree["layers"] if any(layer.get(array) for array in ARRAYS)), None)
    if whole is None:
        return annotated(seed + 1, names, chance)
    for key in ("unanchored", "conflicts", "derived_from", "annotator", "tool"):
        whole.pop(key, None)
    for part in parts(whole):
        part.pop("from", None)
        part.pop("decision", None)
        part.pop("anchor", None)
    tree["layers"] = [_own(whole, name, random, chance) for name in names]
    tree.pop("annotators", None)
    return renumbered(tree, random)


def _own(whole: Tree, name: str, random: Random, chance: float) -> Tree:
    layer: Tree = {**deepcopy(whole), "id": name, "role": "annotation", "status": "draft"}
    return disturbed(layer, random, chance)


def disturbed(layer: Tree, random: Random, chance: float) -> Tree:
    """The layer with some annotations gone, and others changed."""
    layer = deepcopy(layer)
    for array in ARRAYS:
        for part in list(layer.get(array, ())):
            if random.random() < chance:
                random.choice((_drop, _relabel, _shrink, _note, _leave_chain))(layer, array, part, random)
    return layer


def parts(layer: Tree) -> Iterator[Tree]:
    """Every annotation of a layer."""
    for array in ARRAYS:
        yield from layer.get(array, ())


def _refers(part: Tree, name: str) -> bool:
    fillers = [argument.get("filler") for argument in part.get("arguments", ())]
    return name in [
        *fillers,
        *part.get("source", ()),
        *part.get("addressee", ()),
        *part.get("members", ()),
        part.get("chain"),
    ]


def _drop(layer: Tree, array: str, part: Tree, random: Random) -> None:
    """Take an annotation out, and all that refers to it."""
    if part in layer[array]:
        layer[array].remove(part)
        for other in ARRAYS:
            for one in [one for one in layer.get(other, ()) if _refers(one, part["id"])]:
                _drop(layer, other, one, random)


def _relabel(layer: Tree, array: str, part: Tree, random: Random) -> None:
    if array in _LABELS:
        part["type"] = random.choice(sorted(_LABELS[array]))


def _shrink(layer: Tree, array: str, part: Tree, random: Random) -> None:
    span = part[_PLACES[array]][-1] if array in _PLACES else None
    if span and " " in span["text"]:
        span["text"] = span["text"].rpartition(" ")[0].rstrip()
        span["end"] = span["start"] + len(span["text"])


def _note(layer: Tree, array: str, part: Tree, random: Random) -> None:
    part["note"] = random.choice(("sure", "not sure"))


def _leave_chain(layer: Tree, array: str, part: Tree, random: Random) -> None:
    part.pop("chain", None)
