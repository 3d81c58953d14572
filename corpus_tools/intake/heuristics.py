"""What each type of section looks like: one small function a type, which its docstring tells.

They look at where a paragraph stands, how it begins and how it ends, never at what it means. The tables at the end say
which is asked first. The page `docs/reference/sections.md` is made of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from . import labels
from .inner import credit_start, labelled_credit_start
from .lines import ends_in_full_stop, ends_sentence, has_case, is_capitalised, is_short

_MARKS = " \"'“”„«»‘’‚‹›.…!?"
REPEATS_LOOKED_FOR = 500
"""Paragraphs of an article, at most, for repeated ones to be looked for."""


class Article:
    """The paragraphs of an article, and the types of the first of them as they become known."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.paragraphs = paragraphs
        self.types: list[str] = []

    @cached_property
    def folded(self) -> list[str]:
        """The paragraphs without difference of case."""
        return [text.casefold() for text in self.paragraphs]

    def has(self, *types: str) -> bool:
        """Whether a paragraph of one of these types is known."""
        return any(type in types for type in self.types)


class Paragraph(NamedTuple):
    """One paragraph of an article."""

    text: str
    at: int
    article: Article

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self.at == len(self.article.paragraphs) - 1


Looks = Callable[[Paragraph], bool]


def is_running_text(text: str) -> bool:
    """lede: 30 columns or more and a full stop at the end, or more than 160 columns."""
    return not is_short(text, 160) or (ends_in_full_stop(text) and not is_short(text, 29))


# Anywhere

_LINK = labels.at_start(labels.LINK, r" *(?:[:：|»>–—-]|\Z)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
_SOURCE = labels.at_start(labels.SOURCE, r" ?[:：]")
_CORRECTION = labels.at_start(labels.CORRECTION, r" ?(?:[,(][^:.]{0,40})?[:：]")
_PICTURE = labels.at_start(labels.CREDIT, r" ?[:：]")
_BOILERPLATE = labels.at_start(labels.BOILERPLATE, r"(?!\w)")
_IN_BRACKETS = re.compile(r"\([^()]*[^().!?]\)\Z")


def _is_table(paragraph: Paragraph) -> bool:
    """table: cells set apart by two or more upright bars, or an item with a bullet or star."""
    return paragraph.text.count(" | ") >= 2 or paragraph.text.startswith(("* ", *"•◦▪‣●■"))


def _is_link(paragraph: Paragraph) -> bool:
    """link: a label such as READ MORE with a colon, a dash or nothing behind it; or a web address alone."""
    return bool(_LINK.match(paragraph.text) or _ADDRESS.match(paragraph.text))


def _is_source(paragraph: Paragraph) -> bool:
    """source: a label such as Source with a colon; or a name in brackets, alone in the last paragraph."""
    return bool(_SOURCE.match(paragraph.text)) or (paragraph.is_last and _is_credit(paragraph))


def _is_correction(paragraph: Paragraph) -> bool:
    """correction: a label such as Correction or Editor's note with a colon, a date between them allowed."""
    return _CORRECTION.match(paragraph.text) is not None


def _is_credit(paragraph: Paragraph) -> bool:
    """credit: what may lie inside a caption at its end, alone."""
    return credit_start(paragraph.text) == 0


def _is_caption(paragraph: Paragraph) -> bool:
    """caption: up to 300 columns with a credit at the end (with a label in the last paragraph, where agencies sign); or
    a sentence behind a label such as File photo."""
    credit = (labelled_credit_start if paragraph.is_last else credit_start)(paragraph.text)
    labelled = _PICTURE.match(paragraph.text) and ends_sentence(paragraph.text)
    return bool(credit or labelled) and is_short(paragraph.text, 300)


def _is_boilerplate(paragraph: Paragraph) -> bool:
    """boilerplate: all in brackets and no sentence; up to 160 columns that begin like Advertisement or Subscribe; or no
    letter or digit at all."""
    labelled = _BOILERPLATE.match(paragraph.text) and is_short(paragraph.text, 160)
    return bool(labelled or _IN_BRACKETS.match(paragraph.text) or not re.search(r"[^\W_]", paragraph.text))


def plain_type(text: str) -> str | None:
    """link, source or credit, where a paragraph plainly is one wherever it stands; else None."""
    alone = Paragraph(text, 0, Article([text, ""]))
    looks = {"link": _is_link(alone), "source": _SOURCE.match(text) is not None, "credit": _is_credit(alone)}
    return next((name for name, is_so in looks.items() if is_so), None)


# Above the lede

_BYLINE = labels.at_start(labels.BYLINE, " ?[: ] ?")
_PLACE_AND_DATE = re.compile(r"([^,.()]{2,40}),[^()]{0,30}\d[^()]{0,20}(?:\([^()]{2,40}\))?\Z")
_DATE = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}:\d\d|\d{1,2}\.? \w+,? \d{4}|\w+ \d{1,2}, \d{4})\b"
)
_NAME_WORD = re.compile(r"[^\W\d_]+\.?(?:[-'’][^\W\d_]+)*\Z")


def _is_dateline(paragraph: Paragraph) -> bool:
    """dateline: a place in capitals, a comma and something with a number; or, behind the headline, up to ten words with
    a date or a time of day."""
    place = _PLACE_AND_DATE.match(paragraph.text)
    dated = len(paragraph.text.split()) <= 10 and _DATE.search(paragraph.text)
    return bool((place and place[1].isupper()) or (dated and paragraph.article.has("headline")))


def _is_labelled_byline(paragraph: Paragraph) -> bool:
    """byline: By, Von, Por or the like, then up to twelve words that begin with a capital and end no sentence."""
    label = _BYLINE.match(paragraph.text)
    names = paragraph.text[label.end() :].split() if label else []
    return 1 <= len(names) <= 12 and is_capitalised(names[0]) and not ends_sentence(paragraph.text)


def _is_kicker(paragraph: Paragraph) -> bool:
    """kicker: up to three words and 30 columns, before anything that is a kicker or headline."""
    is_tag = len(paragraph.text.split()) <= 3 and is_short(paragraph.text, 30)
    return is_tag and not paragraph.article.has("kicker", "headline")


def _is_headline(paragraph: Paragraph) -> bool:
    """headline: the first other line."""
    return not paragraph.article.has("headline")


def _is_name(paragraph: Paragraph) -> bool:
    """byline: two to four words and up to 40 columns, nothing but letters; capitals at the start of all but small words
    inside. In scripts without capitals two or three words, up to 25 columns."""
    words = paragraph.text.split()
    most, columns = (4, 40) if has_case(paragraph.text) else (3, 25)
    return (
        2 <= len(words) <= most
        and is_short(paragraph.text, columns)
        and all(map(_NAME_WORD.match, words))
        and is_capitalised(words[-1])
        and all(is_capitalised(word) or len(word) <= 3 for word in words)
    )


def _is_other(paragraph: Paragraph) -> bool:
    """subheadline above the lede, body below it: whatever is left."""
    return True


# Below the lede

_QUESTION = labels.at_start(labels.QUESTION, " ?[:：]")
_ANSWER = labels.at_start(labels.ANSWER, " ?[:：]")


def _is_pullquote(paragraph: Paragraph) -> bool:
    """pullquote: up to 200 columns and four words or more that end a sentence and stand in a longer paragraph too."""
    words = paragraph.text.strip(_MARKS).casefold()
    return (
        len(paragraph.article.paragraphs) <= REPEATS_LOOKED_FOR
        and is_short(paragraph.text, 200)
        and ends_sentence(paragraph.text)
        and len(words.split()) >= 4
        and any(words in text and len(text) > len(paragraph.text) for text in paragraph.article.folded)
    )


def _is_closing_byline(paragraph: Paragraph) -> bool:
    """byline: as above the lede, in the last paragraph."""
    return paragraph.is_last and _is_labelled_byline(paragraph)


def _is_crosshead(paragraph: Paragraph) -> bool:
    """crosshead: up to 80 columns without a stop, comma or colon at the end, and no answer in an interview; or a
    question there, which begins in Q or the like and a colon. Something comes after it."""
    bare = paragraph.text.rstrip(" \"'“”«»‘’‹›)]")
    is_heading = is_short(paragraph.text, 80) and bare[-1:] not in ".,;:…，、：؛،۔।" and "。" not in bare
    is_heading = is_heading and not _ANSWER.match(paragraph.text)
    return not paragraph.is_last and bool(is_heading or _QUESTION.match(paragraph.text))


Table = Sequence[tuple[str, Looks]]
ANYWHERE: Table = (
    ("table", _is_table),
    ("link", _is_link),
    ("source", _is_source),
    ("correction", _is_correction),
    ("credit", _is_credit),
    ("caption", _is_caption),
    ("boilerplate", _is_boilerplate),
)
HEAD: Table = (
    ("dateline", _is_dateline),
    ("byline", _is_labelled_byline),
    ("kicker", _is_kicker),
    ("headline", _is_headline),
    ("byline", _is_name),
    ("subheadline", _is_other),
)
BODY: Table = (
    ("pullquote", _is_pullquote),
    ("byline", _is_closing_byline),
    ("crosshead", _is_crosshead),
    ("body", _is_other),
)


def first_that_fits(table: Table, paragraph: Paragraph) -> str | None:
    """The first type of a table whose look the paragraph has."""
    return next((type for type, looks in table if looks(paragraph)), None)
