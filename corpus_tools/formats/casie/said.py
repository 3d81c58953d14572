"""What CASIE says otherwise than records do: types, links and dates. Each is read as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from .._json import Object, find

ABOUT = {"title": "headline", "date": "date_published", "link": "url"}
"""Keys of `info`, and the fields of the metadata that they are."""
_EVERY = {"type": "text"}
"""What `info` says of every article."""
_DBPEDIA = "http://dbpedia.org/resource/"
_KEYS = {"wikidata": "wikidataid", "dbpedia": "dbpediaURI"}
_DATE = re.compile(r"([0-9]{4})[-_]([0-9]{2})[-_]([0-9]{2})")


def links_of(reference: Object) -> tuple[str, ...]:
    """The links of an external reference."""
    found = [(base, find(reference, key, str)) for base, key in _KEYS.items()]
    return tuple(f"{base}:{key.removeprefix(_DBPEDIA)}" for base, key in found if key)


def reference(links: Iterable[str]) -> dict[str, str]:
    """The external reference that links are, as far as there is a key for them; of several the first."""
    found: dict[str, str] = {}
    for base, _, key in (link.partition(":") for link in links):
        if base in _KEYS:
            found.setdefault(_KEYS[base], key if base != "dbpedia" or "://" in key else f"{_DBPEDIA}{key}")
    return found


def said_of(info: Object) -> dict[str, Any]:
    """What `info` says, by fields of the metadata."""
    rest = {key: value for key, value in info.items() if _EVERY.get(key) != value}
    return {ABOUT.get(key, key): _date(value, "-") if key == "date" else value for key, value in rest.items()}


def info_of(about: dict[str, Any]) -> dict[str, Any]:
    """The `info` that says what metadata say."""
    found = {key: about[name] for key, name in ABOUT.items() if name in about}
    return {**{key: _date(value, "_") if key == "date" else value for key, value in found.items()}, **_EVERY}


def _date(word: Any, mark: str) -> Any:
    """A date with that mark between its parts; anything else as it is."""
    match = _DATE.fullmatch(word) if isinstance(word, str) else None
    return mark.join(match.groups()) if match else word


def parts(kind: str) -> dict[str, str]:
    """The type and subtype that the type of an event is made of."""
    main, _, sub = kind.partition(".")
    return {"type": main, "subtype": sub} if main and sub else {"type": kind}
