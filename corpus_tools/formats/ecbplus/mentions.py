"""Tags of CAT: which are mentions, and which of these are events."""

from __future__ import annotations

import re
from typing import Any, Literal

_EVENT = re.compile(r"(?:NEG_)?ACTION.*|EVENT")


def is_mention(element: Any) -> bool:
    """Whether a tag has tokens; else it is an instance."""
    return element.find("token_anchor") is not None


def kind_of(tag: str) -> Literal["entity", "event"]:
    """Whether something with that tag is an event or an entity."""
    return "event" if _EVENT.fullmatch(tag) else "entity"
