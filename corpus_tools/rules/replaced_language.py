"""The language tag, or a part of it, has been replaced by another one.

The registry keeps old tags, so `iw` is no error; but tools that group by language take `iw` and `he` for two.

Fails:

    {"text": "It rained.", "metadata": {"language": "iw"}}

Passes:

    {"text": "It rained.", "metadata": {"language": "he"}}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..text import quoted
from ._changes import put
from ._rule import Problem, Rule
from ._view import View
from .unknown_language import COMMON, is_registered


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    language = metadata.language if metadata else None
    if metadata and language and language not in COMMON and is_registered(language):
        wanted = _preferred(language)
        if wanted != language:
            yield Problem(
                on=metadata,
                at=("language",),
                message=f"the language tag {quoted(language)} has been replaced by {quoted(wanted)}",
                fix=f"write {quoted(wanted)}",
                changes=put(metadata, language=wanted),
            )


@lru_cache(1000)
def _preferred(tag: str) -> str:
    """The tag that the registry prefers; the same where it has no preference."""
    public, private, rest = tag.partition("-x-")
    replaced = _replaced()
    language, *parts = replaced.get(public, public).split("-")
    wanted = "-".join([replaced.get(language, language), *(replaced.get(part, part) for part in parts)])
    return wanted + private + rest


@lru_cache(1)
def _replaced() -> dict[str, str]:
    """Whole tags, languages and regions that the registry has replaced, each with its successor.

    Other kinds of parts are left out: what replaces them depends on the rest of the tag.
    """
    from langcodes import registry_parser

    parse: Any = registry_parser.parse_registry
    entries = (entry for entry in parse() if "Preferred-Value" in entry)
    kinds = ("language", "region", "grandfathered", "redundant")
    return {
        entry.get("Tag") or entry["Subtag"]: entry["Preferred-Value"] for entry in entries if entry["Type"] in kinds
    }


RULE = Rule(code="MET002", name="replaced-language", severity="warning", level=2, check=check, fix="safe")
