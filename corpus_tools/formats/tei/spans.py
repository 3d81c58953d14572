"""Spans that stand apart from the text, whose they are, and what is said of them in feature structures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .. import _xml as xml
from .._items import LINKS, MEMBER, NAME, NOTE, Item
from .._spans import Place
from .text import Text, words_in

ID = "{http://www.w3.org/XML/1998/namespace}id"
CONFIDENCE = "cert"
CHAINS = "chains"
"""The type of a `linkGrp` each `link` of which is a chain."""
POINTERS = frozenset(("target", "from", "to", "resp", "ana"))
"""Attributes of a span that are no attributes of ours."""
_RANGE = re.compile(r"#string-range\(\s*([^\s,()]+)\s*((?:,\s*[0-9]{1,9}\s*)+)\)")


class Apart:
    """What stands apart from the text of a document."""

    def __init__(self, root: Any, text: Text) -> None:
        self.by_id = {one.get(ID): one for one in root.iter() if one.get(ID)}
        self._places, self._starts = text.places, text.starts

    def places(self, span: Any) -> list[Place | None]:
        """Where a span stands: from one element to another, or at offsets in one."""
        if found := _RANGE.fullmatch(span.get("target", "").strip()):
            return list(self._in_range(self.by_id.get(found[1]), [int(one) for one in found[2].split(",")[1:]]))
        targets = (span.get("target") or f"{span.get('from', '')} {span.get('to') or span.get('from', '')}").split()
        ends = [self._places.get(self.by_id.get(one.removeprefix("#"))) for one in targets]
        known = [place for place in ends if place]
        return [(known[0][0], known[-1][1])] if known and len(known) == len(ends) else []

    def _in_range(self, element: Any, numbers: list[int]) -> Iterator[Place | None]:
        start = self._starts.get(element)
        for offset, length in zip(numbers[::2], numbers[1::2], strict=False):
            yield None if start is None else (start + offset, start + offset + length)

    def fields(self, span: Any) -> dict[str, Any]:
        """What is said of a span: its words are a note on it."""
        words = words_in(span)
        features = [self.by_id.get(one.removeprefix("#")) for one in span.get("ana", "").split()]
        found = {name: value for one in features if one is not None for name, value in _features(one)}
        return {**({NOTE: words} if words else {}), **found}


def maker(span: Any) -> str:
    """Whose span it is: what `resp` of it or its group points to."""
    group = span.getparent()
    of_group = group.get("resp", "") if group is not None else ""
    return str(span.get("resp") or of_group).removeprefix("#")


def _features(structure: Any) -> Iterator[tuple[str, Any]]:
    for feature in structure:
        if xml.local(feature) == "f" and feature.get("name") and len(feature):
            yield feature.get("name"), _value(feature[0])


def _value(element: Any) -> Any:
    """A value of a feature structure; a text for what is none of the plain ones."""
    tag, value = xml.local(element), element.get("value", "")
    if tag == "vColl":
        return [_value(one) for one in element]
    if tag == "binary":
        return value in ("true", "1")
    if tag == "numeric":
        return _number(value)
    return value or "".join(element.itertext())


def _number(word: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(word[:400])
        except ValueError:
            continue
    return word


def chains(root: Any, link: Callable[[str], str]) -> Iterator[tuple[str, Item]]:
    """The chains of spans, each with whose it is; `link` makes a link of a pointer."""
    for group in root.iter():
        if xml.local(group) == "linkGrp" and group.get("type") == CHAINS:
            for one in group:
                links = [link(pointer) for pointer in one.get("corresp", "").split()]
                fields = {NAME: one.get("n", ""), LINKS: links}
                members = [(MEMBER, ref.removeprefix("#")) for ref in one.get("target", "").split()]
                kept = {name: value for name, value in fields.items() if value}
                yield maker(one), Item(kind="chain", fields=kept, links=members, at=one.sourceline)
