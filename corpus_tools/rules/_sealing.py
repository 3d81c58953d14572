"""The checksum of a text: made in one place, and compared once a record."""

from __future__ import annotations

from hashlib import sha256

from ._view import View


def checksum(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_sealed(view: View) -> bool:
    """Whether the record's checksum is given and is that of its text."""
    if "sealed" not in view.cache:
        view.cache["sealed"] = view.record.text_sha256 == checksum(view.text)
    return bool(view.cache["sealed"])
