"""A passage in quotation marks of three words or more is in no quote, although quotes were looked for.

It was probably overlooked. Annotate it as a quote or, where it is the title of a work, as an entity. Not reported are
shorter passages, which are scare quotes more often than not (in scripts without spaces fewer than six characters),
passages that some quote has a part of, sections in which quotes are not looked for, and layers that are predictions or
were not made for quotes.

Fails:

    {"text": "“We will not pay a cent,” Ada said. “Not one of us.”",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 26, "end": 29, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "source": ["t1"],
                 "content": [{"start": 1, "end": 24, "text": "We will not pay a cent,"}]}]}

Passes:

    {"text": "“We will not pay a cent,” Ada said. “Not one of us.”",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 26, "end": 29, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "source": ["t1"],
                 "content": [{"start": 1, "end": 24, "text": "We will not pay a cent,"},
                             {"start": 37, "end": 51, "text": "Not one of us."}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from ..model import Section
from ..text import quoted
from ._marks import marks
from ._quotes import Passage, Reach, is_long, named, outermost, reach
from ._rule import Problem, Rule
from ._sections import innermost
from ._view import LayerView, View

_TASK = "quotes"


def check(view: View) -> Iterator[Problem]:
    opened = marks(view).passages or marks(view).running
    if not opened or bool(view.record.sections) != bool(view.sections) or ("sections",) in view.removed:
        return
    for layer in view.layers:
        if layer.tagset and _was_looked_for(layer):
            starts = {span.start for quote in layer.quotes for span in quote.content}
            if not starts.issuperset([mark + 1 for mark, _ in marks(view).passages]) or marks(view).running:
                yield from _problems(view, layer)


def _was_looked_for(layer: LayerView) -> bool:
    """Whether somebody looked for quotes in the layer, and all that were found can be read."""
    tasks = layer.layer.tasks
    looked = _TASK in tasks if tasks else layer.layer.quotes is not UNSET
    return looked and layer.layer.role != "prediction" and "quote" not in layer.hidden.values()


def _problems(view: View, layer: LayerView) -> Iterator[Problem]:
    runs_on = -1
    for passage in _uncovered(view, layer):
        if passage.open != runs_on:
            yield Problem(
                on=layer.layer,
                message=f"words in quotation marks are in no quote: {quoted(view.text[passage.start : passage.end])}",
                span=(passage.open, min(passage.close + 1, view.length)),
                fix="annotate it as a quote, or as an entity where it is a title",
            )
        runs_on = passage.close + 2 if view.text[passage.close : passage.close + 2] == "\n\n" else -1


def _uncovered(view: View, layer: LayerView) -> list[Passage]:
    """The passages of some length that nothing in the layer accounts for, where quotes were looked for."""
    contents = reach(span for quote in layer.layer.quotes or () for span in quote.content)
    titles, misplaced = named(layer), _misplaced(layer)
    left = [
        passage
        for passage in outermost(view)
        if is_long(view, passage)
        and not contents.touches(passage.start, passage.end)
        and not titles.covers(passage.start, passage.end)
        and view.text[passage.start : passage.end] not in misplaced
    ]
    scope = _scope(view, layer)
    sections = innermost(view, [passage.open for passage in left])
    found = [one for one, section in zip(left, sections, strict=True) if _is_for_quotes(view, layer, section)]
    return [one for one in found if scope is None or scope.covers(one.open, one.open + 1)]


def _misplaced(layer: LayerView) -> set[str]:
    """Words of quotes whose offsets are wrong, so that the passage they stand for seems to be in none."""
    sound = {id(quote) for quote in layer.quotes}
    return {span.text for quote in layer.layer.quotes or () if id(quote) not in sound for span in quote.content}


def _scope(view: View, layer: LayerView) -> Reach | None:
    """The part of the text that the layer is about, None for all of it."""
    if not layer.layer.scope:
        return None
    ids = set(layer.layer.scope)
    return Reach((section.start, section.end) for section in view.sections if section.id in ids)


def _is_for_quotes(view: View, layer: LayerView, section: Section | None) -> bool:
    """Whether quotes are looked for in a section; a text without sections is all body."""
    assert layer.tagset is not None
    if section is None and view.sections:
        return False
    declared = layer.tagset.sections.get(section.type if section else "body")
    return declared is None or _TASK in declared.tasks


RULE = Rule(code="QUO010", name="unannotated-quote", severity="warning", level=5, check=check, fix="propose")
