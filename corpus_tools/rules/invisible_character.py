"""The text holds a character that nobody sees: a soft hyphen, a zero-width space, or one that turns the direction.

Such characters come in with copied text. They break words for search and comparison, and those that turn the direction
can make a text read otherwise than it is. They are kept, since taking one out moves every annotation behind it. The
joiner in an emoji, and joiners and non-joiners between letters of scripts that need them, are not reported.

Fails:

    {"text": "Ada wro\\u00adte to Charles."}

Passes:

    {"text": "Ada wrote 👩‍👩‍👧 to Charles."}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import JOINERS, UNSEEN
from ._characters import named
from ._retext import mended
from ._rule import Problem, Rule
from ._view import View

_ANY = re.compile(f"{UNSEEN[:-1]}{JOINERS}]")
_INVISIBLE = rf"{UNSEEN}|(?<![^\x00-\x7f])[{JOINERS}]|[{JOINERS}](?![^\x00-\x7f])"
"""Joiners only where they join nothing: beside plain ASCII, or at an edge."""


def check(view: View) -> Iterator[Problem]:
    if view.is_plain or _ANY.search(view.text) is None:
        return
    found: dict[str, list[int]] = {}
    for match in re.finditer(_INVISIBLE, view.text):
        found.setdefault(match.group(), []).append(match.start())
    changes = mended(view, sorted((at, at + 1, "") for places in found.values() for at in places)) if found else []
    for number, (character, places) in enumerate(found.items()):
        more = f", and {len(places) - 1} more" if len(places) > 1 else ""
        yield Problem(
            at=("text",),
            message=f"nobody sees the character {named(character)}: at {places[0]}{more}",
            span=(places[0], places[0] + 1),
            fix="take it out and move the annotations behind it along",
            changes=() if number else changes,  # what mends the first one mends all
        )


RULE = Rule(code="TXT004", name="invisible-character", severity="warning", level=2, check=check, fix="unsafe")
