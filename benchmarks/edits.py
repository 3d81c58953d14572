"""Edits of a text that tell where every character went: what re-anchoring is measured by and tested with.

A text is a list of characters, each with the place it came from, None for what was put in. An edit makes another list
of it. The amount is the share of what an edit is about: characters, paragraphs or quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

Traced = list[tuple[str, int | None]]
Edit = Callable[[Traced, float, Random], Traced]

_CONFUSED = {
    "rn": "m", "m": "rn", "l": "1", "1": "l", "O": "0", "0": "O", "e": "c", "c": "e", "h": "b", "S": "5", "I": "l",
    "cl": "d", "vv": "w", "ı": "i", "ö": "o", "ü": "ii", "á": "a", "f": "t", ".": ",", "u": "n", " ": "",
}  # fmt: skip
_MARKS = {"“": '"', "”": '"', "„": "»", "‘": "'", "’": "'", '"': "”", "'": "’", "«": "“", "»": "”"}
_COMPATIBLE = {"fi": "ﬁ", "fl": "ﬂ", "...": "…", "…": "...", " ": "\u00a0", "½": "1/2", "ﬁ": "fi", "-": "‐"}
_NEW = "Meanwhile the harbour office kept its doors shut and the minister declined to say when talks would go on."


def traced(text: str) -> Traced:
    """A text none of whose characters has moved yet."""
    return list(zip(text, range(len(text)), strict=True))


def typos(text: Traced, amount: float, random: Random) -> Traced:
    """Characters left out, put in, replaced and exchanged."""
    found = list(text)
    for at in sorted(_sample(_inner(text), amount, random), reverse=True):
        (character, _), letter = found[at], (random.choice("abcdefghijklmnoprstuvyz"), None)
        kind = random.randrange(4)
        if kind == 0:
            del found[at]
        elif kind == 1:
            found.insert(at, letter)
        elif kind == 2 and letter[0] != character:
            found[at] = letter
        elif character.isalnum() and found[at + 1][0].isalnum():
            found[at : at + 2] = found[at + 1], found[at]
    return found


def noise(text: Traced, amount: float, random: Random) -> Traced:
    """Letters taken for others, run together or lost, as where a page was scanned."""
    return _replaced(text, amount, random, _CONFUSED)


def marks(text: Traced, amount: float, random: Random) -> Traced:
    """Quotation marks and apostrophes of another style."""
    places = [at for at, (character, _) in enumerate(text) if character in _MARKS]
    chosen = _sample(places, amount, random)
    return [(_MARKS[one], None) if at in chosen else (one, origin) for at, (one, origin) in enumerate(text)]


def normalisation(text: Traced, amount: float, random: Random) -> Traced:
    """Ligatures, dots and letters with marks in another form of Unicode."""
    found = _replaced(text, amount, random, _COMPATIBLE)
    chosen = _sample([at for at, (one, _) in enumerate(found) if _bare(one) != one], amount, random)
    return [(_bare(one), None) if at in chosen else (one, origin) for at, (one, origin) in enumerate(found)]


def _bare(character: str) -> str:
    """A letter without its marks."""
    return unicodedata.normalize("NFD", character)[0] if ord(character) > 127 else character


def insertions(text: Traced, amount: float, random: Random) -> Traced:
    """New paragraphs, half of them near copies of what is there."""
    parts = paragraphs(text)
    for _ in range(_count(parts, amount, random)):
        copy: Traced = [(character, None) for character, _ in random.choice(parts)]
        fresh: Traced = [(character, None) for character in _NEW]
        new = _shuffled(copy, random) if random.random() < 0.5 else fresh
        parts.insert(random.randint(0, len(parts)), new)
    return joined(parts)


def moves(text: Traced, amount: float, random: Random) -> Traced:
    """Paragraphs at another place."""
    parts = paragraphs(text)
    for _ in range(_count(parts, amount, random)):
        parts.insert(random.randrange(len(parts)), parts.pop(random.randrange(len(parts))))
    return joined(parts)


def deletions(text: Traced, amount: float, random: Random) -> Traced:
    """Paragraphs taken out."""
    parts = paragraphs(text)
    for _ in range(min(_count(parts, amount, random), len(parts) - 1)):
        parts.pop(random.randrange(len(parts)))
    return joined(parts)


def everything(text: Traced, amount: float, random: Random) -> Traced:
    """One edit of each kind after the other; what is taken out comes back in no near copy, which nobody could tell."""
    for edit in (moves, deletions, insertions, marks, typos):
        text = edit(text, amount, random)
    return text


KINDS: dict[str, Edit] = {
    "typing errors": typos,
    "scanning errors": noise,
    "quotation marks": marks,
    "Unicode forms": normalisation,
    "new paragraphs": insertions,
    "moved paragraphs": moves,
    "paragraphs taken out": deletions,
    "all together": everything,
}


def paragraphs(text: Traced) -> list[Traced]:
    """The paragraphs of a text, without the empty lines between them."""
    found: list[Traced] = [[]]
    for at, (character, origin) in enumerate(text):
        if character == "\n":
            found += [[]] if at and text[at - 1][0] == "\n" else []
        else:
            found[-1].append((character, origin))
    return [part for part in found if part]


def joined(parts: Sequence[Traced]) -> Traced:
    """Paragraphs with empty lines between them."""
    found: Traced = list(parts[0])
    for part in parts[1:]:
        found += [("\n", None), ("\n", None), *part]
    return found


def _shuffled(words: Traced, random: Random) -> Traced:
    """A paragraph with a third of its words replaced by others of it."""
    split = "".join(character for character, _ in words).split()
    chosen = [random.choice(split) if random.random() < 0.33 else word for word in split]
    return [(character, None) for character in " ".join(chosen)]


def _replaced(text: Traced, amount: float, random: Random, table: dict[str, str]) -> Traced:
    plain = "".join(one for one, _ in text)
    found, reached = Traced(), 0
    for match in re.finditer("|".join(map(re.escape, table)), plain):
        start, end = match.span()
        if random.random() < amount * 3 and start > 0 and end < len(text):
            found += [*text[reached:start], *((one, None) for one in table[match.group()])]
            reached = end
    return found + text[reached:]


def _inner(text: Traced) -> list[int]:
    """The places at which a character may be changed: not where paragraphs end, nor at the ends of the text."""
    breaks = {at + step for at, (character, _) in enumerate(text) if character == "\n" for step in (-1, 0, 1)}
    return [at for at in range(1, len(text) - 1) if at not in breaks]


def _sample(places: list[int], amount: float, random: Random) -> set[int]:
    return set(random.sample(places, min(len(places), _count(places, amount, random))))


def _count(things: Sequence[object], amount: float, random: Random) -> int:
    """A share of things, the fraction that is left by chance."""
    wanted = len(things) * amount
    return int(wanted) + (random.random() < wanted % 1)
