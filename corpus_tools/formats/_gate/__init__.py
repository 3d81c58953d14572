"""What GATE's formats have in common: sets of annotations with features, and what of ours they stand for."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from .._spans import Place

KIND, ARGUMENT, URL = "Kind", "arg:", "gate.SourceURL"
"""Features: what an annotation is that is neither entity nor event, what fills a role, where a document is from."""
CHAIN = "Coreference-chain"
"""The type of a chain that has none: GATE wants one."""
SEGMENTS = {"Token": "tokens", "Sentence": "sentences"}


class Annotation(Struct, frozen=True, gc=False):
    """One annotation; `at` is whatever the format tells its place in the source from."""

    id: str
    type: str
    place: Place
    features: dict[str, Any]
    at: Any = None
