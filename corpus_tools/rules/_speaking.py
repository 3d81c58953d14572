"""What of a record speaks for it in its corpus: whose layers, and which annotations of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._mentions import is_itself, is_name
from ._once import once
from ._view import LayerView, View


def speaking(view: View, array: str) -> list[LayerView]:
    """The gold layers that have some of an array, or else all layers but those of predictions."""
    layers = [layer for layer in view.layers if layer.layer.role != "prediction" and getattr(layer, array)]
    return [layer for layer in layers if layer.layer.role == "gold"] or layers


def indexed(layer: LayerView, array: str) -> Iterator[tuple[int, Any]]:
    """The sound annotations of an array, each with its index among all of them."""
    everything, sound = getattr(layer.layer, array) or (), getattr(layer, array)
    if len(sound) == len(everything):
        return enumerate(sound)
    kept = {id(part) for part in sound}
    return ((index, part) for index, part in enumerate(everything) if id(part) in kept)


@once
def names(view: View) -> list[list[Any]]:
    """The names that are marked: the words, the type, and the path of the first mention.

    A name that one layer types in several ways is a matter of its article (ENT006) and left out.
    """
    found: dict[tuple[str, str], list[Any]] = {}
    mixed: set[str] = set()
    for layer in speaking(view, "entities"):
        types: dict[str, str] = {}
        for index, entity in indexed(layer, "entities"):
            if len(entity.spans) == 1 and is_name(layer, entity) and is_itself(entity):
                words = entity.spans[0].text
                if types.setdefault(words, entity.type) != entity.type:
                    mixed.add(words)
                if (words, entity.type) not in found:
                    found[words, entity.type] = [words, entity.type, ["layers", layer.index, "entities", index]]
    return [entry for entry in found.values() if entry[0] not in mixed] if mixed else list(found.values())
