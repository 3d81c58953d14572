"""Two articles have nearly the same text: wire copy, an update, a second edition.

Names and events in them are counted twice, and where one is in the part for training and the other in a part for
testing, a model is tested on what it has learnt (an error then). Likeness is the share of common runs of five words
(Jaccard), of five characters in scripts without spaces, as MinHash estimates it. Equal texts are COR002.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Heavy rain fell on Rome for three days and the river rose over its banks again."},
        {"id": "b", "text": "Heavy rain fell on Rome for three days and the river rose over its banks again today."}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Heavy rain fell on Rome for three days and the river rose over its banks again."},
        {"id": "b", "text": "Snow kept the schools of Oslo closed on Monday, and ferries stayed in port."}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..text import quoted
from ._corpus import Article, CorpusView, Spot
from ._rule import Problem, Rule
from ._view import View

_HASHES = 128
_BANDS, _ROWS = 32, 4
"""Two texts are compared where all hashes of a band agree: 99.9 of 100 pairs with a likeness of 0.8 are."""
_RUN = 5


def gather(view: View) -> list[int] | None:
    """The MinHash of the text; None for one that is too short to have a likeness."""
    from rensa import RMinHash

    runs = _runs(view.text)
    if not runs:
        return None
    sketch = RMinHash(num_perm=_HASHES, seed=1)
    sketch.update(runs)
    return list(sketch.digest())


def _runs(text: str) -> list[str]:
    """Runs of five words, or of five characters where there are hardly any spaces."""
    words = text.split()
    if len(words) < len(text) / 30:
        return [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]
    return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def check(corpus: CorpusView) -> Iterator[Problem]:
    facts = list(corpus.facts("COR007"))
    texts = {id(article): digest for article, digest in corpus.facts("COR002")}
    least = corpus.option(RULE, "likeness")
    for one, other in sorted(_candidates([sketch for _, sketch in facts])):
        (first, sketch), (second, another) = facts[one], facts[other]
        likeness = sum(a == b for a, b in zip(sketch, another, strict=True)) / _HASHES
        if likeness >= least and texts.get(id(first), 0) != texts.get(id(second), 1):
            yield _problem(corpus, first, second, likeness)


def _candidates(sketches: list[list[int]]) -> set[tuple[int, int]]:
    """Pairs of texts of which all hashes of one band agree; of many alike, each with the first of them."""
    found: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        buckets: dict[tuple[int, ...], list[int]] = {}
        for number, sketch in enumerate(sketches):
            buckets.setdefault(tuple(sketch[band * _ROWS : (band + 1) * _ROWS]), []).append(number)
        for alike in buckets.values():
            found.update(combinations(alike, 2) if len(alike) < 10 else ((alike[0], other) for other in alike[1:]))
    return found


def _problem(corpus: CorpusView, first: Article, second: Article, likeness: float) -> Problem:
    parts = [corpus.split_of(first), corpus.split_of(second)]
    apart = None not in parts and parts[0] != parts[1]
    where = f", one in {parts[0]}, one in {parts[1]}" if apart else ""
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
