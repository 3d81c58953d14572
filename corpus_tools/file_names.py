"""File names from article ids: safe on every system, and back."""

from __future__ import annotations

import re

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\Z", re.IGNORECASE)
_SAFE = re.compile(r"[a-z0-9._~-]*[a-z0-9_~-]")
"""Ids that are file names as they are."""


def file_name(article_id: str, suffix: str = ".json") -> str:
    """The name of the file that holds an article.

    Ids are ASCII letters, digits, `.`, `_` and `-`. Capitals are marked by `~`, so that ids that differ only in
    case do not meet in one file where the system folds case; names that Windows reserves, and a final dot, as well.

    >>> file_name("story-7"), file_name("DPA7"), file_name("con")
    ('story-7.json', '~d~p~a7.json', '~=con.json')
    """
    if _SAFE.fullmatch(article_id) and not _RESERVED.match(article_id):
        return article_id + suffix
    name = re.sub(r"[A-Z]", lambda match: "~" + match.group().lower(), article_id)
    name = re.sub(r"[^a-z0-9._~-]", lambda match: f"~{ord(match.group()):x}~", name)
    if _RESERVED.match(name):
        name = "~=" + name
    return re.sub(r"\.\Z", "~.", name) + suffix


def named_by(name: str) -> str:
    """What a file was named after by `file_name`, without its suffix; the name itself where it was named otherwise.

    >>> named_by("~d~p~a7"), named_by("~=con"), named_by("Notes")
    ('DPA7', 'con', 'Notes')
    """
    if "~" not in name:
        return name
    plain = re.sub(r"~([a-z])", lambda match: match.group(1).upper(), name.removeprefix("~="))
    plain = re.sub(r"~\.\Z", ".", plain)
    return plain if file_name(plain, "") == name else name
