"""Jobs over many documents: a function of one document, and what comes out put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .validate import validate_sources as validate_sources

__all__ = ["validate_sources"]


def __getattr__(name: str) -> Any:
    """Validation is loaded when it is asked for: git starts us once for each file that it merges."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .validate import validate_sources

    return validate_sources
