"""The names that a record marks, for rules that compare them through a corpus."""

from __future__ import annotations

from typing import Any

from ._once import once
from ._view import View


@once
def names(view: View) -> list[list[Any]]:
    """Mentions by name: the words, the type, how often, and the path of the first.

    A name that one layer types in several ways is a matter of its article (ENT006) and left out, as are layers of
    predictions; of gold and ordinary layers each mention counts once.
    """
    found: dict[tuple[str, str], list[Any]] = {}
    mixed: set[str] = set()
    for layer in view.layers:
        if layer.layer.role == "prediction":
            continue
        types: dict[str, str] = {}
        for index, entity in enumerate(layer.layer.entities or ()):
            if entity.level == "name" and len(entity.spans) == 1:
                words = entity.spans[0].text
                if types.setdefault(words, entity.type) != entity.type:
                    mixed.add(words)
                path = ["layers", layer.index, "entities", index]
                entry = found.setdefault((words, entity.type), [words, entity.type, 0, path])
                entry[2] += 1
    return [entry for entry in found.values() if entry[0] not in mixed]
