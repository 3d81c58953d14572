"""An annotation stands where its layer was not to look.

A layer's `scope` names the sections that were read, and a tag set tells for each type of section what is annotated in
it: nothing in boilerplate, no events in a byline. Figures count only what is in scope, so such an annotation is work
that is lost, or the scope is wrong. One that lies in scope with any of its spans is fine, and so is one that others
refer to, such as the speaker of a quote.

Fails:

    {"text": "It rained.\\n\\nAda Byron reports.",
     "sections": [{"id": "s1", "type": "lede", "start": 0, "end": 10},
                  {"id": "s2", "type": "body", "start": 12, "end": 30}],
     "layers": [{"annotator": "ada", "scope": ["s1"], "entities": [
        {"id": "t1", "type": "PER", "spans": [{"start": 12, "end": 21, "text": "Ada Byron"}]}]}]}

Passes:

    {"text": "It rained.\\n\\nAda Byron reports.",
     "sections": [{"id": "s1", "type": "lede", "start": 0, "end": 10},
                  {"id": "s2", "type": "body", "start": 12, "end": 30}],
     "layers": [{"annotator": "ada", "scope": ["s2"], "entities": [
        {"id": "t1", "type": "PER", "spans": [{"start": 12, "end": 21, "text": "Ada Byron"}]}]}]}
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import filterfalse, groupby
from typing import Any

from ..model import Section, Span
from ..tagset import TagSet
from ..text import quoted
from ._references import referred_to
from ._rule import Problem, Rule
from ._sections import in_text_order, innermost, types
from ._view import LayerView, View

_SPANS = {"entities": "spans", "events": "trigger", "quotes": "content"}
"""The field that says where an annotation stands, by the array it stands in."""

Outside = tuple[Span, str, Any]
"""The first span of an annotation, its array, and the annotation."""


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers if view.sections else ():
        outside = [found for kind in _SPANS for found in _outside(view, layer, kind)]
        for section, some in _by_section(view, outside):
            yield _problem(section, some)


def _outside(view: View, layer: LayerView, kind: str) -> Iterator[Outside]:
    """The annotations of a kind that stand wholly where the layer does not look for it."""
    parts = getattr(layer, kind)
    is_closed = _closed(layer, kind)
    closed = list(filter(is_closed, view.sections)) if parts and _may_be_closed(view, layer, kind) else []
    if not (closed and _begin_in(closed, [getattr(part, _SPANS[kind])[0].start for part in parts])):
        return
    stretches = _merged(list(filterfalse(is_closed, view.sections)))
    starts = [start for start, _ in stretches]
    needed = referred_to(view)[layer.index]
    for part in parts:
        spans: list[Span] = getattr(part, _SPANS[kind])
        if not any(_touches(span, starts, stretches) for span in spans) and part.id not in needed:
            yield spans[0], kind, part


def _may_be_closed(view: View, layer: LayerView, kind: str) -> bool:
    """Whether the record has a section of a sort in which a layer might not look for a kind of annotation."""
    without = _types_without(layer.tagset, kind) if layer.tagset else frozenset[str]()
    return bool(layer.layer.scope) or not without.isdisjoint(types(view))


def _closed(layer: LayerView, kind: str) -> Callable[[Section], bool]:
    """Tells of a section whether a layer does not look for a kind of annotation in it."""
    scope = frozenset(layer.layer.scope or ())
    without = _types_without(layer.tagset, kind) if layer.tagset else frozenset[str]()
    return lambda section: section.type in without or bool(scope and section.id not in scope)


@lru_cache(maxsize=64)
def _types_without(tagset: TagSet, kind: str) -> frozenset[str]:
    """The types of sections in which a kind of annotation is not looked for."""
    return frozenset(name for name, declared in tagset.sections.items() if kind not in declared.tasks)


def _begin_in(sections: Sequence[Section], starts: list[int]) -> bool:
    """Whether something begins in one of some sections."""
    starts.sort()
    return any(bisect_left(starts, part.start) < bisect_left(starts, part.end) for part in sections)


def _by_section(view: View, outside: list[Outside]) -> Iterator[tuple[Section, list[Outside]]]:
    """Some annotations by the section they begin in: of several in one, it is mostly the section that is wrong."""
    ordered = sorted(outside, key=lambda found: found[0].start)
    sections = innermost(view, [span.start for span, _, _ in ordered])
    groups = groupby(zip(sections, ordered, strict=True), key=lambda pair: pair[0])
    yield from ((section, [found for _, found in some]) for section, some in groups if section)


def _problem(section: Section, some: list[Outside]) -> Problem:
    span, _, first = some[0]
    more = f" and {len(some) - 1} more stand" if len(some) > 1 else " stands"
    kinds = " and ".join(dict.fromkeys(kind for _, kind, _ in some))
    return Problem(
        on=first,
        message=f"{quoted(span.text)}{more} in the {section.type} {quoted(section.id)}, "
        f"where this layer does not look for {kinds}",
        span=(span.start, span.end),
        fix="remove what is out of scope, or correct the scope of the layer or the type of the section",
        related=[(section, "the section")],
    )


def _merged(sections: Sequence[Section]) -> list[tuple[int, int]]:
    """The stretches that some sections cover, apart and ascending."""
    found: list[tuple[int, int]] = []
    for part in in_text_order(sections):
        if found and part.start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], part.end)
        else:
            found.append((part.start, part.end))
    return found


def _touches(span: Span, starts: list[int], stretches: list[tuple[int, int]]) -> bool:
    index = bisect_right(starts, span.end - 1) - 1
    return index >= 0 and stretches[index][1] > span.start


RULE = Rule(code="LAY006", name="out-of-scope", severity="warning", level=5, check=check)
