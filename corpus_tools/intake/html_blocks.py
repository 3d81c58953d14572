"""The paragraphs of a web page: what stands between the edges of two block elements, and what the markup says it is.

A heading is headline (the first `h1`), subheadline (between that and the first `p`) or crosshead; a `figcaption` is a
caption; a row of a table or an item of a list is a table; what is a link from beginning to end is a link, or a byline
where the link leads to the author. All else is left to `heuristics`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from .changes import Change

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LEFT_OUT = re.compile(
    "aside|audio|button|canvas|dialog|footer|form|iframe|math|nav|noscript|object|script|select|style|svg|template|video"
)
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|h[1-6]|header"
    "|hgroup|hr|html|legend|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_HEADING = re.compile("h[1-6]")
_TYPES = {"figcaption": "caption", "tr": "table", "li": "table"}
_TO_THE_AUTHOR = "author"


class Block(NamedTuple):
    """One paragraph: its type, where the markup tells it, and where it leads, if all of it is a link."""

    text: str
    type: str | None = None
    url: str | None = None


class _Piece(NamedTuple):
    """Some words, with what the elements around them say."""

    text: str
    type: str | None
    link: str | None


def blocks(root: LexborNode) -> Iterator[Block]:
    """The paragraphs in an element, in the order of the page."""
    for is_edge, pieces in groupby(_pieces(root), key=lambda piece: piece is None):
        block = None if is_edge else _block([piece for piece in pieces if piece])
        if block and block.text:
            yield block


def left_out(root: LexborNode) -> list[Change]:
    """What is left out of an element, by kind."""
    cut = (node for node, entering in _walk(root) if entering and _is_left_out(node))
    counts = Counter(f"<{node.tag}>" if _LEFT_OUT.fullmatch(node.tag or "") else "hidden" for node in cut)
    return [Change(f"{kind} element left out", count) for kind, count in counts.items()]


def _block(pieces: Sequence[_Piece]) -> Block:
    text = re.sub(" *\n *", "\n", re.sub(" {2,}", " ", "".join(piece.text for piece in pieces))).strip()
    text, type = text.removeprefix("| "), pieces[0].type
    links = {piece.link for piece in pieces if piece.text.strip(" \n|")}
    link = links.pop() if len(links) == 1 else None
    if link is None or type not in (None, "table"):
        return Block(text, type)
    return Block(text, "byline") if link == _TO_THE_AUTHOR else Block(text, "link", link)


class _Surroundings:
    """What the open elements say of the words inside them."""

    def __init__(self, root: LexborNode) -> None:
        self.types: list[str | None] = [None]
        self.links: list[str | None] = [None]
        self.has_headline = root.tag != "h1" and root.css_first("h1") is None
        self.has_text = False

    def enter(self, node: LexborNode) -> None:
        """Note that a block begins."""
        self.types.append(self._type(node.tag or ""))
        self.has_text |= node.tag == "p"
        self.has_headline |= node.tag == "h1"

    def _type(self, tag: str) -> str | None:
        around = self.types[-1]
        if _HEADING.fullmatch(tag):
            return self._heading(tag)
        if around == "table" and tag == "p":
            return None
        return around or _TYPES.get(tag)

    def _heading(self, tag: str) -> str | None:
        if not self.has_headline:
            return "headline" if tag == "h1" else None
        return "crosshead" if self.has_text or tag == "h1" else "subheadline"


def _pieces(root: LexborNode) -> Iterator[_Piece | None]:
    """The words in an element, with None at every edge of a block."""
    around = _Surroundings(root)
    for node, entering in _walk(root):
        if _BLOCK.fullmatch(node.tag or "") and not _is_left_out(node):
            yield None
            around.enter(node) if entering else around.types.pop()
        elif node.tag == "a":
            around.links.append(_target(node)) if entering else around.links.pop()
        elif entering and (words := _words(node)):
            yield _Piece(words, around.types[-1], around.links[-1])


def _words(node: LexborNode) -> str:
    if node.is_text_node:
        return re.sub("[ \t\n\f\r]+", " ", node.text_content or "")
    return {"br": "\n", "td": " | ", "th": " | "}.get(node.tag or "", "")


def _target(node: LexborNode) -> str | None:
    attributes = node.attributes
    return _TO_THE_AUTHOR if "author" in (attributes.get("rel") or "").split() else attributes.get("href")


def _is_left_out(node: LexborNode) -> bool:
    if not node.is_element_node:
        return False
    attributes = node.attributes
    return (
        bool(_LEFT_OUT.fullmatch(node.tag or "")) or "hidden" in attributes or attributes.get("aria-hidden") == "true"
    )


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below and including one, when it is entered and when it is left; what is left out is only entered."""
    waiting = [(root, True)]
    while waiting:
        node, entering = waiting.pop()
        yield node, entering
        if entering and not _is_left_out(node):
            waiting.append((node, False))
            waiting.extend((child, True) for child in reversed(list(node.iter(include_text=True))))
