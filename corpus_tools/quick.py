"""What hooks, editors and git start again and again, in half the time: no options are parsed, typer is not loaded.

These calls do what the commands of the same names do. Whatever is not among them goes to the command line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

QUIET = ("-q", "--quiet")


def quick(arguments: Sequence[str]) -> Callable[[], int] | None:
    """The call that some arguments stand for, giving an exit code; None where they are not among the quick ones."""
    match arguments:
        case ["git", "merge-driver", base, ours, theirs, marker_size, place]:
            return lambda: _merge(base, ours, theirs, marker_size, place)
        case ["validate", *rest] if all(word in QUIET or not word.startswith("-") for word in rest):
            return lambda: _validate([word for word in rest if word not in QUIET] or ["."], any(map(QUIET.count, rest)))
    return None


def _merge(base: str, ours: str, theirs: str, marker_size: str, place: str) -> int:
    _load_msgspec()
    from .engine.driver import main

    return main(base, ours, theirs, marker_size, place)


def _validate(paths: list[str], quiet: bool) -> int:
    _load_msgspec()
    from .engine import validate_sources
    from .engine.project import project
    from .report import show_findings

    held_to = project(paths)
    if held_to.settings.cache and any(map(os.path.isdir, paths)):
        held_to.use_cache()
    return show_findings(validate_sources(held_to.documents(paths), held_to, whole=True), quiet=quiet).exit_code


def _load_msgspec() -> None:
    """Load msgspec without typing_extensions, a sixth of a start: typing has all that it asks for."""
    if "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]
        import_module("msgspec")
        del sys.modules["typing_extensions"]
