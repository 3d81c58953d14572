"""JSON source: parsed strictly, every place found again, edits made where a pointer leads."""

from __future__ import annotations

import json
from typing import Any

from corpus_tools import edits
from corpus_tools.findings import Edit, Path, pointer
from corpus_tools.jsontext import Locator, parse


def json_source(data: bytes) -> None:
    """Parse, and find every value of what was parsed."""
    source = data.decode("utf-8", "replace")
    tree, faults = parse(source)
    for fault in faults:
        assert 0 <= fault.at <= len(source)
    if tree is None or faults:
        return
    locator = Locator(source)
    for path in _paths(tree, ()):
        assert json.loads(locator.raw(path)) == _at(tree, path)
        assert edits.apply(source, [Edit(pointer(path), _at(tree, path))]) is not None
    assert edits.apply(source, []) == source


def _paths(tree: Any, path: Path) -> list[Path]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found for key, value in children for found in ((*path, key), *_paths(value, (*path, key)))][:200]


def _at(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree[key]
    return tree


TARGET = json_source
