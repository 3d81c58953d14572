"""Characters as readers see them, which may be several code points: grapheme clusters of Unicode Standard Annex 29."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from msgspec import structs

from ._edges import edges
from ._once import once
from ._view import View

_NEVER_JOIN = frozenset(
    ("Lu", "Ll", "Lt", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Zs", "Zl", "Zp")
)
"""General categories of which no character can join its neighbours; a test of all of Unicode says so."""

_GRAPHEME_BREAKS = ("Extend", "ZWJ", "SpacingMark", "Prepend", "L", "V", "T", "Regional_Indicator", "CR")
"""Values of Grapheme_Cluster_Break of which one stands on one side at least of every place inside a cluster."""


@cache
def pattern(source: str) -> Any:
    import regex

    return regex.compile(source, regex.DOTALL)


@lru_cache(maxsize=65_536)
def _joins(character: str) -> bool:
    """Whether a character can be one with the character before or after it."""
    if character < "\u0300":
        return character == "\r"
    if unicodedata.category(character) in _NEVER_JOIN:
        return False
    values = "".join(rf"\p{{Grapheme_Cluster_Break={value}}}" for value in _GRAPHEME_BREAKS)
    return pattern(f"[{values}]").match(character) is not None


_plain: set[str] = set()
_PLAIN_AT_MOST = 100_000


def _joining(characters: set[str]) -> set[str]:
    """Those of some characters that can be one with a neighbour; characters seen before are not judged again."""
    unknown = characters - _plain
    joining = set(filter(_joins, unknown))
    if len(_plain) < _PLAIN_AT_MOST:
        _plain.update(unknown - joining)
    return joining


@once
def split_clusters(view: View) -> dict[int, tuple[int, int]]:
    """The edges of spans that lie inside a cluster, each with the start and end of the cluster.

    Every place inside a cluster has a joining character beside it, so only such edges are looked at, each with the
    stretch of joining characters around it.
    """
    text, found = view.text, edges(view) if not view.is_plain else None
    joining = _joining(set().union(*structs.astuple(found))) if found else ()
    inner = (at for at in view.starts | view.ends if 0 < at < view.length) if joining else ()
    near = sorted(at for at in inner if text[at - 1] in joining or text[at] in joining)
    return {at: cluster for at, cluster in _clusters_at(text, near) if cluster[0] < at}


def _clusters_at(text: str, edges: list[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each edge with the cluster that it is in or at the start of; every stretch of the text is taken apart once."""
    done, clusters = 0, dict[int, tuple[int, int]]()
    for edge in edges:
        if edge >= done:
            first, done = _stretch(text, edge)
            found = [match.span() for match in pattern(r"\X").finditer(text, first, done)]
            clusters = {at: cluster for cluster in found for at in range(*cluster)}
        yield edge, clusters[edge]


def _stretch(text: str, edge: int) -> tuple[int, int]:
    """The part of the text around an edge that begins and ends where no joining character is on either side."""
    first = last = edge
    while first > 0 and (_joins(text[first - 1]) or _joins(text[first])):
        first -= 1
    while last < len(text) and (_joins(text[last - 1]) or _joins(text[last])):
        last += 1
    return first, last
