"""The text of a TEI document, and where each element of it begins and ends."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from .. import _xml as xml

_SPACE = re.compile(r"[ \t\r\n]+")
_BLOCKS = frozenset(
    {
        *("text", "front", "body", "back", "group", "div", "div1", "div2", "div3", "div4", "p", "ab", "head", "lg"),
        *("list", "item", "label", "table", "row", "cell", "figure", "note", "q", "quote", "said", "sp", "speaker"),
        *("stage", "opener", "closer", "salute", "signed", "dateline", "byline", "argument", "epigraph", "trailer"),
        *("postscript", "titlePage", "docTitle", "titlePart", "docAuthor", "docDate", "docImprint", "castList"),
        *("castItem", "person", "place", "org"),
    }
)
_LINES = frozenset(("l", "lb"))
LISTS = frozenset(("listPerson", "listPlace", "listOrg", "listNym", "listEvent", "listBibl", "particDesc"))
_LEFT_OUT = frozenset(("del", "fw", "gap", "figDesc", "standOff", "teiHeader", "spanGrp", "interpGrp")) | LISTS
_NOT_AS_WRITTEN = frozenset(("corr", "reg", "expan"))
_INLINE_QUOTES = frozenset(("q", "quote", "said"))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute of an element whose white space is as it should be."""
Place = tuple[int, int]


class Text:
    """The text while it is put together, and the places of elements in it."""

    def __init__(self, root: Any) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._gap = ""
        self._is_kept = False
        self._notes: list[Any] = []
        self._places: dict[Any, Place] = {}
        self.left_out = Counter[str]()
        if xml.local(root) not in LISTS:
            self._walk(root, inside=False)
        self.text = "".join(self._pieces)

    @property
    def places(self) -> dict[Any, Place]:
        """Where each element stands, without white space at its edges."""
        return {element: self._trimmed(*place) for element, place in self._places.items()}

    @property
    def starts(self) -> dict[Any, int]:
        """Where each element begins whose white space is kept: the place that offsets in it count from."""
        return {element: start for element, (start, _) in self._places.items() if element.get(SPACE) == "preserve"}

    def _trimmed(self, start: int, end: int) -> Place:
        return start + len(self.text[start:end]) - len(self.text[start:end].lstrip()), end

    def _walk(self, element: Any, *, inside: bool) -> None:
        """Take an element in; `inside` a paragraph, quotations are no blocks."""
        tag = xml.local(element)
        is_block = tag in _BLOCKS and not (inside and tag in _INLINE_QUOTES)
        self._part("\n\n" if is_block else "\n" if tag in _LINES else "")
        was_kept = self._is_kept
        self._is_kept = element.get(SPACE, "preserve" if was_kept else "default") == "preserve"
        if self._is_kept and not was_kept:
            self._put("")
        start = self._length
        self._add(element.text)
        for child in element:
            self._child(child, inside=inside or tag in ("p", "ab", "l", "head"))
            self._add(child.tail)
        self._places[element] = (start, self._length)
        self._is_kept = was_kept
        self._part("\n\n" if is_block else "\n" if tag == "l" else "")
        if is_block and not (inside or tag == "note"):
            self._add_notes()

    def _child(self, child: Any, *, inside: bool) -> None:
        tag = xml.local(child)
        is_other = tag in _NOT_AS_WRITTEN and xml.local(child.getparent()) == "choice"
        if tag in _LEFT_OUT or is_other:
            self.left_out[tag] += tag not in LISTS
        elif tag == "note" and inside:
            self._notes.append(child)
        else:
            self._walk(child, inside=inside)

    def _add_notes(self) -> None:
        notes, self._notes = self._notes, []
        for note in notes:
            self._walk(note, inside=False)

    def _part(self, gap: str) -> None:
        """Set what follows apart."""
        if len(gap) > self._gap.count("\n"):
            self._gap = gap

    def _add(self, text: str | None) -> None:
        if self._is_kept:
            return self._put(text) if text else None
        words = _SPACE.sub(" ", text or "")
        if words.startswith(" ") and not self._gap:
            self._gap = " "
        words = words.lstrip(" ")
        if not words:
            return None
        bare = words.rstrip(" ")
        self._put(bare)
        self._gap = " " if bare != words else ""
        return None

    def _put(self, words: str) -> None:
        """Put words down behind the gap that is before them."""
        gap = self._gap if self._length else ""
        self._pieces += [gap, words]
        self._length += len(gap) + len(words)
        self._gap = ""


def words_in(element: Any) -> str:
    """The words in an element, with its white space where that is to be kept."""
    words = "".join(element.itertext())
    return words if element.get(SPACE) == "preserve" else " ".join(words.split())
