"""Names of other formats made into names that a record may have, and back."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import PurePosixPath
from typing import Literal, Self
from urllib.parse import quote, unquote

from msgspec import UNSET, Raw, UnsetType

from ..file_names import named_by
from ..model import Layer
from ._things import NAMES

Sort = Literal["type", "role", "attribute", "quote", "kb"]
_WORD = re.compile(r"[a-z][a-z0-9_]{0,47}")
_FORMS: dict[Sort, tuple[re.Pattern[str], str]] = {
    "type": (re.compile(r"[A-Z][A-Za-z0-9_]{0,47}"), "T"),
    "role": (_WORD, "r"),
    "attribute": (_WORD, "a"),
    "quote": (_WORD, "q"),
    "kb": (re.compile(r"[a-z][a-z0-9_]{1,23}"), "kb"),
}
"""The form that each sort of name must have, and a letter to begin it with where it begins with none."""


_BASE = re.compile(r"(?:[A-Za-z][A-Za-z0-9_.-]{0,63})?")
"""What a knowledge base may be called anywhere: nothing with a colon, which ends its name in a link."""
_ID = re.compile(r"[a-z][A-Za-z0-9_-]{0,31}")
_ARTICLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_NOT_OF_A_WORD = re.compile(r"\s|%(?=[0-9A-Fa-f]{2})")


class Names:
    """Names of one layer, ours for theirs; what had to be changed is remembered, so that writing can undo it."""

    def __init__(self) -> None:
        self._ours: dict[tuple[Sort, str], str] = {}
        self._theirs: dict[tuple[Sort, str], str] = {}

    def ours(self, sort: Sort, theirs: str) -> str:
        """The name that a record may have for a name of another format; the same one for the same name.

        >>> Names().ours("type", "creative-work"), Names().ours("role", "Org-Arg")
        ('Creative_work', 'org_arg')
        """
        known = self._ours.get((sort, theirs))
        if known is None:
            known = _free(_fitting(sort, theirs), {name for s, name in self._theirs if s == sort})
            self._learn(sort, theirs, known)
        return known

    def _learn(self, sort: Sort, theirs: str, ours: str) -> None:
        self._ours[sort, theirs], self._theirs[sort, ours] = ours, theirs

    def theirs(self, sort: Sort, ours: str) -> str:
        """The name of another format that was made into one of ours; ours where it was none."""
        return self._theirs.get((sort, ours), ours) if self._theirs else ours

    @property
    def extensions(self) -> dict[str, Raw] | UnsetType:
        """The extension to be kept with the layer, absent where every name is as it was."""
        changed = sorted((sort, ours, theirs) for (sort, ours), theirs in self._theirs.items() if ours != theirs)
        table: dict[str, dict[str, str]] = {}
        for sort, ours, theirs in changed:
            table.setdefault(sort, {})[ours] = theirs
        return {NAMES: Raw(json.dumps(table, ensure_ascii=False).encode())} if table else UNSET

    def without(self, forbidden: re.Pattern[str]) -> Self:
        """The names without those of another format in which some characters stand."""
        kept = type(self)()
        for (sort, ours), theirs in self._theirs.items():
            if not forbidden.search(theirs):
                kept._learn(sort, theirs, ours)
        return kept

    @classmethod
    def of(cls, layer: Layer) -> Self:
        """The names that came with a layer."""
        names = cls()
        raw = (layer.extensions or {}).get(NAMES)
        table = json.loads(bytes(raw)) if raw else {}
        for sort, pairs in table.items() if isinstance(table, dict) else ():
            for ours, theirs in pairs.items() if isinstance(pairs, dict) else ():
                if sort in _FORMS and isinstance(theirs, str) and (sort != "kb" or _BASE.fullmatch(theirs)):
                    names._learn(sort, theirs, ours)
        return names


class OneWordNames(Names):
    """Names for formats in which a name is one word: white space in one is spelled as in URLs.

    >>> OneWordNames().ours("type", "sea%20bird"), OneWordNames().theirs("type", "Sea_bird")
    ('Sea_bird', 'Sea_bird')
    """

    def ours(self, sort: Sort, theirs: str) -> str:
        meant = unquote(theirs)
        return super().ours(sort, meant if _one_word(meant) == theirs else theirs)

    def theirs(self, sort: Sort, ours: str) -> str:
        return _one_word(super().theirs(sort, ours)) or ours


def _one_word(name: str) -> str:
    return _NOT_OF_A_WORD.sub(lambda match: quote(match[0], safe=""), name)


def _fitting(sort: Sort, name: str) -> str:
    """A name brought into the form that records want."""
    form, letter = _FORMS[sort]
    if form.fullmatch(name):
        return name
    most = 24 if sort == "kb" else 48
    words = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")[:most] or letter
    words = words if words[0].isalpha() else f"{letter}{words}"[:most]
    words = words[0].upper() + words[1:] if sort == "type" else words.lower()
    return words if form.fullmatch(words) else f"{letter}_{words}"[:most]


def _free(name: str, taken: Iterable[str]) -> str:
    """The name itself, or with a number behind it where it is taken."""
    taken, number, free = set(taken), 1, name
    while free in taken:
        number += 1
        free = f"{name[: 47 - len(str(number))]}_{number}"
    return free


def article_id(name: str) -> str:
    """An article's id made of the name of a file or of what a format calls the document.

    >>> article_id("the ferry/2024"), article_id("…")
    ('the-ferry-2024', 'article')
    """
    name = named_by(name)
    if _ARTICLE.fullmatch(name):
        return name
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-._")[:128] or "article"


def article_of(name: object, file: str, number: int) -> str:
    """The id of an article: made of the name that its source gives, else of the file's and its number there.

    >>> article_of(7, "x/news.json", 1), article_of(None, "x/news.json", 1), article_of("", "x/news.json", 2)
    ('7', 'news', 'news-2')
    """
    stem = PurePosixPath(file).stem
    given = str(name) if isinstance(name, str | int) and not isinstance(name, bool) else ""
    return article_id(given or (stem if number == 1 else f"{stem}-{number}"))


def layer_name(name: str) -> str:
    """A layer's name made of an annotator's.

    >>> layer_name("Ada L."), layer_name("ADA"), layer_name("2")
    ('ada-L', 'ada', 'a2')
    """
    name = named_by(name)
    if _ID.fullmatch(name):
        return name
    words = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:32] or "imported"
    words = words.lower() if words.isupper() else words
    words = words if words[0].isalpha() else f"a{words}"[:32]
    return words[0].lower() + words[1:]


class Ids:
    """Ids of one layer: as a format has them where a record may have them so, else new ones."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def keep(self, theirs: str, letter: str) -> str:
        """An id near to theirs that is still free.

        >>> Ids().keep("T1", "t"), Ids().keep("ünder", "t")
        ('t1', 't1')
        """
        ours = theirs[:1].lower() + theirs[1:]
        if not _ID.fullmatch(ours) or ours in self._taken:
            return self.new(letter)
        self._taken.add(ours)
        return ours

    def keep_all(self, theirs: Sequence[str], letters: Iterable[str]) -> list[str]:
        """The ids near to these, each with its letter, in their order; as they are where all of them may be so."""
        distinct = set(theirs)
        if not self._taken and len(distinct) == len(theirs) and all(map(_ID.fullmatch, theirs)):
            self._taken = distinct
            return list(theirs)
        if not self._taken and all(map(str.isdigit, theirs)):
            return self._new_all([letter for _, letter in zip(theirs, letters)])  # noqa: B905  letters may never end
        return [self.keep(*pair) for pair in zip(theirs, letters)]  # noqa: B905

    def _new_all(self, letters: Sequence[str]) -> list[str]:
        """The first free ids with these letters, where none is taken."""
        numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
        found = [f"{letter}{next(numbers[letter])}" for letter in letters]
        self._taken = set(found)
        return found

    def new(self, letter: str) -> str:
        """The next free id with that letter."""
        number = self._last.get(letter, 0) + 1
        while (free := f"{letter}{number}") in self._taken:
            number += 1
        self._last[letter] = number
        self._taken.add(free)
        return free
