"""The same name has different types in one layer.

A name mostly means one thing throughout an article, so a type that differs from that of most places is mostly a slip.
Where there are as many of one as of the other, the later is reported. Only names are compared: not pronouns, nouns or
values, nor words that begin in lower case or that the text has so as often, nor mentions whose attributes `metonymy` or
`nonreferring` say that they mean something else, nor two types at one and the same place.

Fails:

    {"text": "Norhaven voted. The mayor of Norhaven won, and Norhaven cheered.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "ORG", "spans": [{"start": 29, "end": 37, "text": "Norhaven"}]},
                  {"id": "t3", "type": "GPE", "spans": [{"start": 47, "end": 55, "text": "Norhaven"}]}]}

Passes:

    {"text": "Norhaven voted. The mayor of Norhaven won, and Norhaven cheered.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 29, "end": 37, "text": "Norhaven"}]},
                  {"id": "t3", "type": "GPE", "spans": [{"start": 47, "end": 55, "text": "Norhaven"}]}]}
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ..model import Entity
from ..text import quoted
from ._mentions import hull, is_itself, is_proper_name, names, place_key, surface
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer, (named, words, _) in zip(view.layers, names(view), strict=True):
        types = [part.type for part in named]
        if types != list(map(dict(zip(words, types, strict=True)).get, words)):
            yield from _differing([part for part in named if is_itself(part) and is_proper_name(view, layer, part)])


def _differing(entities: Iterable[Entity]) -> Iterator[Problem]:
    groups: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in sorted(_single(list(entities)), key=hull):
        groups[surface(entity)].append(entity)
    for group in groups.values():
        counts = Counter(entity.type for entity in group)
        usual = max(counts, key=counts.__getitem__)
        first = next(entity for entity in group if entity.type == usual)
        yield from (_problem(entity, first, counts[usual]) for entity in group if entity.type != usual)


def _single(entities: list[Entity]) -> Iterator[Entity]:
    """The entities whose place has one type only."""
    types: defaultdict[object, set[str]] = defaultdict(set)
    for entity in entities:
        types[place_key(entity)].add(entity.type)
    return (entity for entity in entities if len(types[place_key(entity)]) == 1)


def _problem(entity: Entity, usual: Entity, count: int) -> Problem:
    elsewhere = f"{count} other place{'s' * (count > 1)}"
    return Problem(
        on=entity,
        at=("type",),
        message=f"{quoted(surface(entity))} is {entity.type} here and {usual.type} in {elsewhere}",
        span=hull(entity),
        related=[(usual, f"{usual.type} here")],
    )


RULE = Rule(code="ENT006", name="differing-types", severity="warning", level=5, check=check)
