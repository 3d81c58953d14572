"""Articles put into parts so that every type is spread as the articles are.

Iterative stratification: K. Sechidis, G. Tsoumakas, I. Vlahavas, On the stratification of multi-label data, ECML PKDD
2011, algorithm 1; here with counts for labels, and with groups of articles for examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from msgspec import Struct

from .facts import Facts, Label
from .shares import Shares

_ARTICLE: Label = ("article", "")
"""Articles are spread as a type is, last of all."""


class Split(Struct, frozen=True):
    """The articles of each part by their ids, the seed by which they were drawn, and what was kept together.

    `counts` are the annotations of each type in each part, `groups` how many articles each group had that has several.
    """

    parts: dict[str, list[str]]
    seed: int
    shares: Shares
    counts: dict[Label, dict[str, int]]
    groups: list[int]


class _Group(Struct, frozen=True):
    """Articles that go to one part, and what they have together."""

    ids: list[str]
    labels: Counter[Label]


def split(found: Sequence[Facts], shares: Shares, seed: int, near: Iterable[tuple[str, str]] = ()) -> Split:
    """Divide articles into parts; the same ones with the same seed always in the same way, whatever their order.

    Articles that share a group go together, and so do the pairs in `near`.
    """
    groups = _groups(sorted(found, key=lambda facts: facts.id), near)
    where = _Assignment(groups, shares, Random(seed)).done()
    parts: dict[str, list[str]] = {part: [] for part in shares}
    counts: dict[Label, dict[str, int]] = {}
    for group, part in zip(groups, where, strict=True):
        parts[part] += group.ids
        for label, count in group.labels.items():
            of_label = counts.setdefault(label, dict.fromkeys(shares, 0))
            of_label[part] += count
    counts.pop(_ARTICLE, None)
    sizes = sorted((len(group.ids) for group in groups if len(group.ids) > 1), reverse=True)
    return Split({part: sorted(ids) for part, ids in parts.items()}, seed, shares, dict(sorted(counts.items())), sizes)


def _groups(found: Sequence[Facts], near: Iterable[tuple[str, str]]) -> list[_Group]:
    """Articles that share a name of a group, directly or by way of others, together."""
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while above.setdefault(key, key) != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for facts in found:
        for name in facts.groups:
            above[root(name)] = root(f"article {facts.id}")
    for first, second in near:
        above[root(f"article {first}")] = root(f"article {second}")
    together: dict[str, list[Facts]] = {}
    for facts in found:
        together.setdefault(root(f"article {facts.id}"), []).append(facts)
    return [_group(members) for members in together.values()]


def _group(members: Sequence[Facts]) -> _Group:
    labels = sum((facts.labels for facts in members), Counter[Label]())
    return _Group([facts.id for facts in members], labels + Counter({_ARTICLE: len(members)}))


class _Assignment:
    """Groups while they are put into parts: what each part still wants of each label."""

    def __init__(self, groups: Sequence[_Group], shares: Shares, random: Random) -> None:
        self._groups, self._random = groups, random
        totals = sum((group.labels for group in groups), Counter[Label]())
        self._wanted = {part: {label: share * n for label, n in totals.items()} for part, share in shares.items()}
        self._left = totals
        self._part: list[str] = [""] * len(groups)
        self._of_label: dict[Label, list[int]] = {}
        for number in random.sample(range(len(groups)), len(groups)):
            for label in groups[number].labels:
                self._of_label.setdefault(label, []).append(number)

    def done(self) -> list[str]:
        """The part of each group."""
        while label := self._rarest():
            waiting = [number for number in self._of_label.pop(label) if not self._part[number]]
            for number in sorted(waiting, key=lambda number: -self._groups[number].labels[label]):
                self._put(number, label)
        return self._part

    def _rarest(self) -> Label | None:
        """The label of which least is left; articles as such come last."""
        open_ = [label for label in self._of_label if label != _ARTICLE]
        return min(open_, key=lambda label: (self._left[label], label), default=_ARTICLE if self._of_label else None)

    def _put(self, number: int, label: Label) -> None:
        """Put a group where most of the label is wanted, of equals where most articles are."""
        chances = [
            (wanted[label], wanted[_ARTICLE], self._random.random(), part) for part, wanted in self._wanted.items()
        ]
        part = max(chances)[3]
        self._part[number] = part
        for one, count in self._groups[number].labels.items():
            self._wanted[part][one] -= count
            self._left[one] -= count
