"""Web pages: an article a file, read as `corpus-tools new` reads it.

The article is the `article` element with the most text, else `main`, else all of the page; scripts, navigation and what
else is no text of it is left out and told. Headings, captions and links give types and addresses of sections; what the
page says of itself (`meta`, JSON-LD) becomes metadata. The article's id is made of the file's name. Reading needs the
extra `html`. It is only read.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: layer, entity
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..intake.html import from_html
from ._format import Files, Format, Read, Settings
from ._imported import read_each
from ._sniff import head_text

_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|article|main|div|p|h1)\b", re.IGNORECASE)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    return read_each(files, from_html)


def sniff(name: str, head: bytes) -> bool:
    return name.lower().endswith(FORMAT.suffixes) and bool(_MARKUP.search(head_text(head)))


FORMAT = Format(
    name="html",
    title="HTML",
    suffixes=(".html", ".htm", ".xhtml"),
    holds=frozenset({"text", "article", "section", "metadata"}),
    sniff=sniff,
    read=read,
    extra="html",
)
