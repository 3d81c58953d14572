"""Steps from an older format version to the next: one file each, exporting MIGRATION; pure functions of the tree."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec import Struct

from ..errors import FormatError
from ..model import FORMAT_VERSION
from ..plugins import collect

Tree = dict[str, Any]


class Migration(Struct, frozen=True):
    """One step: the version it reads, the version it makes, and the function that does it."""

    source: str
    target: str
    migrate: Callable[[Tree], Tree]


@cache
def steps() -> dict[str, Migration]:
    """Every step by the version it reads."""
    return {step.source: step for step in collect(__name__, "MIGRATION")}


def migrate(tree: Tree, file: str = "") -> Tree:
    """Bring a record to the current format version, step by step.

    Raises:
        FormatError: no step reads the version that the record has.
    """
    while tree.get("format_version") != FORMAT_VERSION:
        step = steps().get(str(tree.get("format_version")))
        if step is None:
            known = ", ".join((*steps(), FORMAT_VERSION))
            raise FormatError(
                file, 1, 1, f"a format version that can be migrated ({known})", repr(tree.get("format_version"))
            )
        tree = {**step.migrate(tree), "format_version": step.target}
    return tree
