"""Where the annotation stands that an id refers to."""

from __future__ import annotations

from lsprotocol.types import Location

from .. import jsontext
from .cursor import Cursor
from .positions import Text
from .references import target


def definition(text: Text, cursor: Cursor, uri: str) -> Location | None:
    """The place of the annotation that the id at the cursor refers to; None while the document is not JSON."""
    found = target(cursor)
    if found is None or jsontext.parse(text.source)[0] is None:
        return None
    locator = jsontext.Locator(text.source)
    start = locator.find((*found.path, "id"))
    return Location(uri, text.range(start, start + len(locator.raw((*found.path, "id")))))
