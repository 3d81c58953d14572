"""How a quotation mark looks from what stands on either side of it."""

from __future__ import annotations

from unicodedata import category

_NOT_BEFORE = frozenset(".,;!?…)]}。，、；！？）】》،؛؟।")
_NOT_AFTER = _NOT_BEFORE | {":", "："}


def looks_opening(text: str, at: int) -> bool:
    """Whether a mark stands as opening marks do: something new follows, and no word or its punctuation goes before."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not after or after.isspace() or after in _NOT_AFTER:
        return False
    return not _in_word(before) and before not in _NOT_BEFORE


def looks_closing(text: str, at: int) -> bool:
    """Whether a mark stands as closing marks do: a word or its punctuation goes before, and no word follows."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (_in_word(before) or before in _NOT_BEFORE) and not after.isalnum()


def is_arrow(text: str, at: int) -> bool:
    """Whether a mark stands by itself, as in a path or a list of links: Home » News » Politics."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return text[at] in "»›" and not before.strip() and not after.strip()


def _in_word(character: str) -> bool:
    """Whether a character may end a word: a letter, a digit, or a mark that combines with one, as in Thai and Hindi."""
    return character.isalnum() or (character > "\u02ff" and category(character)[0] == "M")


def is_doubtful(text: str, at: int) -> bool:
    """Whether a mark may stand for inches or seconds, or belong to a Hebrew word."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] not in '"”':
        return False
    return before.isnumeric() or ("\u05d0" <= before <= "\u05ea" and "\u05d0" <= after <= "\u05ea")
