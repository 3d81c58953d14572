"""A name that is marked in one place stands in another, and no entity is marked there.

An annotator who marks a name mostly means to mark it wherever it stands. Each place is reported at the entity whose
words it repeats; mark it too. Words inside or across another entity are not reported, nor a part of a compound
(Norhaven-Fans), nor sections whose type has nothing to do with entities, sections outside the layer's scope, layers
that did not look for entities, predictions, and languages that write no spaces between words. An entity without a level
counts as a name unless it begins in lower case; a pronoun, a number, or a word that the text has as often without its
capital letter (There), is none.

Fails:

    {"text": "Norhaven voted. The mayor of Norhaven won.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}]}

Passes:

    {"text": "Norhaven voted. The mayor of Norhaven won.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 29, "end": 37, "text": "Norhaven"}]}]}
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..model import Entity, Span
from ..text import quoted, word_occurrences
from ._ids import NewIds
from ._looked import has_entities, looks_for_entities, scope
from ._mentions import WORD, Place, covers, gaps, is_proper_name, names
from ._once import once
from ._rule import Change, Problem, Rule
from ._sections import innermost
from ._view import LayerView, View

LONGEST = 100
"""Code points of a name, at most; longer ones are not looked for."""
_JOINED = re.compile(r"[-\u2010\u2011]([^\W_]+)")
"""A hyphen and the word beyond it, read away from the name."""
_SEARCHED = 20_000_000
"""Code points that may be searched for names one by one, before only whole words are looked up."""


def check(view: View) -> Iterator[Problem]:
    for layer, cover, (named, words, surfaces) in zip(view.layers, covers(view), names(view), strict=True):
        is_complete = not (cover.crossing or cover.repeated) and _count(view, surfaces) == len(words)
        if surfaces and not is_complete and looks_for_entities(view, layer):
            yield from _missed(view, layer, _repeatable(view, layer, named, _uncovered(view, layer, surfaces)))


def _count(view: View, surfaces: set[str]) -> int:
    """How often the text has some names, which is as often as they are marked where none is missed; -1 if unknown."""
    counts = _counts(view)
    return sum([counts[words] for words in surfaces]) if counts else -1


@once
def _counts(view: View) -> dict[str, int]:
    """How often the text has each name of any layer; nothing where counting would take long."""
    every = set().union(*[surfaces for _, _, surfaces in names(view)])
    return {words: view.text.count(words) for words in every} if len(every) * view.length < _SEARCHED else {}


def _uncovered(view: View, layer: LayerView, surfaces: set[str]) -> set[str]:
    """Those of some names that stand outside the entities of a layer; all where looking would take long."""
    rest = "\0".join([view.text[start:end] for start, end in gaps(layer, view.length)])
    if len(rest) * len(surfaces) >= _SEARCHED:
        return surfaces
    return {words for words in surfaces if words in rest}


def _repeatable(view: View, layer: LayerView, named: Iterable[Entity], surfaces: set[str]) -> dict[str, Entity]:
    """The first entity with each name. Names that an entity without a sound place may stand for are left out."""
    sound = {id(entity) for entity in layer.entities}
    lost = [entity for entity in layer.layer.entities or () if id(entity) not in sound]
    lost += [part.annotation for part in layer.unanchored.values() if isinstance(part.annotation, Entity)]
    surfaces = surfaces - {span.text for entity in lost for span in entity.spans}
    found: dict[str, Entity] = {}
    for entity in named:
        words = entity.spans[0].text
        if (
            len(entity.spans) == 1
            and words in surfaces
            and 1 < len(words) <= LONGEST
            and is_proper_name(view, layer, entity)
        ):
            found.setdefault(words, entity)
    return found


def _missed(view: View, layer: LayerView, known: dict[str, Entity]) -> Iterator[Problem]:
    missed = list(_occurrences(view.text, gaps(layer, view.length), known))
    if not missed:
        return
    around = innermost(view, [start for start, _ in missed])
    in_scope, ids = scope(view, layer), NewIds(layer)
    for (start, end), section in zip(missed, around, strict=True):
        if has_entities(layer, section, bool(view.sections)) and in_scope.holds(start, end):
            yield _problem(layer, known[view.text[start:end]], start, end, ids)


def _occurrences(text: str, stretches: Iterable[Place], known: dict[str, Entity]) -> Iterator[Place]:
    """The places in some stretches where names stand as whole words: the leftmost, of these the longest."""
    shapes = _shapes(known)
    for first, last in stretches if shapes else ():
        taken = first
        for word in WORD.finditer(text, first, last):
            for length, lead in shapes.get(word.group(), ()):
                start, end = word.start() - lead, word.start() - lead + length
                if start >= taken and end <= last and text[start:end] in known and _is_whole(text, start, end):
                    yield start, end
                    taken = end
                    break


def _shapes(known: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """By the first word of each name: how long names with it are, and what they have before it; longest first."""
    found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for words in known:
        word = WORD.search(words)
        if word:
            found[word.group()].add((len(words), word.start()))
    return {word: sorted(shapes, reverse=True) for word, shapes in found.items()}


def _is_whole(text: str, start: int, end: int) -> bool:
    before = min(start, 1)
    is_apart = before in word_occurrences(text[start - before : end + 1], text[start:end])
    return is_apart and not _is_in_compound(text, start, end)


def _is_in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the words to a name or noun, which makes another one; US-led is about the US still."""
    after, before = _JOINED.match(text, end), _JOINED.match(text[max(start - LONGEST, 0) : start][::-1])
    return bool((after and after[1][0].isupper()) or (before and before[1][-1].isupper()))


def _problem(layer: LayerView, entity: Entity, start: int, end: int, ids: NewIds) -> Problem:
    words = entity.spans[0].text
    copy = Entity(
        id=ids.next(entity),
        type=entity.type,
        spans=[Span(start, end, words)],
        level=entity.level,
        chain=entity.chain,
    )
    return Problem(
        on=entity,
        message=f"{quoted(words)} is {entity.type} here, and not marked at {start}-{end}",
        span=(start, end),
        fix=f"mark {start}-{end} as {entity.type} too",
        changes=[Change(layer.layer, ("entities", "-"), copy)],
    )


RULE = Rule(code="ENT007", name="missed-mention", severity="warning", level=5, check=check, fix="propose")
