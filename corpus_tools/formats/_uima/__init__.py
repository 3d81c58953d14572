"""UIMA's common analysis structure (CAS), whatever file it came in: a text, and typed structures with features.

A structure with a place is an annotation; one without may be a slot (`role`, `target`) or the head of a chain. Offsets
are code points here; each format brings them from and to UTF-16 at its own door.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field

from ...model import Metadata

Place = tuple[int, int]


class Structure(Struct, kw_only=True, eq=False):
    """One feature structure: features are texts, flags, numbers, other structures, or lists of them.

    `name` is what the source calls it, and `at` is what its place in the source is told from.
    """

    type: str
    name: str = ""
    at: Any = ""
    place: Place | None = None
    features: dict[str, Any] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The last word of the type's name."""
        return self.type.rpartition(".")[2]


class Cas(Struct, kw_only=True):
    """One view: its text as the source has it, and its structures in the order of the source.

    `slots` are the types of annotations that have slots, whether or not any is filled; `where` tells places in the
    source from what structures have as `at`.
    """

    text: str
    structures: list[Structure] = field(default_factory=list)
    slots: frozenset[str] = frozenset()
    view: str = ""
    metadata: Metadata | UnsetType = UNSET
    where: Callable[[Any], str] = str
    losses: list[tuple[str, str]] = field(default_factory=list)
    """What is wrong with the text or the tokens: the kind, and why."""
