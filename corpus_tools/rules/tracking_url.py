"""The address carries what only serves to follow readers.

Parameters such as `utm_source` change from click to click, so one article seems to have many addresses. They are taken
out; the page is the same.

Fails:

    {"text": "It rained.", "metadata": {"url": "https://example.org/rain?id=7&utm_source=mail"}}

Passes:

    {"text": "It rained.", "metadata": {"url": "https://example.org/rain?id=7"}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..text import quoted
from ._changes import put
from ._rule import Problem, Rule
from ._view import View

_FAMILIES = ("utm_", "mc_", "pk_", "mtm_", "hsa_", "oly_")
_NAMES = frozenset(
    {"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "igsh", "ttclid"}
    | {"li_fat_id", "_ga", "_gl", "vero_id", "wickedid", "s_kwcid", "ref_src", "ref_url", "cmpid", "_hsenc", "_hsmi"}
)


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    places: list[Any] = [metadata] if metadata else []
    for part in places + view.sections:
        if part.url and ("?" in part.url) and (clean := _clean(part.url)) != part.url:
            yield Problem(
                on=part,
                at=("url",),
                message=f"the address carries tracking parameters: {quoted(part.url, 80)}",
                fix=f"write {quoted(clean, 80)}",
                changes=put(part, url=clean),
            )


def _clean(url: str) -> str:
    """An address without tracking parameters, the others as they stand."""
    page, _, query = url.partition("?")
    query, sign, fragment = query.partition("#")
    kept = [part for part in query.split("&") if not _is_tracking(part.partition("=")[0].lower())]
    return page + ("?" + "&".join(kept) if kept else "") + sign + fragment


def _is_tracking(name: str) -> bool:
    return name in _NAMES or name.startswith(_FAMILIES)


RULE = Rule(code="MET009", name="tracking-url", severity="info", level=2, check=check, fix="safe")
