"""Look in a folder and collect each module's one exported value."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any


def names(package: str) -> list[str]:
    """The modules of a package that hold a plug-in: every one whose name does not begin with an underscore.

    A package inside it counts as one.
    """
    folder = Path(import_module(package).__file__ or "").parent
    found = (*folder.glob("*.py"), *(path.parent for path in folder.glob("*/__init__.py")))
    return sorted(path.stem for path in found if not path.stem.startswith("_"))


def collect(package: str, value: str) -> Iterator[Any]:
    """Import every plug-in of a package and yield the value it exports under the given name."""
    for name in names(package):
        yield getattr(import_module(f"{package}.{name}"), value)
