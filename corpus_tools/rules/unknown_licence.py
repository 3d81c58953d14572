"""The licence is not on the SPDX list, or has been replaced there.

Programs decide by the identifier whether a text may be used. Licences that are on no list are written `LicenseRef-` and
a name of your own; an unknown licence is `NOASSERTION`.

Fails:

    {"text": "It rained.", "metadata": {"license": "CC-BY-4.O"}}

Passes:

    {"text": "It rained.", "metadata": {"license": "CC-BY-4.0"}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..model import Metadata
from ..text import nearest, quoted
from ._changes import put
from ._rule import Problem, Rule
from ._view import View

_COMMON = frozenset(
    {"CC0-1.0", "CC-BY-4.0", "CC-BY-3.0", "CC-BY-SA-4.0", "CC-BY-SA-3.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"}
    | {"CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "ODbL-1.0", "Apache-2.0", "MIT", "NONE", "NOASSERTION"}
)
_REPLACED = {
    f"{family}-{version}{sign}": f"{family}-{version}-{words}"
    for family, versions in {
        "GPL": ("1.0", "2.0", "3.0"),
        "LGPL": ("2.0", "2.1", "3.0"),
        "AGPL": ("1.0", "3.0"),
        "GFDL": ("1.1", "1.2", "1.3"),
    }.items()
    for version in versions
    for sign, words in (("", "only"), ("+", "or-later"))
}
"""Identifiers that the list has marked as outdated, each with the one to write instead."""


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    licence = metadata.license if metadata else None
    if metadata and licence and licence not in _COMMON:
        for name in re.split(" (?:AND|OR|WITH) ", licence):
            yield from _judged(metadata, licence, name)


def _judged(metadata: Metadata, licence: str, name: str) -> Iterator[Problem]:
    new = _REPLACED.get(name)
    unknown = not new and name not in _COMMON and not name.startswith("LicenseRef-") and not _is_listed(name)
    near = nearest(name, _listed()) if unknown else None
    if new or unknown:
        wanted = re.sub(rf"(?<![\w.+-]){re.escape(name)}(?![\w.+-])", new or near or name, licence)
        yield Problem(
            on=metadata,
            at=("license",),
            message=f"the licence {quoted(name)} is now {quoted(new)}"
            if new
            else f"{quoted(name)} is not on the SPDX list",
            severity="warning" if new else None,
            fix=_fix(wanted, known=bool(new)) if new or near else None,
            changes=put(metadata, license=wanted) if new or near else (),
        )


def _fix(wanted: str, *, known: bool) -> Any:
    from ..findings import Fix

    return Fix("safe" if known else "propose", f"write {quoted(wanted)}")


@lru_cache(1000)
def _is_listed(name: str) -> bool:
    return name in _listed()


@lru_cache(1)
def _listed() -> frozenset[str]:
    """Every identifier of the list, with exceptions."""
    from license_expression import get_spdx_licensing

    return frozenset(get_spdx_licensing().known_symbols)


RULE = Rule(code="MET006", name="unknown-licence", severity="error", level=2, check=check, fix="safe")
