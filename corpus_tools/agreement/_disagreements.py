"""Every disagreement of two annotators, one by one: what is missing, and what both have but have otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from ..align import Mark, match
from ..model import Record
from ..text import quoted
from ._comparison import Comparison, LeftOut, compare
from ._disagreement import Disagreement, Pair, Sort
from ._frames import Alike, alike, same_relation
from ._measure import Parameters
from ._question import Question, chosen
from ._spans import intersection_over_union
from ._units import Item, Place


def disagreements(record: Record, question: Question) -> Iterator[Disagreement]:
    """All disagreements about one article, pair by pair and unit by unit."""
    layers = chosen(record, question)
    for unit in question.units:
        found = compare(record, unit, layers, _unsaid, reference=question.gold) if unit.name in _FINDERS else None
        for pair in found.pairs() if found else ():
            yield from _FINDERS[unit.name](pair, question.parameters)


def worst_first(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Disagreements by weight, and then in the order of the text."""
    return sorted(found, key=lambda one: (-one.weight, one.article, _start(one), one.unit, one.annotators))


def _start(one: Disagreement) -> int:
    side = one.first or one.second
    return side.place[0][0] if side and side.place else -1


def _unsaid(one: LeftOut) -> None:
    """What takes no part is told with the figures."""


Finder: TypeAlias = Callable[[Comparison, Parameters], Iterator[Disagreement]]


def _type(item: Item) -> str:
    return item.type


def _of_marks(comparison: Comparison, parameters: Parameters) -> Iterator[Disagreement]:
    pair = Pair(comparison)
    found = pair.matched()
    for one in found.pairs:
        a, b = pair.first[one.a], pair.second[one.b]
        if a.type != b.type:
            yield pair.made("type", a, b, _type)
        elif a.place != b.place:
            yield pair.made("boundary", a, b, _type, 1 - intersection_over_union(a.place, b.place))
    yield from pair.alone([pair.first[i] for i in found.only_a], [pair.second[j] for j in found.only_b], _type)


def _of_arguments(comparison: Comparison, parameters: Parameters) -> Iterator[Disagreement]:
    """Arguments of events that both have: another role for the same filler, or an argument of one side only."""
    pair, same = Pair(comparison), alike(parameters)
    mine, theirs = (list(_by_event(side).values()) for side in (pair.first, pair.second))
    for one in match(_triggers(mine), _triggers(theirs)).pairs:
        yield from _of_event(pair, mine[one.a], theirs[one.b], same)


def _triggers(events: Iterable[Sequence[Item]]) -> list[Mark]:
    return [Mark(items[0].place, getattr(items[0].part, "type", "")) for items in events]


def _of_event(pair: Pair, mine: list[Item], theirs: list[Item], same: Alike) -> Iterator[Disagreement]:
    filled = partial(_filled, pair.comparison.record.text)
    left, right = _unmatched(mine, theirs, lambda a, b: a.type == b.type and same(a.says, b.says))
    for item in list(left):
        other = next((one for one in right if same(item.says, one.says)), None)
        if other is not None:
            left.remove(item)
            right.remove(other)
            yield pair.made("role", item, other, filled)
    for item in left:
        yield pair.made("argument", item, None, filled)
    for item in right:
        yield pair.made("argument", None, item, filled)


def _unmatched(
    mine: Sequence[Item], theirs: Sequence[Item], fits: Callable[[Item, Item], bool]
) -> tuple[list[Item], list[Item]]:
    """What finds no partner, taken one by one in order."""
    left, right = [], list(theirs)
    for item in mine:
        other = next((one for one in right if fits(item, one)), None)
        if other is None:
            left.append(item)
        else:
            right.remove(other)
    return left, right


def _filled(text: str, item: Item) -> str:
    """The role of an argument, and the words that fill it."""
    return f"{item.type}: {_words(text, item.says.places[:1]) or ', '.join(filter(None, item.says.names)) or 'a chain'}"


def _words(text: str, places: Iterable[Place]) -> str:
    """The words at some places."""
    return "; ".join(quoted(" … ".join(text[start:end] for start, end in place)) for place in sorted(places))


def _by_event(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.id, []).append(item)
    return found


def _of_relations(comparison: Comparison, parameters: Parameters) -> Iterator[Disagreement]:
    pair, same = Pair(comparison), alike(parameters)
    left, right = _unmatched(pair.first, pair.second, lambda a, b: same_relation(a, b, same))
    yield from pair.alone(left, right, _type)


def _of_speakers(comparison: Comparison, parameters: Parameters) -> Iterator[Disagreement]:
    from .speaker_chain import same

    text = comparison.record.text
    return _of_agreed(comparison, "speaker", same, lambda item: _words(text, item.says[0]) or "nobody")


def _of_links(comparison: Comparison, parameters: Parameters) -> Iterator[Disagreement]:
    return _of_agreed(
        comparison, "link", lambda a, b: not a.says.isdisjoint(b.says), lambda item: ", ".join(sorted(item.says))
    )


def _of_attributes(comparison: Comparison, parameters: Parameters) -> Iterator[Disagreement]:
    pair = Pair(comparison)
    theirs = {(item.place, item.type): item for item in pair.second}
    for item in pair.first:
        other = theirs.get((item.place, item.type))
        if other is not None and other.says != item.says:
            yield pair.made("attribute", item, other, lambda one: f"{one.type} {one.says}")


def _of_agreed(
    comparison: Comparison, sort: Sort, same: Callable[[Item, Item], bool], said: Callable[[Item], str]
) -> Iterator[Disagreement]:
    """What is said otherwise of something that both have on the same words, more or less."""
    pair = Pair(comparison)
    for one in pair.matched().pairs:
        a, b = pair.first[one.a], pair.second[one.b]
        if not same(a, b):
            yield pair.made(sort, a, b, said)


def _of_chains(comparison: Comparison, parameters: Parameters) -> Iterator[Disagreement]:
    """Mentions of both that corefer with other mentions of both."""
    pair = Pair(comparison)
    first, second = (
        _company(items, others) for items, others in ((pair.first, pair.second), (pair.second, pair.first))
    )
    for key, (item, company) in first.items():
        other, theirs = second[key]
        if company != theirs:
            less = 1 - len(company & theirs) / len(company | theirs)
            yield pair.made("chain", item, other, lambda one: str(one.says), less)


def _company(items: Sequence[Item], others: Sequence[Item]) -> dict[tuple[str, Place], tuple[Item, frozenset[object]]]:
    """Each mention that both have, with all of its chain that both have."""
    common = {(item.type, item.place) for item in others}
    chains: dict[str, set[object]] = {}
    for item in items:
        if (item.type, item.place) in common:
            chains.setdefault(item.says, set()).add((item.type, item.place))
    return {(i.type, i.place): (i, frozenset(chains[i.says])) for i in items if (i.type, i.place) in common}


_FINDERS: dict[str, Finder] = {
    "entities": _of_marks,
    "chains": _of_chains,
    "links": _of_links,
    "events": _of_marks,
    "arguments": _of_arguments,
    "relations": _of_relations,
    "quotes": _of_marks,
    "cues": _of_marks,
    "speakers": _of_speakers,
    "attributes": _of_attributes,
}
