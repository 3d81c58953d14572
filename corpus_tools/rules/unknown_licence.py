"""The licence is not on the SPDX list, or has been replaced there.

Programs decide by the identifier whether a text may be used. Licences that are on no list are written `LicenseRef-` and
a name of your own; an unknown licence is `NOASSERTION`. That an identifier is outdated, or written in other capitals,
is a warning.

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

from msgspec import Struct

from ..findings import Fix
from ..model import Metadata
from ..text import did_you_mean, quoted
from ._changes import put
from ._rule import Problem, Rule
from ._view import View

COMMON = frozenset(
    {"CC0-1.0", "CC-BY-4.0", "CC-BY-3.0", "CC-BY-SA-4.0", "CC-BY-SA-3.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"}
    | {"CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "ODbL-1.0", "ODC-By-1.0", "Apache-2.0", "MIT", "NONE", "NOASSERTION"}
)
"""What is right, so that the list need not be loaded for it."""


class _Fault(Struct, frozen=True):
    """What is wrong with an identifier; what the list has instead, and whether that surely means the same."""

    message: str
    wanted: str | None = None
    is_same: bool = False


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    licence = metadata.license if metadata else None
    if metadata and licence and licence not in COMMON:
        for name in dict.fromkeys(re.split(" (?:AND|OR|WITH) ", licence)):
            if fault := _fault(name):
                yield _problem(metadata, licence, name, fault)


def _problem(metadata: Metadata, licence: str, name: str, fault: _Fault) -> Problem:
    place = rf"(?<![\w.+-]){re.escape(name)}(?![\w.+-])"
    new = re.sub(place, fault.wanted, licence) if fault.wanted else None
    return Problem(
        on=metadata,
        at=("license",),
        message=f"the licence {quoted(name)} {fault.message}",
        severity="warning" if name.casefold() in _names() else None,
        fix=Fix("safe" if fault.is_same else "propose", f"write {quoted(new)}") if new else None,
        changes=put(metadata, license=new) if new else (),
    )


@lru_cache(1000)
def _fault(name: str) -> _Fault | None:
    """What is wrong with one identifier. A `+` behind one stands for its later versions too."""
    if name in COMMON or name.startswith("LicenseRef-"):
        return None
    known, folded = _known(), name.casefold()
    if name in known:
        return _Fault("is outdated on the SPDX list") if known[name].is_deprecated else None
    new = _names().get(folded)
    if new:
        forms = (folded, f"{folded}-only", f"{folded.removesuffix('+')}-or-later")
        return _Fault(f"is {quoted(new)} on the SPDX list", new, new.casefold() in forms)
    later = name.removesuffix("+") in known
    return None if later else _Fault(f"is not on the SPDX list{did_you_mean(name, known)}")


@lru_cache(1)
def _known() -> dict[str, Any]:
    """Every entry of the list, licences and exceptions, by its identifier."""
    from license_expression import get_spdx_licensing

    symbols = get_spdx_licensing().known_symbols
    return {name: entry for name, entry in symbols.items() if not name.startswith("LicenseRef-")}


@lru_cache(1)
def _names() -> dict[str, str]:
    """The identifier for every name that an entry has or had, in small letters."""
    former = {alias.casefold(): name for name, entry in _known().items() for alias in entry.aliases}
    return former | {name.casefold(): name for name in _known()}


RULE = Rule(code="MET006", name="unknown-licence", severity="error", level=2, check=check, fix="safe")
