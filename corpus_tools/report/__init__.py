"""Results to look at: on the terminal, as JSON, as tables."""

from .findings import show_findings
from .summary import Summary

__all__ = ["Summary", "show_findings"]
