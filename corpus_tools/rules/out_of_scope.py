"""An annotation stands where its layer was not to look.

A layer's `scope` names the sections that were read, and a tag set tells for each type of section what is annotated in
it: nothing in boilerplate, no events in a byline. Figures count only what is in scope, so such an annotation is work
that is lost, or the scope is wrong. One that lies in scope with any of its spans is fine.

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

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from ..model import Section, Span
from ..text import quoted
from ._rule import Problem, Rule
from ._sections import in_text_order
from ._view import LayerView, View

_KINDS = ("entities", "events", "quotes")


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers if view.sections else ():
        for kind in _KINDS:
            parts: Sequence[Any] = getattr(layer, kind)
            closed = [part for part in view.sections if not _is_open(layer, part, kind)] if parts else []
            if closed:
                yield from _outside(view, layer, kind, parts)


def _is_open(layer: LayerView, section: Section, kind: str) -> bool:
    """Whether a layer looks for a kind of annotation in a section."""
    known = layer.tagset.sections.get(section.type) if layer.tagset else None
    in_scope = not layer.layer.scope or section.id in layer.layer.scope
    return in_scope and (known is None or kind in known.tasks)


def _outside(view: View, layer: LayerView, kind: str, parts: Sequence[Any]) -> Iterator[Problem]:
    stretches = _merged([part for part in view.sections if _is_open(layer, part, kind)])
    starts = [start for start, _ in stretches]
    for part in parts:
        spans: list[Span] = part.spans if kind == "entities" else part.trigger if kind == "events" else part.content
        if not any(_touches(span, starts, stretches) for span in spans):
            first = spans[0]
            yield Problem(
                on=part,
                message=f"{quoted(first.text)} stands where this layer does not look for {kind}",
                span=(first.start, first.end),
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
