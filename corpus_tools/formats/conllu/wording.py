"""The text of a document of CoNLL-U, and where each word stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .._token_text import Laid, Words, lay_out
from .._tokens import Pair
from .rows import NEW_PARAGRAPH, Row, Sentence

_ESCAPE = re.compile(r"\\([srntp\\])")
_ESCAPED = {"s": " ", "n": "\n", "r": "\r", "t": "\t", "p": "|", "\\": "\\"}
_PLAIN = {" ": "\\s", "\n": "\\n", "\r": "\\r", "\t": "\\t", "|": "\\p", "\\": "\\\\"}


class Surface(NamedTuple):
    """What is written as one: a word, or a range of words; `words` are their rows."""

    row: Row
    words: list[Row]

    @property
    def forms(self) -> list[str]:
        """The forms of its words where they make it up, else its own."""
        forms = [word.form for word in self.words]
        return forms if "".join(forms) == self.row.form else [self.row.form]


class Worded(NamedTuple):
    """A text; where the tokens of each sentence stand; and for each row, the token that it is or belongs to.

    `unlike` are the sentences whose words do not stand in the text that a comment gives.
    """

    laid: Laid
    token_of: dict[int, int]
    unlike: list[Sentence]


def worded(sentences: Sequence[Sentence]) -> Worded:
    """The text of a document.

    White space after a word is that of `SpacesAfter`, or none with `SpaceAfter=No`, else a space; after a sentence it
    is a line end, or where paragraphs are marked an empty line after each of them and a space between their sentences.
    """
    has_paragraphs = any(sentence.is_new(NEW_PARAGRAPH) for sentence in sentences)
    text, places, unlike = "", list[list[Pair]](), list[Sentence]()
    token_of: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        surfaces = list(_surfaces(sentence))
        if number:
            text += _between(sentences[number - 1], sentence, has_paragraphs=has_paragraphs)
        laid = _laid(surfaces, sentence)
        unlike += [sentence] if laid.text.split() != sentence.comments.get("text", laid.text).split() else []
        before = sum(map(len, places))
        token_of |= {line: before + at for line, at in _tokens(surfaces)}
        places.append([(len(text) + start, len(text) + end) for start, end in laid.sentences[0]])
        text += laid.text
    return Worded(Laid(text, places), token_of, unlike)


def _surfaces(sentence: Sentence) -> Iterator[Surface]:
    """What is written, in order."""
    last = 0
    for at, row in enumerate(sentence.rows):
        if row.mark == "-":
            last = row.last
            inside = [word for word in sentence.rows[at + 1 :] if not word.mark and word.first <= last]
            yield Surface(row, inside)
        elif not row.mark and row.first > last:
            yield Surface(row, [row])


def _laid(surfaces: Sequence[Surface], sentence: Sentence) -> Laid:
    """The text of a sentence: as the spaces of its words say, or as the comment where its words stand in that."""
    tokens = [form for surface in surfaces for form in surface.forms]
    said = lay_out([Words(tokens, sentence.comments.get("text"))])
    has_spaces = any("SpacesAfter" in surface.row.misc for surface in surfaces)
    if said.text == sentence.comments.get("text") and not has_spaces:
        return said
    spaces = [*(_space(surface.row, " ") for surface in surfaces[:-1]), ""]
    text = "".join(surface.row.form + space for surface, space in zip(surfaces, spaces, strict=True))
    return lay_out([Words(tokens, text)])


def _tokens(surfaces: Sequence[Surface]) -> Iterator[tuple[int, int]]:
    """The lines of the rows, and the tokens that they stand for."""
    at = 0
    for surface in surfaces:
        split = len(surface.forms) == len(surface.words)
        for number, word in enumerate(surface.words):
            yield word.line, at + (number if split else 0)
        yield surface.row.line, at
        at += len(surface.forms)


def _space(row: Row, otherwise: str) -> str:
    """The white space after what is written."""
    if "SpacesAfter" in row.misc:
        return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], row.misc["SpacesAfter"])
    return "" if row.misc.get("SpaceAfter") == "No" else otherwise


def _between(before: Sentence, after: Sentence, *, has_paragraphs: bool) -> str:
    """The white space between two sentences."""
    last = list(_surfaces(before))[-1].row
    if "SpacesAfter" in last.misc:
        return _space(last, "")
    if after.is_new(NEW_PARAGRAPH):
        return "\n\n"
    return _space(last, " " if has_paragraphs else "\n")


def spaces_after(space: str) -> str:
    r"""White space as `SpacesAfter` has it.

    >>> spaces_after(" \n")
    '\\s\\n'
    """
    return "".join(_PLAIN.get(character, character) for character in space)
