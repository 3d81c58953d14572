"""A name that other articles of the corpus mark stands unmarked in this one.

Only names are looked for that several other articles mark (option `articles`), mostly with one type, and that most
articles in which they stand mark (option `share`); runs of words with capitals, in layers that looked for entities, and
where they looked. A name that the layer marks elsewhere is ENT007. It is no more than a hint, so it runs only when
asked for: in another article the same word may be no name.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued.", "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "b", "text": "Acme won.", "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "c", "text": "Acme rose.", "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "d", "text": "Then Acme fell.",
         "layers": [{"annotator": "ada", "tasks": ["entities"], "entities": []}]}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued.", "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]},
        {"id": "b", "text": "Then Acme fell.",
         "layers": [{"annotator": "ada", "tasks": ["entities"], "entities": []}]}]}
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from ..text import quoted
from ._corpus import CorpusView, Spot
from ._looked import has_entities, looks_for_entities, scope
from ._majority import Majority, Reading, majority
from ._mentions import Place, gaps
from ._once import once
from ._rule import Problem, Rule
from ._sections import innermost
from ._speaking import names
from ._view import LayerView, View

_WORD = re.compile(r"[^\W\d_]\w*")
_BETWEEN = frozenset(" \u00a0-'’")
_CLOSING = '.!?:“„«"'


def gather(view: View) -> list[Any] | None:
    """The names that are marked, each with its type and place; and by layer those that may not be."""
    layers = [layer for layer in view.layers if looks_for_entities(view, layer) and _is_begun(layer)]
    marked = names(view)
    unmarked = [[layer.index, _unmarked(view, layer)] for layer in layers]
    return [marked, unmarked] if marked or unmarked else None


def _is_begun(layer: LayerView) -> bool:
    return bool(layer.layer.tasks or layer.layer.entities)


def _unmarked(view: View, layer: LayerView) -> dict[str, int]:
    """What may be names, with where they stand first; without what the layer marks elsewhere."""
    marked = {span.text for entity in layer.layer.entities or () for span in entity.spans}
    free, in_scope, sectioned = list(gaps(layer, view.length)), scope(view, layer), bool(view.sections)
    places = list(_inside(_capitalised(view), free))
    found: dict[str, int] = {}
    for (start, end), section in zip(places, innermost(view, [start for start, _ in places]), strict=True):
        words = view.text[start:end]
        if (
            len(words) > 1
            and words not in marked
            and in_scope.holds(start, end)
            and has_entities(layer, section, sectioned)
        ):
            found.setdefault(words, start)
    return found


@once
def _capitalised(view: View) -> list[Place]:
    """Words that begin with a capital, as many as follow each other; and without the first where a sentence begins."""
    return [place for run in _runs(view.text) for place in _of_run(view.text, run)]


def _runs(text: str) -> Iterator[list[Place]]:
    run: list[Place] = []
    for match in _WORD.finditer(text):
        if run and not (text[run[-1][1] : match.start()] in _BETWEEN and match.group()[0].isupper()):
            yield run
            run = []
        if match.group()[0].isupper():
            run.append(match.span())
    if run:
        yield run


def _of_run(text: str, run: list[Place]) -> Iterator[Place]:
    if "-" in (text[run[0][0] - 1 : run[0][0]], text[run[-1][1] : run[-1][1] + 1]):
        return  # a part of a longer word, such as London-pride
    yield run[0][0], run[-1][1]
    before = text[max(0, run[0][0] - 3) : run[0][0]].rstrip()
    if len(run) > 1 and (not before or before[-1] in _CLOSING):
        yield run[1][0], run[-1][1]


def _inside(places: Iterable[Place], stretches: Sequence[Place]) -> Iterator[Place]:
    """The places that lie in one of some ascending stretches."""
    for start, end in places:
        index = bisect_right(stretches, start, key=itemgetter(0)) - 1
        if index >= 0 and end <= stretches[index][1]:
            yield start, end


def check(corpus: CorpusView) -> Iterator[Problem]:
    facts = list(corpus.facts(RULE.code))
    marked: defaultdict[str, list[Reading]] = defaultdict(list)
    for article, (names_marked, _) in facts:
        for name, type_, path in names_marked:
            marked[name].append(Reading(type_, Spot(article, tuple(path))))
    missed = [
        (name, Spot(article, ("layers", index)), at)
        for article, (_, layers) in facts
        for index, unmarked in layers
        for name, at in unmarked.items()
        if name in marked
    ]
    often = Counter(name for name, _, _ in missed)
    known = {name: majority(marked[name]) for name in often}
    for name, spot, at in missed:
        if _is_usual(corpus, known[name], often[name]):
            usual, number = known[name].usual, known[name].times
            said = f"{quoted(name)} at {at} is not marked; {number} other articles mark it as {usual.value}"
            yield Problem(on=spot, message=said, related=[(usual.spot, "marked here")])


def _is_usual(corpus: CorpusView, most: Majority, missed: int) -> bool:
    """Whether enough articles mark a name with one type, of all in which it stands."""
    least, share = corpus.option(RULE, "articles"), corpus.option(RULE, "share")
    return bool(most.times >= max(least, share * (most.total + missed)))


RULE = Rule(
    code="COR009",
    name="unmarked-name",
    severity="info",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
    default=False,
    options={"articles": 3, "share": 0.7},
)
