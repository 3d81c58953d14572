"""Bytes to text, in one encoding that is known; nothing is guessed, replaced or passed over."""

from __future__ import annotations

import codecs
import re

from ..errors import FormatError
from ..text import line_and_column

MAX_RAW = 16 * 2**20
"""Bytes; a text that fits a record has 4 MiB at most, the rest is room for the markup of web pages."""
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_LATIN_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")


def decode(data: bytes, name: str, encoding: str = "utf-8") -> str:
    """The text that the bytes of a file stand for. `name` is what messages call the file.

    Raises:
        FormatError: the file is empty, too large, not in that encoding, or no text at all.
    """
    if len(data) > MAX_RAW:
        raise FormatError(name, None, None, f"a file of at most {MAX_RAW >> 20} MiB", _size(data), code="FMT003")
    text = _decoded(data, name, encoding)
    if not text.strip("\ufeff \t\r\n"):
        raise FormatError(name, 1, 1, "some text", "an empty file", code="FMT003")
    for pattern, hint in ((_NO_TEXT, "binary, or UTF-16?"), (_LATIN_CONTROL, "windows-1252?")):
        if found := pattern.search(text):
            what = f"U+{ord(found.group()):04X} ({hint} see --encoding)"
            raise FormatError(name, *line_and_column(text, found.start()), "text", what, code="TXT002")
    return text


def _decoded(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise FormatError(name, None, None, "the name of a text encoding", f'"{encoding}"') from error
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        place = line_and_column(before, len(before))
        raise FormatError(name, *place, encoding.upper(), _fault(data, error.start), code="FMT001") from error
    except UnicodeError as error:
        raise FormatError(name, 1, 1, encoding.upper(), str(error), code="FMT001") from error


def _fault(data: bytes, at: int) -> str:
    looks_like = next((f"it looks like {other}: " for mark, other in _MARKS.items() if data.startswith(mark)), "")
    return f"the byte {data[at]:#04x} at byte offset {at} ({looks_like}see --encoding)"


def _size(data: bytes) -> str:
    return f"{len(data) / 2**20:.1f} MiB"
