"""An entity has a level that its type does not have.

The level says how something is mentioned: by name, by a common noun (nominal), or by a pronoun. The tag set may leave
some out for a type; a subtype has the levels of its parent unless it gives its own.

Fails:

    {"text": "The mayor spoke.",
     "entities": [{"id": "t1", "type": "TITLE", "level": "pronoun",
                   "spans": [{"start": 4, "end": 9, "text": "mayor"}]}]}

Passes:

    {"text": "The mayor spoke.",
     "entities": [{"id": "t1", "type": "TITLE", "level": "nominal",
                   "spans": [{"start": 4, "end": 9, "text": "mayor"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._labels import labels, listing
from ._mentions import hull
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        limited = labels(layer.tagset).levels if layer.tagset else {}
        if limited.keys().isdisjoint(layer.columns.entity_types):
            continue
        for entity in [part for part in layer.entities if part.type in limited]:
            levels = limited[entity.type]
            if entity.level and entity.level not in levels:
                yield Problem(
                    on=entity,
                    at=("level",),
                    message=f"{quoted(entity.type)} has no level {quoted(entity.level)}; it has {listing(levels)}",
                    span=hull(entity),
                )


RULE = Rule(code="ENT004", name="entity-level", severity="error", level=5, check=check)
