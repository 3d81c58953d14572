"""The language tag has been replaced by another one.

The registry keeps old tags, so `iw` is no error; but tools that group by language take `iw` and `he` for two.

Fails:

    {"text": "It rained.", "metadata": {"language": "iw"}}

Passes:

    {"text": "It rained.", "metadata": {"language": "he"}}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

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
    """The tag that stands in the registry instead; the same where only its spelling or script would differ."""
    from langcodes import standardize_tag

    wanted = standardize_tag(tag)
    replaced = wanted.partition("-")[0] != tag.partition("-")[0] or tag.count("-") > wanted.count("-") + 1
    return wanted if replaced else tag


RULE = Rule(code="MET002", name="replaced-language", severity="warning", level=2, check=check, fix="safe")
