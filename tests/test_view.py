"""What the view of a record tells rules about the text as a whole."""

from __future__ import annotations

import sys
import unicodedata

import regex

from corpus_tools.rules._view import _NOT_PLAIN


def test_plain_characters_stand_for_themselves() -> None:
    plain = [chr(code) for code in range(sys.maxunicode + 1) if not _NOT_PLAIN.search(chr(code))]
    assert "“" in plain
    assert not any(unicodedata.category(character) == "Cf" for character in plain)
    text = "".join(plain)
    assert unicodedata.is_normalized("NFC", text)
    assert all(unicodedata.is_normalized("NFC", "A" + character) for character in plain)
    assert len(regex.findall(r"\X", text)) == len(text)
