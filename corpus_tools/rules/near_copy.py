"""Two articles have nearly the same text: wire copy, an update, a second edition.

Names and events in them are counted twice, and where one is in the part for training and the other in a part for
testing, a model is tested on what it has learnt (an error then). Likeness is the share of runs of five words that two
texts have in common (Jaccard), of five characters in scripts without spaces; pairs are found by MinHash, and then
compared exactly. Each article is reported once. Equal texts are COR002.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Heavy rain fell on Rome for three days and the river rose over its banks"},
        {"id": "b", "text": "Heavy rain fell on Rome for three days and the river rose over its banks again."}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Heavy rain fell on Rome for three days and the river rose over its banks again."},
        {"id": "b", "text": "Snow kept the schools of Oslo closed on Monday, and ferries stayed in port."}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..likeness import Runs, candidates, sketch
from ..text import quoted
from ._corpus import Article, CorpusView, Spot
from ._rule import Problem, Rule
from ._view import View


def gather(view: View) -> str | None:
    """The MinHash of the text, as hexadecimal digits; None for one that is too short to have a likeness."""
    return sketch(view.text)


def check(corpus: CorpusView) -> Iterator[Problem]:
    facts = list(corpus.facts(RULE.code))
    numbers = sorted(candidates([found for _, found in facts]))
    pairs = [(facts[one][0], facts[other][0]) for one, other in numbers]
    texts = _texts(corpus, pairs)
    found: defaultdict[int, list[tuple[bool, float, Article, Article]]] = defaultdict(list)
    for first, second in pairs:
        likeness = _likeness(texts[id(first)], texts[id(second)]) if first.id != second.id else 0
        if likeness >= corpus.option(RULE, "likeness"):
            found[id(second)].append((_are_apart(corpus, first, second), likeness, first, second))
    for others in found.values():
        yield _problem(corpus, *max(others, key=lambda other: other[:2]))


def _texts(corpus: CorpusView, pairs: list[tuple[Article, Article]]) -> dict[int, Runs]:
    """What the articles of some pairs are compared by."""
    wanted = {id(article): article for pair in pairs for article in pair}.values()
    return {id(article): Runs.of(text) for article, text in corpus.texts(wanted)}


def _likeness(one: Runs, other: Runs) -> float:
    """The share of runs in common, 0 for texts that are the same."""
    return 0.0 if one.whole == other.whole else one.likeness(other)


def _are_apart(corpus: CorpusView, first: Article, second: Article) -> bool:
    """Whether two articles are in different parts of the corpus."""
    return len({corpus.split_of(first), corpus.split_of(second), None}) == 3


def _problem(corpus: CorpusView, apart: bool, likeness: float, first: Article, second: Article) -> Problem:
    where = f", one in {corpus.split_of(first)}, one in {corpus.split_of(second)}" if apart else ""
    return Problem(
        on=Spot(second, ("text",)),
        message=f"{quoted(second.id)} is {likeness:.0%} like {quoted(first.id)}{where}",
        severity="error" if apart else None,
        fix="move both to one part of the corpus" if apart else "keep one, or say in a note why both are there",
        related=[(Spot(first, ("text",)), "nearly the same text")],
    )


RULE = Rule(
    code="COR007",
    name="near-copy",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
    fix="propose",
    options={"likeness": 0.8},
)
