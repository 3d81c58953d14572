"""Disagreements one by one, as lines for people or as JSON: where, what, and the words of both in their context."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..agreement import Disagreement, Side
from ..text import shortened, visible
from .lines import counted
from .passages import pieces, window

AROUND = 30
"""Code points shown on either side of what is marked."""
WORDS = 120
Places = Callable[[str, str, str], str]
"""An article, an annotator and an annotation to where it stands in a file."""


def as_text(found: Sequence[Disagreement], texts: Mapping[str, str], place: Places, limit: int) -> str:
    """Each with its place and both readings, the worst first, and how many there are of each sort."""
    lines = [line for one in found[: limit or None] for line in _lines(one, texts.get(one.article, ""), place)]
    more = [f"and {len(found) - limit} more (--limit 0 shows all)"] if limit and len(found) > limit else []
    return "\n".join([*lines, *more, total(found)]) + "\n"


def total(found: Sequence[Disagreement]) -> str:
    """How many there are, and of each sort."""
    sorts = Counter(one.sort for one in found)
    counts = ", ".join(f"{count} {sort}" for sort, count in sorts.most_common())
    return f"{counted(len(found), 'disagreement')}{': ' if counts else ''}{counts}"


def _lines(one: Disagreement, text: str, place: Places) -> Iterator[str]:
    yield f"{visible(place_of(one, place))}: {one.sort} ({one.unit})"
    width = max(map(len, one.annotators))
    for name, side in zip(one.annotators, (one.first, one.second), strict=True):
        yield f"    {visible(name):{width}}  {_side(side, text) if side else 'nothing'}"


def place_of(one: Disagreement, place: Places) -> str:
    """Where one stands in its file; the article where nothing of it has a place."""
    side = one.first or one.second
    return place(one.article, side.annotator, side.id) if side else one.article


def _side(side: Side, text: str) -> str:
    return f"{visible(side.said)}  {visible(context(side, text))}"


def context(side: Side, text: str) -> str:
    """What a side marked, in brackets, with what stands around it on its line."""
    if not side.place:
        return ""
    start, end = side.place[0][0], max(end for _, end in side.place)
    first, last = window(text, side.place, AROUND)
    found = pieces(text, side.place, start, end)
    inside = "".join(f"[{words}]" if is_marked else words for words, is_marked in found)
    return text[first:start] + shortened(inside, WORDS) + text[end:last]


def as_json(found: Sequence[Disagreement], texts: Mapping[str, str], place: Places, limit: int) -> str:
    """A list of objects; `first` and `second` are null for who has nothing."""
    trees = [
        {
            "sort": one.sort,
            "unit": one.unit,
            "article": one.article,
            "annotators": list(one.annotators),
            "weight": round(one.weight, 4),
            "place": place_of(one, place),
            "first": _tree(one.first, texts.get(one.article, "")),
            "second": _tree(one.second, texts.get(one.article, "")),
        }
        for one in found[: limit or None]
    ]
    return json.dumps(trees, ensure_ascii=False, indent=1) + "\n"


def _tree(side: Side | None, text: str) -> dict[str, object] | None:
    if side is None:
        return None
    spans = [{"start": start, "end": end, "text": text[start:end]} for start, end in side.place]
    return {"annotator": side.annotator, "id": side.id, "said": side.said, "spans": spans}


FORMATS = {"text": as_text, "json": as_json}
"""Every way to list disagreements, by name."""
