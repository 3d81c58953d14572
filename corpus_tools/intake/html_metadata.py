"""What a web page says of itself: linked data (JSON-LD) first, then its `meta` elements, then its language and address.

Only what is said outright is taken over: headline, language, dates, address, publisher and authors. A value that the
record format has no room for is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from msgspec import UNSET, UnsetType

from ..model import Metadata, Party

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_ARTICLE = re.compile(r"(?:Article|Posting)\Z")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:[!-~]+\Z")


def metadata_of(page: LexborHTMLParser) -> Metadata:
    """The metadata that a page gives."""
    linked, meta = _linked_data(page), _meta(page)
    root = page.root
    said = root.attributes.get("lang") if root else None
    publisher = line(_name(linked.get("publisher")), 200) or line(meta.get("og:site_name"), 200)
    return Metadata(
        headline=line(linked.get("headline"), 500) or line(meta.get("og:title"), 500),
        language=language(said) or language(linked.get("inLanguage")) or language(meta.get("og:locale")),
        date_published=date(linked.get("datePublished")) or date(meta.get("article:published_time")),
        date_modified=date(linked.get("dateModified")) or date(meta.get("article:modified_time")),
        url=web_address(_canonical(page)) or web_address(meta.get("og:url")),
        publisher=Party(publisher) if publisher else UNSET,
        byline=_byline(linked.get("author")) or _byline(meta.get("author")),
    )


def _canonical(page: LexborHTMLParser) -> str | None:
    found = page.css_first("link[rel=canonical]")
    return found.attributes.get("href") if found else None


def _meta(page: LexborHTMLParser) -> dict[str, str]:
    """The first content of each `meta` element, by its name or property."""
    found: dict[str, str] = {}
    for node in page.css("meta[content]"):
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or ""
        found.setdefault(key.lower(), attributes.get("content") or "")
    return found


def _linked_data(page: LexborHTMLParser) -> dict[str, Any]:
    """The first object of linked data that is an article."""
    for node in page.css('script[type="application/ld+json"]'):
        with suppress(ValueError, RecursionError):
            for part in _objects(json.loads(node.text())):
                types = part.get("@type")
                if any(_ARTICLE.search(str(type)) for type in (types if isinstance(types, list) else [types])):
                    return part
    return {}


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of linked data, also those of a list or of `@graph`."""
    for part in tree if isinstance(tree, list) else [tree]:
        if isinstance(part, dict):
            yield part
            graph = part.get("@graph")
            yield from (inner for inner in (graph if isinstance(graph, list) else ()) if isinstance(inner, dict))


def _name(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def _byline(value: Any) -> list[str] | UnsetType:
    values = value if isinstance(value, list) else [value]
    names = dict.fromkeys(name for one in values if (name := line(_name(one), 200)) and not _ADDRESS.match(name))
    return list(names)[:50] or UNSET


def line(value: Any, at_most: int) -> str | UnsetType:
    """A value as one line of so many characters at most; nothing where it is no text, empty or longer."""
    if not isinstance(value, str):
        return UNSET
    found = " ".join(re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", value).split())
    return found if 0 < len(found) <= at_most else UNSET


def language(value: Any) -> str | UnsetType:
    """A language tag in its usual spelling: `en_gb` is `en-GB`."""
    found = _LANGUAGE.match(value.strip().replace("_", "-")) if isinstance(value, str) else None
    if not found:
        return UNSET
    script, region = (found[2] or "").title(), (found[3] or "").upper()
    return "-".join(part for part in (found[1].lower(), script, region) if part)


def date(value: Any) -> str | UnsetType:
    """A date of ISO 8601: with its time where the offset from UTC is given, else the day."""
    try:
        found = datetime.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError:
        return UNSET
    if found.tzinfo is None:
        return found.date().isoformat()
    return found.isoformat(timespec="seconds").replace("+00:00", "Z")


def web_address(value: Any, base: str = "") -> str | UnsetType:
    """A web address in full and in ASCII; nothing where it is none."""
    with suppress(ValueError):
        found = quote(urljoin(base, value.strip() if isinstance(value, str) else ""), safe="%/:=&?~#+!$,;'@()*[]")
        if _ADDRESS.match(found) and len(found) <= 2048:
            return found
    return UNSET
