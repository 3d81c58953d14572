"""The headline in the metadata is not the one in the text.

One of the two was corrected and the other was not, or an agency's headline was kept beside the paper's. The text is
what was annotated, so its headline is taken. Capitals, white space, and the form of quotation marks, dashes and dots
may differ.

Fails:

    {"text": "Rain in Rome\\n\\nIt rained.", "metadata": {"headline": "Rain in Roma"},
     "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 12},
                  {"id": "s2", "type": "body", "start": 14, "end": 24}]}

Passes:

    {"text": "Rain in Rome\\n\\nIt rained.", "metadata": {"headline": "Rain in Rome"},
     "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 12},
                  {"id": "s2", "type": "body", "start": 14, "end": 24}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._changes import put
from ._rule import Problem, Rule
from ._sections import are_plain
from ._view import View

_PLAIN = str.maketrans({**dict.fromkeys("“”„«»‘’‚'", '"'), **dict.fromkeys("–—−‐‑", "-"), "…": "..."})
_LONGEST = 500
"""Code points that the metadata have room for."""


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    given = metadata.headline if metadata else None
    if not metadata or not given or not are_plain(view):
        return
    headlines = [part for part in view.sections if part.type == "headline"]
    if len(headlines) == 1:
        words = " ".join(view.text[headlines[0].start : headlines[0].end].split())
        if 0 < len(words) <= _LONGEST and _plain(words) != _plain(given):
            yield Problem(
                on=metadata,
                at=("headline",),
                message=f"the headline is {quoted(given)} here, and {quoted(words)} in the text",
                fix="take the headline of the text",
                changes=put(metadata, headline=words),
                related=[(headlines[0], "the headline in the text")],
            )


def _plain(text: str) -> str:
    """A headline without what editions differ in."""
    return "".join(text.translate(_PLAIN).casefold().split())


RULE = Rule(code="MET007", name="other-headline", severity="warning", level=2, check=check, fix="safe")
