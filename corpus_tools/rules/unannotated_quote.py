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
from msgspec.structs import replace

from ..model import Quote, Section, Span
from ..text import quoted
from ._changes import put
from ._ids import NewIds
from ._marks import marks
from ._quotes import Passage, Reach, is_long, named, outermost, reach, type_with
from ._rule import Change, Problem, Rule
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
    uncovered = _uncovered(view, layer)
    if not uncovered:
        return
    ids = NewIds(layer)
    for some in _joined(view.text, uncovered):
        first = some[0]
        yield Problem(
            on=layer.layer,
            message=f"words in quotation marks are in no quote: {quoted(view.text[first.start : first.end])}",
            span=(first.open, min(first.close + 1, view.length)),
            fix="annotate it as a quote, or as an entity where it is a title",
            changes=_changes(view, layer, some, ids),
        )


def _joined(text: str, passages: list[Passage]) -> Iterator[list[Passage]]:
    """The passages one by one, those together that run on over several paragraphs."""
    some: list[Passage] = []
    for passage in passages:
        if some and not (passage.open == some[-1].close + 2 and text.startswith("\n\n", some[-1].close)):
            yield some
            some = []
        some.append(passage)
    if some:
        yield some


def _changes(view: View, layer: LayerView, some: list[Passage], ids: NewIds) -> list[Change]:
    """A new quote of a type that goes from mark to mark; nothing where there is none, or a section edge inside."""
    content = [Span(one.start, one.end, view.text[one.start : one.end]) for one in some]
    name = type_with(layer.tagset, "required", cue=False) if layer.tagset else None
    if name is None or any(view.crosses(span.start, span.end) for span in content):
        return []
    quote = Quote(id="", type=name, content=content)
    quote = replace(quote, id=ids.next(quote))
    listed = layer.layer.quotes is not UNSET
    return [Change(layer.layer, ("quotes", "-"), quote)] if listed else put(layer.layer, quotes=[quote])


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


def _misplaced(layer: LayerView) -> str:
    """Words of quotes whose offsets are wrong, so that the passages they hold seem to be in none."""
    sound = {id(quote) for quote in layer.quotes}
    broken = (quote for quote in layer.layer.quotes or () if id(quote) not in sound)
    return "\0".join(span.text for quote in broken for span in quote.content)


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
