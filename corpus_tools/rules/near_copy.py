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

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from ..text import quoted
from ._corpus import Article, CorpusView, Spot
from ._rule import Problem, Rule
from ._view import View

_HASHES = 128
_ROWS = 4
"""Two texts are compared where that many hashes in a row agree: of 10,000 pairs with a likeness of 0.8 all are."""
_DIGITS = 8
_RUN = 5
_WORD = 15
"""Code points: where words are longer on average, the script sets no spaces between them."""
_MANY = 10
"""Of so many texts that look alike each is compared with the first only."""


class _Text(Struct, frozen=True):
    """What two texts are compared by: the hash of the whole, and of each run."""

    whole: int
    runs: array[int]

    def likeness(self, other: _Text) -> float:
        """The share of runs in common, 0 for texts that are the same."""
        one, two = set(self.runs), set(other.runs)
        return 0.0 if self.whole == other.whole else len(one & two) / max(1, len(one | two))


def gather(view: View) -> str | None:
    """The MinHash of the text, as hexadecimal digits; None for one that is too short to have a likeness."""
    from rensa import RMinHash

    runs = _runs(view.text)
    if not runs:
        return None
    sketch = RMinHash(num_perm=_HASHES, seed=1)
    sketch.update(runs)
    return array("I", sketch.digest()).tobytes().hex()


def _runs(text: str) -> list[str]:
    """Runs of five words, or of five characters where there are hardly any spaces."""
    words = text.split()
    if len(text) > _WORD * len(words):
        return [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]
    return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def check(corpus: CorpusView) -> Iterator[Problem]:
    facts = list(corpus.facts(RULE.code))
    numbers = sorted(_candidates([sketch for _, sketch in facts]))
    pairs = [(facts[one][0], facts[other][0]) for one, other in numbers]
    texts = _texts(corpus, pairs)
    found: defaultdict[int, list[tuple[bool, float, Article, Article]]] = defaultdict(list)
    for first, second in pairs:
        likeness = texts[id(first)].likeness(texts[id(second)]) if first.id != second.id else 0
        if likeness >= corpus.option(RULE, "likeness"):
            found[id(second)].append((_are_apart(corpus, first, second), likeness, first, second))
    for others in found.values():
        yield _problem(corpus, *max(others, key=lambda other: other[:2]))


def _candidates(sketches: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of texts of which all hashes of one band agree, by their numbers."""
    found: set[tuple[int, int]] = set()
    width = _ROWS * _DIGITS
    for at in range(0, _HASHES * _DIGITS, width):
        firsts: dict[str, int] = {}
        alike: defaultdict[int, list[int]] = defaultdict(list)
        for number, sketch in enumerate(sketches):
            first = firsts.setdefault(sketch[at : at + width], number)
            if first != number:
                alike[first].append(number)
        for first, others in alike.items():
            found.update((first, other) for other in others)
            found.update(combinations(others, 2) if len(others) < _MANY else ())
    return found


def _texts(corpus: CorpusView, pairs: list[tuple[Article, Article]]) -> dict[int, _Text]:
    """What the articles of some pairs are compared by; eight bytes a word are kept of each."""
    wanted = {id(article): article for pair in pairs for article in pair}.values()
    return {
        id(article): _Text(hash(text), array("q", set(map(hash, _runs(text)))))
        for article, text in corpus.texts(wanted)
    }


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
