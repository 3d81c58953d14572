"""Characters that cannot be shown as they are: their numbers and names."""

from __future__ import annotations

from unicodedata import name

_CONTROLS = {
    "\t": "TAB",
    "\n": "LINE FEED",
    "\r": "CARRIAGE RETURN",
    "\x00": "NULL",
    "\x1b": "ESCAPE",
    "\x85": "NEXT LINE",
}


def numbers(text: str) -> str:
    """The code points of a text: `U+0065 U+0301`."""
    return " ".join(f"U+{ord(character):04X}" for character in text)


def named(character: str) -> str:
    """One character by its code point and, where it has one, its name: `U+00A0 NO-BREAK SPACE`."""
    return f"{numbers(character)} {name(character, _CONTROLS.get(character, ''))}".rstrip()
