"""Jobs over many documents: a function of one document, and what comes out put together."""

from .validate import validate_sources

__all__ = ["validate_sources"]
