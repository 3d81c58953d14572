"""How the entities of a layer lie in the text, and which of them are names; worked out once a record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import ge, neg

from msgspec import Struct

from ..model import Entity
from ._labels import labels
from ._once import once
from ._pronouns import is_pronoun
from ._view import LayerView, View

WORD = re.compile(r"[^\W_]+")
Place = tuple[int, int]
"""A stretch of the article: `[start, end)` in code points."""


class Cover(Struct, frozen=True, gc=False):
    """Whether entities of a layer may cross, and whether they may share a place."""

    crossing: bool
    repeated: bool


@once
def covers(view: View) -> list[Cover]:
    """How the entities of each layer lie, those with errors too."""
    return [_cover(*_columns(layer)) for layer in view.layers]


def _columns(layer: LayerView) -> tuple[list[int], list[int]]:
    """Start and end of every span of every entity, by start; of spans with one start the longer mostly comes first."""
    entities = layer.layer.entities
    if not entities:
        return [], []
    singles = len(entities)
    if layer.spans[singles - 1] is not entities[-1].spans[0]:
        singles = sum([len(part.spans) for part in entities[:-1]]) + 1
    count = singles - 1 + len(entities[-1].spans)
    starts, ends = layer.starts[:count], layer.ends[:count]
    if starts != sorted(starts):
        places = sorted(zip(starts, map(neg, ends), strict=True))
        starts, ends = [start for start, _ in places], [-end for _, end in places]
    return starts, ends


def _cover(starts: list[int], ends: list[int]) -> Cover:
    if all(map(ge, starts[1:], ends)):  # side by side: nothing shares a place
        return Cover(False, False)
    return _overlapping(starts, ends)


def _overlapping(starts: list[int], ends: list[int]) -> Cover:
    around: list[int] = []
    crossing, repeated, last = False, False, (-1, 0)
    for start, end in zip(starts, ends, strict=True):
        while around and around[-1] <= start:
            around.pop()
        repeated = repeated or (start == last[0] and end >= last[1])
        crossing = crossing or (bool(around) and around[-1] < end)
        around.append(end)
        last = (start, end)
    return Cover(crossing, repeated)


def gaps(layer: LayerView, length: int) -> Iterator[Place]:
    """The stretches that no entity of a layer covers, ascending."""
    reach = 0
    for start, end in zip(*_columns(layer), strict=True):
        if start > reach:
            yield reach, start
        reach = max(reach, end)
    if reach < length:
        yield reach, length


@once
def names(view: View) -> list[tuple[list[Entity], list[str], set[str]]]:
    """The entities of each layer that may be names, the words of the first span of each, and these as a set."""
    return [_names(layer) for layer in view.layers]


def _names(layer: LayerView) -> tuple[list[Entity], list[str], set[str]]:
    levels, parts = layer.columns.entity_levels, list(layer.entities)
    if levels.count("name") < len(levels):
        pairs = zip(levels, layer.columns.entity_values, strict=True)
        parts = list(compress(parts, [level == "name" or not (level or value) for level, value in pairs]))
    words = [part.spans[0].text for part in parts]
    return parts, words, set(words)


def is_value(layer: LayerView, entity: Entity) -> bool:
    """Whether an entity is a value, such as a date, by its type."""
    return layer.tagset is not None and entity.type in labels(layer.tagset).value_types


def is_name(layer: LayerView, entity: Entity) -> bool:
    """Whether an entity is a name; one without a level counts as one unless it begins in lower case."""
    if entity.level:
        return entity.level == "name"
    return not entity.spans[0].text[0].islower() and not is_value(layer, entity)


def is_proper_name(view: View, layer: LayerView, entity: Entity) -> bool:
    """Whether an entity is a name whose words mean it wherever they stand; pronouns, common words, numbers do not."""
    words = surface(entity)
    is_word = is_pronoun(words, view.language) or _is_common(view, words)
    return is_name(layer, entity) and not is_word and any(map(str.isalpha, words))


def _is_common(view: View, words: str) -> bool:
    """Whether a word has a capital letter only where it begins a sentence: the text mostly has it without."""
    counts = _counts(view)
    return words[1:].islower() and counts[words.lower()] >= counts[words] > 0


@once
def _counts(view: View) -> Counter[str]:
    """How often the text has each word."""
    return Counter(WORD.findall(view.text))


def left_out(entities: Sequence[Entity], values: Sequence[object]) -> list[Entity]:
    """The entities without a value, where at least as many have one; `values` has one for each."""
    without = [entity for entity, value in zip(entities, values, strict=True) if not value]
    return without if 2 * len(without) <= len(values) else []


def is_itself(entity: Entity) -> bool:
    """Whether a mention stands for what it names: not part of a longer name, generic, or for something else."""
    attributes = entity.attributes or {}
    return not (attributes.get("nonreferring") is True or attributes.get("metonymy") is True)


def place_key(entity: Entity) -> tuple[Place, ...]:
    """Where an entity stands, all its spans."""
    return tuple((span.start, span.end) for span in entity.spans)


def hull(entity: Entity) -> Place:
    """From the first to the last code point of an entity."""
    return entity.spans[0].start, entity.spans[-1].end


def surface(entity: Entity) -> str:
    """The words of an entity, with a gap shown where it is discontinuous."""
    return " … ".join(span.text for span in entity.spans)
