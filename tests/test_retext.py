"""A text that was spoiled and is mended is the old one, and every place in the record is where it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from hashlib import sha256
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings

from corpus_tools.findings import Finding
from corpus_tools.fixing import fix
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets
from corpus_tools.validation import Selection, check

from .generators import Tree, records

SPOILED: dict[str, Callable[[str], str]] = {
    "TXT001": lambda text: normalize("NFD", text),
    "TXT002": lambda text: text.replace("\n", "\r\n"),
    "TXT004": lambda text: text.replace("o", "o\u00ad"),
    "TXT007": lambda text: text.replace("\n\n", " \n\n"),
}
"""How a text loses its form, by the rule that brings it back; each deals with the words one by one."""


_KEPT = ("unanchored", "extensions", "note", "attributes", "text_length", "text_sha256")


def spoiled(tree: Tree, change: Callable[[str], str]) -> Tree:
    """The record as it would have been written about the changed text."""
    written: Tree = moved(tree, tree["text"], change)
    return written | {key: value for key, value in seal(written["text"]).items() if key in tree}


def seal(text: str) -> Tree:
    """The length and the checksum of a text."""
    return {"text_length": len(text), "text_sha256": sha256(text.encode()).hexdigest()}


def moved(part: Any, text: str, change: Callable[[str], str], key: str = "") -> Any:
    """A part of a record with its words changed, and its places where they are then."""
    if key == "text":
        return change(part)
    if key in ("start", "end", "tokens", "sentences"):
        return shifted(part, text, change)
    if isinstance(part, dict):
        return {key: value if key in _KEPT else moved(value, text, change, key) for key, value in part.items()}
    return [moved(item, text, change) for item in part] if isinstance(part, list) else part


def shifted(place: Any, text: str, change: Callable[[str], str]) -> Any:
    """An offset in the changed text, or lists of them."""
    return [shifted(at, text, change) for at in place] if isinstance(place, list) else len(change(text[:place]))


def checked(data: bytes, code: str) -> list[Finding]:
    """What one rule finds in a record."""
    return list(check(Source("example.json", data), TagSets(), Selection([code])))


@pytest.mark.parametrize("code", SPOILED)
@given(tree=records())
@settings(max_examples=25, deadline=None)
def test_what_is_mended_is_as_before(code: str, tree: Tree) -> None:
    tree = deepcopy(tree)
    for layer in tree["layers"]:
        layer.pop("conflicts", None)
    data = json.dumps(spoiled(tree, SPOILED[code])).encode()
    fixed = fix(data, lambda data: checked(data, code), ["unsafe"])
    assert json.loads(fixed.data) == tree | (seal(tree["text"]) if fixed.made else {})
    assert not fixed.left
    assert bool(fixed.made) == (SPOILED[code](tree["text"]) != tree["text"])
