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
_FIRST = "ÃÂÄÅÐÑØÙÎÏ×âï"
_SECOND = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What windows-1252 and Latin-1 make of the first and the second byte of a character in UTF-8."""
_UNUSUAL = "\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00be€ƒ†‡ˆ‰Š‹ŒŽ˜šœžŸ"
"""Those of the second that do not follow a capital letter in print."""
_WRONGLY_DECODED = (
    rf"[{_FIRST}](?:(?<=[ÃÂÄÅ])[{_UNUSUAL}]|(?<=[a-z][ÃÄÅ])[{_SECOND}]|(?<=[ÃÄÅ])[„–](?=[a-z])|(?<=Â)\u00a0"
    rf"|(?<=[ÐÑØÙÎÏ×])[{_SECOND}][ÐÑØÙÎÏ×][{_SECOND}]|(?<=â)(?:\u0080[\u0090-\u00bf]|€[™œ\u009d“”˜¦]|‚¬)|(?<=ï)»¿)"
)
_ENTITY = "&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});"
_TAG = rf"(?i:</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?>)"
_KINDS = {
    "wrongly decoded characters": (_FIRST, _WRONGLY_DECODED),
    "a replacement character": ("\ufffd", "\ufffd"),
    "an HTML entity": ("&", _ENTITY),
    "an HTML tag": ("<", _TAG),
}
"""What there may be, the characters of which one is in it, and how it looks.

Compiled only when they are needed, like all long patterns that few articles need.
"""


def check(view: View) -> Iterator[Problem]:
    text = view.text
    there = view.beyond_ascii.union(sign for sign in "&<" if sign in text)
    for what, (signs, pattern) in _KINDS.items():
        found = list(re.finditer(pattern, text)) if not there.isdisjoint(signs) else []
        if found:
            first = found[0]
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            yield Problem(
                at=("text",),
                message=f"the text holds {what}, {quoted(first.group(), 24)} at {first.start()}{more}",
                span=first.span(),
            )


def is_wrongly_decoded(view: View) -> bool:
    """Whether characters of the text are not those that were published."""
    return not view.beyond_ascii.isdisjoint(_FIRST) and re.search(_WRONGLY_DECODED, view.text) is not None


RULE = Rule(code="TXT009", name="foreign-markup", severity="warning", level=2, check=check)
