"""The text of HTML, and where its characters stand in it: Label Studio counts those of the text alone."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from .._offsets import Claim

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
    *("table", "td", "th", "tr", "ul"),
}


class Content(NamedTuple):
    """A text. `offsets` gives for each character that is counted its place in it; None where all are."""

    text: str
    offsets: Sequence[int] | None

    def claim(self, claim: Claim) -> Claim:
        """A stretch of counted characters as one of the text."""
        if self.offsets is None or not 0 <= claim.start < claim.end <= len(self.offsets):
            return claim
        return Claim(self.offsets[claim.start], self.offsets[claim.end - 1] + 1, claim.words)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.offsets = "", list[int]()

    def handle_data(self, data: str) -> None:
        self.offsets += range(len(self.text), len(self.text) + len(data))
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def _break(self, tag: str) -> None:
        """A line end that nobody counts, where a block begins or ends within a line."""
        if tag in _BLOCKS and self.text.rstrip(" \t") and not self.text.rstrip(" \t").endswith("\n"):
            self.text += "\n"


def content(html: str) -> Content:
    """The text of HTML, with a line for each block."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return Content(parser.text, parser.offsets)
