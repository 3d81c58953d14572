"""Where in a text the targets of an annotation stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...text import occurrences
from .._json import Object, find, need
from .._offsets import Claim
from .annotation import names, objects

_FRAGMENT = re.compile(r"char=([0-9]{1,9}),([0-9]{1,9})(?:;.*)?")


class Places(NamedTuple):
    """The stretches of an annotation; `why` tells what is wrong if there are none."""

    claims: list[Claim]
    why: str = ""


def places_of(annotation: Object, text: str) -> Places:
    """The stretches of an annotation in a text, all of them or none.

    Raises:
        Wrong: a selector is not what the model allows.
    """
    claims: list[Claim] = []
    for target in _resources(annotation):
        found = _claim(objects(target, "selector"), text)
        if isinstance(found, str):
            return Places([], found)
        claims.append(found)
    return Places(claims, "" if claims else "its target is no stretch of a text")


def _resources(annotation: Object) -> Iterator[Object]:
    """The targets that have selectors; those of a composite one each."""
    for target in objects(annotation, "target"):
        if names(target.get("type")) & {"Composite", "List", "Independents"}:
            yield from (item for item in objects(target, "items") if "selector" in item)
        elif "selector" in target:
            yield target


def _claim(selectors: list[Object], text: str) -> Claim | str:
    """The stretch that selectors of one place give; in words why, if they give none."""
    by_type = {str(selector.get("type")): selector for selector in selectors}
    quote = by_type.get("TextQuoteSelector")
    words = need(quote, "exact", str) if quote else ""
    if position := by_type.get("TextPositionSelector"):
        return Claim(need(position, "start", int), need(position, "end", int), words)
    fragment = by_type.get("FragmentSelector")
    if match := _FRAGMENT.fullmatch(need(fragment, "value", str) if fragment else ""):
        return Claim(int(match[1]), int(match[2]), words)
    if quote:
        return _quoted(quote, words, text)
    return f"{', '.join(sorted(by_type)) or 'its selector'} gives no characters of a text"


def _quoted(quote: Object, words: str, text: str) -> Claim | str:
    """The only place of the words of a quote with what it says is before and behind them."""
    before, behind = find(quote, "prefix", str) or "", find(quote, "suffix", str) or ""
    found = [at + len(before) for at in occurrences(text, before + words + behind)] if words else []
    if len(found) != 1:
        return f"its words stand in the text {len(found)} times"
    return Claim(found[0], found[0] + len(words), words)
