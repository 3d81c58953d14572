"""Corpus tools: validate, convert, compare, merge and score annotated news text, from files alone.

    import corpus_tools

    for record in corpus_tools.load("corpus"):
        for finding in corpus_tools.validate(record):
            print(finding.code, finding.pointer, finding.message)

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .conversion.library import read as read
    from .conversion.library import write as write
    from .corpus import Corpus as Corpus
    from .corpus import load as load
    from .decode import record_from as record_from
    from .engine.figures import agree as agree
    from .findings import Finding as Finding
    from .model import Record as Record
    from .report.frames import to_frame as to_frame
    from .tagset import TagSet as TagSet
    from .tagset import TagSets as TagSets
    from .validation import validate as validate

__version__ = "0.1.0"

_HOMES = {
    "Corpus": "corpus",
    "Finding": "findings",
    "Record": "model",
    "TagSet": "tagset",
    "TagSets": "tagset",
    "agree": "engine.figures",
    "load": "corpus",
    "read": "conversion.library",
    "record_from": "decode",
    "to_frame": "report.frames",
    "validate": "validation",
    "write": "conversion.library",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'corpus_tools' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
