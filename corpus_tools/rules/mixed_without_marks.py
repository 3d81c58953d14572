"""The content of a mixed quote holds no quotation marks.

Where the tag set says that a part of the content stands in marks, and none does, the words are reported without marks
all along: the quote is indirect, or its content stops short of the words in marks. Change the type, or widen the
content. Nothing is said where anything that may be a quotation mark, be it an apostrophe, stands in the content or
close to it, nor where the content lies within the marks of another quote.

Fails:

    {"text": "Ada said the deal was a gift to nobody.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "mixed", "source": ["t1"], "cue": [{"start": 4, "end": 8, "text": "said"}],
                 "content": [{"start": 9, "end": 38, "text": "the deal was a gift to nobody"}]}]}

Passes:

    {"text": "Ada said the deal was “a gift to nobody”.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "mixed", "source": ["t1"], "cue": [{"start": 4, "end": 8, "text": "said"}],
                 "content": [{"start": 9, "end": 40, "text": "the deal was “a gift to nobody”"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Fix
from ..model import Quote, Span
from ..tagset import TagSet
from ..text import quoted
from ._changes import put
from ._once import once
from ._quotes import ANY_MARK, NEAR, Reach, passages, type_with, with_marks
from ._roles import words
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset and layer.quotes:
            partial = with_marks(layer.tagset, "partial")
            bare = [one for one in layer.quotes if one.type in partial and not _holds_marks(view.text, one.content)]
            yield from (_problem(quote, layer.tagset) for quote in bare if not _is_within_marks(view, quote))


def _is_within_marks(view: View, quote: Quote) -> bool:
    marked = _marked(view)
    return any(marked.touches(span.start, span.end) for span in quote.content)


@once
def _marked(view: View) -> Reach:
    """All that stands in quotation marks."""
    return Reach((one.open, one.close) for one in passages(view))


def _holds_marks(text: str, content: list[Span]) -> bool:
    return any(not ANY_MARK.isdisjoint(text[max(span.start - NEAR, 0) : span.end + NEAR]) for span in content)


def _problem(quote: Quote, tagset: TagSet) -> Problem:
    better = type_with(tagset, "forbidden", cue=True)
    is_fit = better is not None and bool(quote.cue)
    mend = f"change the type to {quoted(better)}" if better else "widen the content to the marks"
    return Problem(
        on=quote,
        at=("type",),
        message=f"{quoted(quote.type)} content is partly in quotation marks, and this has none",
        span=words(quote),
        fix=Fix("propose", mend if is_fit or not better else f"{mend} and mark its cue"),
        changes=put(quote, type=better) if is_fit else (),
    )


RULE = Rule(code="QUO003", name="mixed-without-marks", severity="error", level=5, check=check, fix="propose")
