"""Plain text: an article a file, read as `corpus-tools new` reads it.

The text is cleaned (line ends, white space, control characters, normal form NFC), lines that were only wrapped are
joined, and its sections are told by how they look: headline, byline, lede, body. Every change is told. The article's
id is made of the file's name. A file is UTF-8; `corpus-tools new` reads other encodings and takes more options.

It is only read: brat, or JSON lines, hold texts for other tools.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: layer, entity
"""

from __future__ import annotations

from collections.abc import Iterator

from ..intake.record import from_text
from ._format import Files, Format, Read, Settings
from ._imported import read_each
from ._sniff import head_text


def read(files: Files, settings: Settings) -> Iterator[Read]:
    return read_each(files, from_text)


def sniff(name: str, head: bytes) -> bool:
    """Whether a file is named as text, and looks like no other format, many of which have files of that name."""
    from . import all_formats

    if not name.lower().endswith(FORMAT.suffixes) or b"\0" in head or not head_text(head).strip():
        return False
    return not any(other.sniff(name, head) for other in all_formats() if other is not FORMAT)


FORMAT = Format(
    name="text",
    title="plain text",
    suffixes=(".txt",),
    holds=frozenset({"text", "article", "section", "metadata"}),
    sniff=sniff,
    read=read,
)
