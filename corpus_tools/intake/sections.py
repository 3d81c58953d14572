"""The sections of a news text: one for each paragraph, and those that lie inside.

A paragraph is first held against what can stand anywhere, such as a link or a caption. The first of the others that is
running text is the lede; what stands above it is head, what stands below it body (see `heuristics`). A text without
running text is all body, but for what can stand anywhere. Whoever knows better overrides single paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from ..errors import FormatError, UnknownName
from ..model import Section
from ..text import quoted
from .heuristics import ANYWHERE, BODY, HEAD, Article, Paragraph, first_that_fits, is_running_text
from .inner import credit_start, dateline_end

Given = Mapping[int, str]
"""Types of paragraphs that are known already, by index from 0."""
NOTHING: Given = MappingProxyType({})


class Override(Struct, frozen=True):
    """A type for the paragraph of a number (from 1), or for all paragraphs that begin with some words."""

    paragraph: int | str
    type: str


def override(words: str) -> Override:
    """Read an override written `3=caption` or `READ MORE=link`.

    Raises:
        FormatError: it is not written so.
    """
    paragraph, is_there, type = (part.strip() for part in words.rpartition("="))
    if not (paragraph and is_there and re.fullmatch(r"[a-z][a-z0-9_]{0,47}", type)):
        raise FormatError("--section", None, None, "N=TYPE or WORDS=TYPE", quoted(words))
    return Override(int(paragraph) if re.fullmatch(r"[0-9]{1,9}", paragraph) else paragraph, type)


def sections(text: str, overrides: Iterable[Override] = (), given: Given = NOTHING) -> list[Section]:
    """The sections of a clean text; overrides come before what is given, and that before what is found.

    The sections of paragraphs are numbered as these are, s1 first, and those inside them after all of these.

    Raises:
        UnknownName: an override names a paragraph that is not there.
    """
    paragraphs = text.split("\n\n")
    types = section_types(paragraphs, {**given, **dict(_overridden(paragraphs, overrides))})
    outer, at = [], 0
    for number, (words, type) in enumerate(zip(paragraphs, types, strict=True), 1):
        outer.append(Section(f"s{number}", type, at, at + len(words)))
        at += len(words) + 2
    inside = (found for section in outer if (found := _inside(section, text[section.start : section.end])))
    return [*outer, *(Section(f"s{n}", *place) for n, place in enumerate(inside, len(outer) + 1))]


def section_types(paragraphs: Sequence[str], known: Given = NOTHING) -> list[str]:
    """The type of each paragraph; `known` are those that are settled, by index."""
    article = Article(paragraphs)
    each = [Paragraph(text, at, article) for at, text in enumerate(paragraphs)]
    labelled = [known.get(one.at) or first_that_fits(ANYWHERE, one) for one in each]
    lede = next((at for at, type in enumerate(labelled) if _begins_text(type, paragraphs[at])), None)
    for one, type in zip(each, labelled, strict=True):
        article.types.append(type or _by_place(one, lede))
    return article.types


def _begins_text(type: str | None, text: str) -> bool:
    return type in ("lede", "body") or (type is None and is_running_text(text))


def _by_place(paragraph: Paragraph, lede: int | None) -> str:
    if lede is None:
        return "body"
    if paragraph.at == lede:
        return "lede"
    return first_that_fits(HEAD if paragraph.at < lede else BODY, paragraph) or "body"


def _overridden(paragraphs: Sequence[str], overrides: Iterable[Override]) -> Iterator[tuple[int, str]]:
    for one in overrides:
        if isinstance(one.paragraph, int):
            if not 1 <= one.paragraph <= len(paragraphs):
                raise UnknownName("paragraph", str(one.paragraph), [f"1 to {len(paragraphs)}"])
            yield one.paragraph - 1, one.type
        else:
            begins = one.paragraph.casefold()
            yield from ((at, one.type) for at, text in enumerate(paragraphs) if text.casefold().startswith(begins))


def _inside(section: Section, words: str) -> tuple[str, int, int] | None:
    """The section inside another one, as type, start and end."""
    if section.type == "caption" and (start := credit_start(words)):
        return "credit", section.start + start, section.end
    if section.type == "lede" and (end := dateline_end(words)):
        return "dateline", section.start, section.start + end
    return None
