"""Who decided what, and when: kept in extensions of the gold layer, since the format has no field for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from ..edits import written
from ..errors import FormatError
from ..model import Layer

EXTENSION = "org.corpus-tools.curation"


class Taken(Struct, frozen=True, omit_defaults=True):
    """On an annotation: who decided it, when, and digests of the readings there were."""

    by: str = ""
    at: str = ""
    seen: tuple[str, ...] = ()


class Rejected(Struct, frozen=True, omit_defaults=True, rename={"from_": "from"}):
    """On the layer: readings that are not to be in it, by their digests, why, and what they were."""

    kind: str
    readings: tuple[str, ...]
    reason: str = ""
    by: str = ""
    at: str = ""
    from_: tuple[str, ...] = ()
    said: str = ""


class Log(Struct, frozen=True, omit_defaults=True):
    """On the layer: what was rejected, and the highest numbers of ids that were used, which are not used again."""

    rejected: tuple[Rejected, ...] = ()
    used: Mapping[str, int] = {}


def log_of(layer: Layer) -> Log:
    """The log of a layer.

    Raises:
        FormatError: the extension holds something else.
    """
    return _read(layer.extensions, Log, layer.name) or Log()


def taken(part: Any) -> Taken:
    """Who decided an annotation, as far as it is known.

    Raises:
        FormatError: the extension holds something else.
    """
    return _read(part.extensions, Taken, part.id) or Taken()


def _read(extensions: Any, kind: type[Any], of: str) -> Any:
    raw = (extensions or {}).get(EXTENSION)
    try:
        return msgspec.json.decode(raw, type=kind) if raw is not None else None
    except msgspec.DecodeError as error:
        raise FormatError(of, None, None, f"what curate wrote in the extension {EXTENSION}", str(error)) from error


def with_log(extensions: Any, log: Log | Taken) -> dict[str, Raw] | UnsetType:
    """Extensions with another log in them; none at all where there is nothing to keep."""
    others = {name: value for name, value in (extensions or {}).items() if name != EXTENSION}
    encoded = written(msgspec.to_builtins(log)).encode()
    return (others | ({EXTENSION: Raw(encoded)} if encoded != b"{}" else {})) or UNSET


def used(log: Log, ids: Sequence[str], gone: Sequence[str]) -> dict[str, int]:
    """The highest number of each sort of id that is no longer there, where none that is there is as high."""
    highest, there = dict(log.used), dict[str, int]()
    for found, names in ((highest, gone), (there, ids)):
        for stem, number in map(_parts, names):
            found[stem] = max(found.get(stem, 0), number)
    return {stem: number for stem, number in sorted(highest.items()) if number > there.get(stem, 0)}


def _parts(identifier: str) -> tuple[str, int]:
    stem = identifier.rstrip("0123456789")
    return stem, int(identifier[len(stem) :] or 0)
