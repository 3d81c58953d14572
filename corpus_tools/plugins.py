"""Look in a folder, and at what other packages offer, and collect each plug-in's one exported value."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from warnings import warn


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


def offered(group: str) -> Iterator[Any]:
    """What other packages offer under a group of entry points; one that cannot be imported is warned of, and left out.

    Somebody else's fault in it must not keep ours from working, so any error is one of those.
    """
    from importlib.metadata import entry_points  # late: it is slow to import, and validating asks for no plug-ins

    for point in entry_points(group=group):
        try:
            yield point.load()
        except Exception as error:
            why = f"the plug-in {point.name} ({point.value}) cannot be imported: {error!r}"
            warn(why, RuntimeWarning, stacklevel=2)
