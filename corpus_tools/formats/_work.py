"""One layer while it is read from a source that names its annotations: ids that are known so far, and what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Literal

from ..model import Chain, Entity, Event, Layer, Quote, Relation, Span
from ._loss import Loss
from ._names import Ids, Names
from ._offsets import Claim
from ._spots import Spots

Draft = dict[str, Any]
"""The fields of an annotation that is not yet made."""
_ARRAYS = {"entities": Entity, "events": Event, "quotes": Quote, "relations": Relation, "chains": Chain}
_LETTERS: dict[type, str] = {Entity: "t", Event: "e", Quote: "q", Relation: "r", Chain: "c"}


class Work:
    """The annotations of one layer. `where` tells the place of a part of the source for messages."""

    def __init__(self, article: str, spots: Spots, where: Callable[[Any], str]) -> None:
        self.article, self.spots, self._where = article, spots, where
        self.names, self.ids = Names(), Ids()
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        self.ours: dict[str, str] = {}
        """Ids of theirs to ours."""
        self.drafts: dict[str, tuple[type, Draft]] = {}
        """By our ids, what each annotation will be made of."""

    def lose(
        self, kind: str, name: str, part: Any, why: str, what: Literal["lost", "changed", "wrong"] = "lost"
    ) -> None:
        """Note that something a part of the source says is lost, or otherwise not as it says."""
        where = self._where(part)
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.article, where=where, why=why))

    def anchored(self, kind: str, name: str, part: Any, claim: Claim) -> list[Span]:
        """The spans of a stretch; what is wrong with it is told."""
        self.seen[kind] += 1
        span, why = self.spots.find(claim)
        if why:
            self.lose(kind, name, part, why, "wrong" if span else "lost")
        return [span] if span else []

    def add(self, sort: type, theirs: str, **fields: Any) -> Draft:
        """A new annotation, with an id near to theirs; the first with an id of theirs is what that leads to."""
        ours = self.ids.keep(theirs, _LETTERS[sort]) if theirs else self.ids.new(_LETTERS[sort])
        self.ours.setdefault(theirs, ours)
        self.drafts[ours] = (sort, {"id": ours, **fields})
        return self.drafts[ours][1]

    def kind_of(self, ours: str) -> str:
        """The kind of the annotation with one of our ids."""
        return self.drafts[ours][0].__name__.lower()

    def layer(self, name: str, **fields: Any) -> Layer:
        """The finished layer; entities are always looked for."""
        made = [sort(**draft) for sort, draft in self.drafts.values()]
        arrays = {array: [one for one in made if isinstance(one, sort)] for array, sort in _ARRAYS.items()}
        kept = {array: found for array, found in arrays.items() if found or array == "entities"}
        extensions = self.names.extensions
        return Layer(**{"annotator": name, "extensions": extensions, **kept, **fields})
