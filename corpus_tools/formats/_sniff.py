"""What the first bytes of a file tell about it."""

from __future__ import annotations

from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]

HEAD = 64 * 2**10
"""Bytes of a file that are looked at to recognise its format."""


def head_text(head: bytes) -> str:
    """The first bytes of a file as text; a character that is cut off at the end is left out, as is what is no text."""
    return head.decode("utf-8", "ignore").removeprefix("\ufeff")


def has_lines(name: str, head: bytes) -> bool:
    """Whether a file has one JSON document a line: by its name, or its first two lines if that has no suffix."""
    if "." in name:
        return name.endswith(".jsonl")
    first, _, rest = head.partition(b"\n")
    return first.strip().endswith(b"}") and rest.lstrip().startswith(b"{") and bool(rest.strip())


def json_keys(head: bytes) -> list[str]:
    """The keys of the outermost object of a JSON file, as far as its first bytes go; those of the first one in a list.

    >>> json_keys(b'[{"text": "a {", "meta": {"x": 1}, "spans": [')
    ['text', 'meta', 'spans']
    """
    text = head_text(head).lstrip(" \t\r\n[")
    return list(_keys(text)) if text.startswith("{") else []


def _keys(text: str) -> Iterator[str]:
    """Each string at depth 1 that a colon follows."""
    depth = at = 0
    while at < len(text):
        character = text[at]
        if character == '"':
            try:
                string, at = scanstring(text, at + 1)
            except ValueError:
                return
            if depth == 1 and text[at : at + 20].lstrip().startswith(":"):
                yield string
            continue
        depth += (character in "{[") - (character in "]}")
        if depth == 0 and character == "}":
            return
        at += 1
