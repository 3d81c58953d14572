"""Annotations of BioC that are mentions with a type and an annotator, and nothing more, taken column by column."""

from __future__ import annotations

from collections.abc import Sequence

from .._items.bare import Bare
from .._spans import all_placed
from .._text import Cleaned
from . import ANNOTATOR, TYPE
from .text import Anchored, Places


def bare_mentions(annotations: Sequence[Anchored], places: Sequence[Places], text: Cleaned) -> dict[str, Bare] | None:
    """The mentions of each annotator; None where an annotation says anything else, or does not stand where it says."""
    infons = [one.infons or {} for one, _, _ in annotations]
    types, names = ([said.get(key, "") for said in infons] for key in (TYPE, ANNOTATOR))
    given = 2 * len(infons) - types.count("") - names.count("")
    if sum(map(len, infons)) > given or not {*map(type, types), *map(type, names)} <= {str}:
        return None
    only = [found[0] for found in places if len(found) == 1 and found[0]]
    words = [one.text or "" for one, _, _ in annotations]
    spans = all_placed(only, text, words) if len(only) == len(words) else None
    if spans is None:
        return None
    return {
        name: _of(name, Bare([one.id for one, _, _ in annotations], types, spans), names)
        for name in dict.fromkeys(names)
    }


def _of(name: str, bare: Bare, names: Sequence[str]) -> Bare:
    """The mentions of one annotator, whose name their ids need not have before them."""
    if names.count(name) < len(names):
        own = [at for at, other in enumerate(names) if other == name]
        bare = Bare([bare.ids[at] for at in own], [bare.types[at] for at in own], [bare.spans[at] for at in own])
    prefix = f"{name}:"
    return bare._replace(ids=[one.removeprefix(prefix) for one in bare.ids]) if name else bare
