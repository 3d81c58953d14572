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
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ..model import Section, Span
from ..tagset import TagSet
from ..text import quoted
from ._references import referred_to
from ._rule import Problem, Rule
from ._sections import in_text_order
from ._view import LayerView, View

_SPANS = {"entities": "spans", "events": "trigger", "quotes": "content"}
"""The field that says where an annotation stands, by the array it stands in."""


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers if view.sections else ():
        for kind in _SPANS:
            parts = getattr(layer, kind)
            closed = [part for part in view.sections if _is_closed(layer, part, kind)] if parts else []
            if closed and _begin_in(closed, [getattr(part, _SPANS[kind])[0].start for part in parts]):
                yield from _outside(view, layer, kind, parts)


def _is_closed(layer: LayerView, section: Section, kind: str) -> bool:
    """Whether a layer does not look for a kind of annotation in a section."""
    is_left_out = bool(layer.layer.scope) and section.id not in (layer.layer.scope or ())
    return is_left_out or (layer.tagset is not None and section.type in _types_without(layer.tagset, kind))


@lru_cache(maxsize=64)
def _types_without(tagset: TagSet, kind: str) -> frozenset[str]:
    """The types of sections in which a kind of annotation is not looked for."""
    return frozenset(name for name, declared in tagset.sections.items() if kind not in declared.tasks)


def _begin_in(sections: Sequence[Section], starts: list[int]) -> bool:
    """Whether something begins in one of some sections."""
    starts.sort()
    return any(bisect_left(starts, part.start) < bisect_left(starts, part.end) for part in sections)


def _outside(view: View, layer: LayerView, kind: str, parts: Sequence[Any]) -> Iterator[Problem]:
    stretches = _merged([part for part in view.sections if not _is_closed(layer, part, kind)])
    starts = [start for start, _ in stretches]
    needed = referred_to(view)[layer.index]
    for part in parts:
        spans: list[Span] = getattr(part, _SPANS[kind])
        if not any(_touches(span, starts, stretches) for span in spans) and part.id not in needed:
            yield Problem(
                on=part,
                message=f"{quoted(spans[0].text)} stands where this layer does not look for {kind}",
                span=(spans[0].start, spans[0].end),
                fix="remove it, or correct the scope of the layer or the type of the section",
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
