"""Results to look at: on the terminal, as JSON, as tables."""

from .findings import Summary, show_findings

__all__ = ["Summary", "show_findings"]
