"""The text holds what is left of a conversion: wrongly decoded characters, HTML, a replacement character.

`CafÃ©` was UTF-8 read as something else, `&amp;` and `<p>` were never turned into text, U+FFFD stands where a character
was lost. Import the article again from its source; a fix here cannot know what stood there.

Fails:

    {"text": "Rain &amp; wind."}

Passes:

    {"text": "Rain & wind."}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import quoted
from ._rule import Problem, Rule
from ._view import View

_TAGS = "a|b|i|u|p|br|hr|em|strong|span|div|img|[uo]l|li|h[1-6]|script|style|figure|figcaption|iframe|blockquote|t[rd]"
_KINDS = {
    "wrongly decoded characters": re.compile("[ÃÂ][\u0080-\u00bf]|â(?:\u0080[\u0090-\u00bf]|€[™œ\u009d“”˜¦])"),
    "a replacement character": re.compile("\ufffd"),
    "an HTML entity": re.compile("&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});"),
    "an HTML tag": re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?>", re.IGNORECASE),
}


def check(view: View) -> Iterator[Problem]:
    text = view.text
    if view.is_ascii and "&" not in text and "<" not in text:
        return
    for what, pattern in _KINDS.items():
        found = list(pattern.finditer(text))
        if found:
            first = found[0]
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            yield Problem(
                at=("text",),
                message=f"the text holds {what}, {quoted(first.group(), 24)} at {first.start()}{more}",
                span=first.span(),
            )


RULE = Rule(code="TXT009", name="foreign-markup", severity="warning", level=2, check=check)
