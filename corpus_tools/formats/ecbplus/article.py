"""What the name of a file and its first sentence tell about an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import UNSET

from ...model import Section
from .._token_text import TokenText

_NAME = re.compile(r"(\d+)_\d+(ecb|ecbplus)")
_ADDRESS = re.compile(r"https?:[!-~]+")


def identifiers(name: str, document: str | None) -> dict[str, str]:
    """The id of a document, its topic, and which part of the corpus it is in."""
    match = _NAME.fullmatch(name)
    found = {"ecbplus_topic": match[1], "ecbplus_part": match[2]} if match else {}
    return {**found, "ecbplus_document": document} if document else found


def address_of(sentences: Sequence[Sequence[str]]) -> str:
    """The web address that is the first sentence; empty where it is none."""
    words = "".join(sentences[0]) if sentences else ""
    return words if _ADDRESS.fullmatch(words) and len(words) <= 2048 else ""


def sections_of(text: TokenText) -> list[Section]:
    """The first sentence as a link, and all others as the body."""
    sentences = text.segmentation.sentences if text.segmentation else UNSET
    first, *rest = sentences or []
    link = Section("s1", "link", *first)
    return [link, Section("s2", "body", rest[0][0], rest[-1][1])] if rest else [link]
