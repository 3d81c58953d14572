"""Strings and places in them: code points, lines, names that are near. The only offset arithmetic."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

_CONTROL = (
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
"""Controls and what is invisible; joiners only where they join nothing, since emoji and many scripts need them."""

UNSEEN = "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]"
"""A pattern for characters that nobody sees: soft hyphens, zero-width spaces, those that turn the direction."""
JOINERS = "\u200c\u200d"
"""Joiner and non-joiner, for use in a class: emoji and many scripts need them, beside ASCII they do nothing."""


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, as JavaScript and Java do.

    >>> utf16_length("a😀")
    3
    """
    return len(text) + sum(1 for character in text if character > "\uffff")


def utf8_length(text: str) -> int:
    """Count the bytes of the UTF-8 form.

    >>> utf8_length("aé😀")
    7
    """
    return len(text.encode("utf-8", "surrogatepass"))


_USUAL = b"\n" + bytes(range(0x20, 0x7F))


def unusual(text: str) -> str:
    """The characters of a text that are neither LF nor printable ASCII, which is little to look through.

    >>> unusual("Mira’s ferry, — naïve")
    '’—ï'
    """
    return text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset into a 1-based line and column, both in code points; only LF ends a line.

    >>> line_and_column("ab\\ncd", 4)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class Lines:
    """The lines of a text, to find many places in it: each costs the same however long the text is."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset, both in code points.

        >>> Lines("ab\\ncd").line_and_column(4)
        (2, 2)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def nfc(text: str) -> str:
    """Normal form NFC, also of a letter with very many marks, which takes the standard library the square of the time.

    >>> nfc("e\\u0301")
    'é'
    """
    if len(text) < _MANY_MARKS:
        return unicodedata.normalize("NFC", text)
    apart = "".join(unicodedata.normalize("NFD", character) for character in text)
    runs = groupby(apart, lambda character: unicodedata.combining(character) > 0)
    ordered = (sorted(run, key=unicodedata.combining) if marks else run for marks, run in runs)
    return unicodedata.normalize("NFC", "".join(map("".join, ordered)))


_MANY_MARKS = 100


def visible(text: str) -> str:
    """Show control, invisible and direction-changing characters as escapes, so that data cannot act on a terminal.

    >>> visible("a\\x1b[31mb\\u202ec")
    'a\\\\x1b[31mb\\\\u202ec'
    """
    return re.sub(_CONTROL, lambda match: ascii(match.group())[1:-1], text)


def encodable(text: str) -> str:
    """The text with halves of characters (lone surrogates) shown as escapes, so that it can be written as UTF-8.

    >>> encodable("é\\ud83d")
    'é\\\\ud83d'
    """
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def quoted(text: str, limit: int = 60) -> str:
    """Show a value from the data in quotes on one line, the middle of a long one left out.

    >>> quoted("a\\nb")
    '"a\\\\nb"'
    """
    return '"' + visible(shortened(text, limit)) + '"'


def shortened(text: str, limit: int) -> str:
    """The text, the middle left out where it has more code points than `limit`.

    >>> shortened("a long text", 7)
    'a l…ext'
    """
    half = (limit - 1) // 2
    return text if len(text) <= limit else text[:half] + "…" + text[-half:]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None where none is near.

    >>> nearest("PERS", ["ORG", "PER"])
    'PER'
    """
    from difflib import get_close_matches

    known = list(known)
    folded = {candidate.casefold(): candidate for candidate in reversed(known)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    found = get_close_matches(name, known, 1, 0.6)
    return found[0] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a message that offers the nearest known name, empty where none is near.

    >>> did_you_mean("PERS", ["ORG", "PER"])
    ' (did you mean "PER"?)'
    """
    near = nearest(name, known)
    return f" (did you mean {quoted(near)}?)" if near else ""


def natural_key(identifier: str) -> tuple[object, ...]:
    """A sort key by which digits compare as numbers: t2 before t10.

    >>> sorted(["t10", "t2"], key=natural_key)
    ['t2', 't10']
    """
    return tuple(
        (1, int(part), part) if part.isdecimal() else (0, part) for part in re.findall(r"[0-9]+|[^0-9]+", identifier)
    )


def occurrences(text: str, words: str) -> Iterator[int]:
    """Every offset at which `words` stand in `text`, overlapping ones too.

    >>> list(occurrences("aaa", "aa"))
    [0, 1]
    """
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def word_occurrences(text: str, words: str) -> Iterator[int]:
    """Every offset at which `words` stand in `text` as whole words.

    >>> list(word_occurrences("US officials in a bus of the US", "US"))
    [0, 29]
    """
    for at in occurrences(text, words):
        end = at + len(words)
        starts_inside = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        ends_inside = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        if not (starts_inside or ends_inside):
            yield at


def width(text: str) -> int:
    """Columns a text takes on a terminal: wide characters two, combining ones none.

    >>> width("a日é"), width("e\\u0301")
    (4, 1)
    """
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
