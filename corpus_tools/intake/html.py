"""A record from a web page: the only import of selectolax, which the extra `html` brings.

The article is the `article` element with the most text in paragraphs, else `main`, else the whole body; where it has
no `h1`, the first of the page is put before it. What is no text of the article, such as scripts and navigation, is
left out and told (see `html_blocks`). What the page says of itself becomes metadata (see `html_metadata`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from msgspec.structs import replace

from ..errors import FormatError, UnreadableFile
from ..model import Record
from .changes import Change, merged
from .decode import decode
from .html_blocks import Block, blocks, left_out
from .html_metadata import metadata_of, web_address
from .normalise import normalise
from .record import Imported, Settings, checked, record_of
from .wrapping import Wrap

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST = 5000
"""Elements inside each other; the time that parsing takes grows with the square of it."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_THEMSELVES = re.compile(
    "area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|td|th|tr|track|wbr"
)


def from_html(data: bytes, name: str, settings: Settings) -> Imported:
    """Make a record of a web page. `name` is that of the file: messages begin with it, and the id is made of it.

    Raises:
        UnreadableFile: the library that reads HTML is not installed.
        FormatError: the bytes are not such a page, or there is no text in it.
        UnknownName: an override names a paragraph that is not there.
    """
    page = _parsed(decode(data, name, settings.encoding), name)
    root = _article(page)
    dropped = [*_outside(root), *left_out(root)]
    found, changes = _clean([*_headline(page, root), *blocks(root)], name, settings.wrap)
    text = "\n\n".join(block.text for block in found)
    known = metadata_of(page)
    given = {index: block.type for index, block in enumerate(found) if block.type}
    record = record_of(text, data, name, settings, known, given)
    return Imported(_linked(record, found), merged([*dropped, *changes]))


def _parsed(source: str, name: str) -> LexborHTMLParser:
    _check_depth(source, name)
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise UnreadableFile(name, "reading HTML needs the extra: pip install 'corpus-tools[html]'") from error
    return LexborHTMLParser(source, scripting=True)


def _check_depth(source: str, name: str) -> None:
    depth = 0
    for closing, tag in _TAG.findall(source):
        if not _CLOSED_BY_THEMSELVES.fullmatch(tag.lower()):
            depth = max(0, depth + (-1 if closing else 1))
        if depth > DEEPEST:
            raise FormatError(name, None, None, f"elements nested at most {DEEPEST:,} deep", "more", code="FMT003")


def _article(page: LexborHTMLParser) -> LexborNode:
    articles = page.css("article")
    if articles:
        return max(articles, key=_length)
    root = page.css_first("main") or page.css_first("[role=main]") or page.body
    assert root is not None, "an HTML parser always makes a body"
    return root


def _length(node: LexborNode) -> int:
    return sum(len(paragraph.text()) for paragraph in node.css("p"))


def _outside(root: LexborNode) -> list[Change]:
    return [] if root.tag == "body" else [Change(f"everything outside <{root.tag}> left out", 1)]


def _headline(page: LexborHTMLParser, root: LexborNode) -> list[Block]:
    headline = page.css_first("h1")
    return list(blocks(headline)) if headline and not root.css_first("h1") else []


def _clean(found: list[Block], name: str, wrap: Wrap) -> tuple[list[Block], list[Change]]:
    """Each block as the paragraphs that are left of it when it is cleaned."""
    checked("\n\n".join(block.text for block in found), name)
    cleaned, told = [], []
    for block in found:
        text, changes = normalise(block.text, wrap)
        cleaned += [block._replace(text=paragraph) for paragraph in text.split("\n\n") if paragraph]
        told += [Change(change.what, change.count) for change in changes]
    return cleaned, told


def _linked(record: Record, found: list[Block]) -> Record:
    """The record with the addresses that links lead to."""
    base = record.metadata.url if record.metadata else UNSET
    urls: dict[str, Any] = {
        f"s{n}": web_address(block.url, base or "") for n, block in enumerate(found, 1) if block.url
    }
    return replace(record, sections=[replace(s, url=urls.get(s.id) or UNSET) for s in record.sections or ()])
