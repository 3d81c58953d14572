"""What differs between two articles, as values: every change by itself, and all of them together.

Changes call annotations by ids of their own: those of the first article where it has the annotation, else those of the
second, or a new one where that is taken. `from_ids` leads to them from the ids of the first article, `to_ids` from
them to the ids of the second; both hold only ids that are not the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

Class = Literal[
    "added",
    "removed",
    "split",
    "merged",
    "relabelled",
    "boundary",
    "trigger-moved",
    "head",
    "argument-added",
    "argument-removed",
    "argument-changed",
    "role-changed",
    "speaker",
    "cue",
    "addressee",
    "attribute",
    "level",
    "value",
    "chain",
    "link",
    "note",
    "confidence",
    "origin",
    "reanchored",
    "lost",
    "conflict",
    "extension",
    "layer",
    "text",
    "section",
    "segmentation",
    "metadata",
    "annotator",
    "article",
]
Kind = Literal[
    "article",
    "section",
    "annotator",
    "layer",
    "entity",
    "quote",
    "event",
    "relation",
    "chain",
    "unanchored",
    "conflict",
]
How = Literal["grown", "shrunk", "shifted", "fragments", "moved"]
"""How a boundary changed; `moved` are the same words elsewhere, since the text changed."""
Status = Literal["changed", "added", "removed"]

Numbering: TypeAlias = dict[str, dict[str, str]]
"""Ids and what they are called elsewhere, by the name of their layer; those of sections stand under the empty name."""

_MIRRORED: dict[str, str] = {
    "added": "removed",
    "split": "merged",
    "argument-added": "argument-removed",
    "lost": "reanchored",
    "grown": "shrunk",
}
_MIRRORED |= {other: one for one, other in _MIRRORED.items()}


class Ids(Struct, frozen=True):
    """The ids of what a change is about, as each article has them."""

    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"class_": "class"}):
    """One thing that differs.

    `path` is a JSON pointer inside the thing of that kind and `id`; it is empty where all of it was added or removed,
    and ends in `-` for an item of a list whose order says nothing. A side that has no value has no `before` or no
    `after`. `score` tells how well the two sides fit, from 0 to 1.
    """

    class_: Class
    kind: Kind
    layer: str = ""
    id: str = ""
    ids: Ids
    path: str
    before: Any = UNSET
    after: Any = UNSET
    score: float | UnsetType = UNSET
    how: How | UnsetType = UNSET

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return replace(
            self,
            class_=self.class_ if self._is_replaced else _mirrored(self.class_),
            ids=Ids(self.ids.b, self.ids.a),
            before=self.after,
            after=self.before,
            how=_mirrored(self.how) if self.how else UNSET,
        )

    @property
    def _is_replaced(self) -> bool:
        """Whether it is about a place or a mark of review that both sides have."""
        both = self.before is not UNSET and self.after is not UNSET
        return self.class_ in ("lost", "reanchored") and (both or bool(self.path))


class Difference(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that differs between two articles; it has no items where they say the same.

    An article that only one side has is `added` or `removed`, with the whole of it as `record`. `coarse` tells that
    annotations overlapped too much to be paired in the best way.
    """

    article: str
    status: Status
    changes: tuple[Change, ...] = ()
    record: Any = UNSET
    from_ids: Numbering = {}
    to_ids: Numbering = {}
    coarse: bool = False

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes) + (self.status != "changed")

    @property
    def inverse(self) -> Difference:
        """What leads from the second article back to the first."""
        renamed = [change for change in self.changes if change.kind == "article" and change.path == "/id"]
        return Difference(
            article=renamed[0].after if renamed else self.article,
            status=_mirrored(self.status),
            changes=tuple(change.inverse for change in reversed(self.changes)),
            record=self.record,
            from_ids=turned(self.to_ids),
            to_ids=turned(self.from_ids),
            coarse=self.coarse,
        )


def _mirrored(word: Any) -> Any:
    return _MIRRORED.get(word, word)


def turned(numbering: Numbering) -> Numbering:
    """The same ids the other way round.

    >>> turned({"ada": {"t1": "t7"}})
    {'ada': {'t7': 't1'}}
    """
    return {layer: {new: old for old, new in ids.items()} for layer, ids in numbering.items()}
