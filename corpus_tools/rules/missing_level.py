"""An entity has no level, although most entities of its layer have one.

The level says whether something is mentioned by name, by a common noun (nominal) or by a pronoun, and what has none
drops out of every figure by level. Set it. An entity whose words are a pronoun, or have one level wherever else they
stand, gets a proposal. Values have no level, and nothing is said of types of which no mention in the layer has one, nor
where fewer than half of the mentions have one.

Fails:

    {"text": "Ada wrote to Charles. She waited.",
     "entities": [{"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "level": "name", "spans": [{"start": 13, "end": 20, "text": "Charles"}]},
                  {"id": "t3", "type": "PER", "spans": [{"start": 22, "end": 25, "text": "She"}]}]}

Passes:

    {"text": "Ada wrote to Charles. She waited.",
     "entities": [{"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "level": "name", "spans": [{"start": 13, "end": 20, "text": "Charles"}]},
                  {"id": "t3", "type": "PER", "level": "pronoun", "spans": [{"start": 22, "end": 25, "text": "She"}]}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model import Entity
from ..text import quoted
from ._changes import put
from ._labels import labels
from ._mentions import hull, is_value, left_out, surface
from ._pronouns import is_pronoun
from ._rule import Problem, Rule
from ._view import LayerView, View

_LEVELS = ("name", "nominal", "pronoun")


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        types, given = layer.columns.entity_types, layer.columns.entity_levels
        if all(given) or not any(given):
            continue
        pairs = set(zip(types, given, strict=True))
        leveled = {name for name, level in pairs if level}
        if any(name in leveled for name, level in pairs if not level):
            parts = [part for part in layer.entities if part.type in leveled and not is_value(layer, part)]
            without = left_out(parts, [part.level for part in parts])
            known = _known(layer) if without else {}
            yield from (_problem(entity, _likely(view, layer, entity, known)) for entity in without)


def _known(layer: LayerView) -> dict[str, set[str]]:
    """The levels that the same words have in a layer."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in layer.entities:
        if entity.level:
            found[surface(entity)].add(entity.level)
    return found


def _likely(view: View, layer: LayerView, entity: Entity, known: dict[str, set[str]]) -> str | None:
    """The level that an entity has by its form, None where that does not tell, or is none that its type has."""
    words = surface(entity)
    levels = {"pronoun"} if is_pronoun(words, view.language) else known.get(words, set())
    allowed = labels(layer.tagset).levels.get(entity.type, _LEVELS) if layer.tagset else _LEVELS
    return min(levels) if len(levels) == 1 and levels <= set(allowed) else None


def _problem(entity: Entity, level: str | None) -> Problem:
    return Problem(
        on=entity,
        message=f"{quoted(surface(entity))} has no level, as most entities of the layer have",
        span=hull(entity),
        fix=f"set level to {quoted(level)}" if level else f"set level to one of {', '.join(_LEVELS)}",
        changes=put(entity, level=level) if level else (),
    )


RULE = Rule(code="ENT008", name="missing-level", severity="warning", level=5, check=check, fix="propose")
