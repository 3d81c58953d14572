"""What several commands do with their options."""

from __future__ import annotations

from collections.abc import Iterable


def split(values: Iterable[str] | None) -> list[str]:
    """Options that may be repeated or joined by commas, as single names.

    >>> split(["SPN,TXT", "ENT006"])
    ['SPN', 'TXT', 'ENT006']
    """
    return [name.strip() for value in values or () for name in value.split(",") if name.strip()]
