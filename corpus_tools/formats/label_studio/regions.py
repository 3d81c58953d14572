"""The results of an annotation as items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .._attributes import attribute_value, single
from .._items import CONFIDENCE, NOTE, Item
from .._items.chains import gathered
from .._json import Object, as_kind, each, find
from .._offsets import Claim
from .._spots import Spots
from . import controls
from .limits import DIRECTION

ORIGINS = ("prediction", "prediction-changed")
"""Where a region came from, if no person made it."""
_REGIONS = ("labels", "hypertextlabels")


def is_region(result: Object) -> bool:
    """Whether a result is a stretch of the text with labels."""
    return result.get("type") in _REGIONS and isinstance(result.get("value"), dict)


def claim_of(result: Object) -> Claim | None:
    """The stretch of a region and its words; None where it has none."""
    if not is_region(result):
        return None
    value = result["value"]
    place = value["globalOffsets"] if isinstance(value.get("globalOffsets"), dict) else value
    start, end = as_kind(place.get("start"), int), as_kind(place.get("end"), int)
    words = value.get("text")
    if start is None or end is None:
        return None
    return Claim(start, end, words.replace("\\n", "\n") if isinstance(words, str) else "")


class Results:
    """The items that results make, and the results that make none, each with the reason."""

    def __init__(self, results: list[Object], spots: Spots, shifted: Callable[[Claim], Claim]) -> None:
        self.items: list[Item] = []
        self.others: list[tuple[Object, str]] = []
        self._spots, self._shifted = spots, shifted
        self._first: dict[str, Item] = {}
        for result in results:
            if result.get("type") in _REGIONS:
                self.items += self._region(result)
        for result in results:
            if result.get("type") == "relation":
                self._relation(result)
            elif result.get("type") not in _REGIONS:
                self._detail(result)
        self.items = gathered(self.items)

    def _region(self, result: Object) -> Iterator[Item]:
        """An item for each label; what else is said of the region is said of the first."""
        claim = claim_of(result)
        labels = each(result["value"], result["type"], str) if is_region(result) else []
        if not labels or not claim:
            self.others.append((result, "it has no label" if claim else "its place is not given in characters"))
            return
        span, why = self._spots.find(self._shifted(claim))
        kind = controls.KINDS.get(str(result.get("from_name")), "entity")
        name = str(result.get("id") or "")
        for at, label in enumerate(labels):
            item = Item(id="" if at else name, kind=kind, type=label, spans=[span] if span else [], why=why, at=result)  # type: ignore[arg-type]
            if name and not at and name not in self._first:
                self._first[name] = item
                item.fields = dict(_fields(result))
            yield item

    def _relation(self, result: Object) -> None:
        start, end = str(result.get("from_id")), str(result.get("to_id"))
        direction = result.get("direction")
        start, end = (end, start) if direction == "left" else (start, end)
        owner = self._first.get(start)
        labels = each(result, "labels", str) or ["Relation"]
        if owner and owner.kind in ("event", "quote") and "id" not in result:
            owner.links += [(label, end) for label in labels]
            return
        roles = each(result, "roles", str)
        links = list(zip(roles if len(roles) == 2 else ("from", "to"), (start, end), strict=True))
        fields = {**dict(_fields(result)), **({DIRECTION: "bi"} if direction == "bi" else {})}
        own = str(result.get("id") or "")
        for at, label in enumerate(labels):
            name = own if not at else ""
            self.items.append(Item(id=name, kind="relation", type=label, fields=dict(fields), links=links, at=result))

    def _detail(self, result: Object) -> None:
        """A choice, text or number for a region."""
        owner = self._first.get(str(result.get("id")))
        value = find(result, "value", dict) or {}
        kind, control = str(result.get("type")), str(result.get("from_name"))
        found = _plain(value.get("text" if kind == "textarea" else kind), kind)
        if owner is None or attribute_value(found) is not found or control in owner.fields:
            self.others.append((result, f"{kind} of no region, or none that a record has a field for"))
        else:
            owner.fields[control] = found


def _fields(result: Object) -> Iterator[tuple[str, Any]]:
    """What a region or relation says of itself."""
    if result.get("origin") in ORIGINS:
        yield "origin", result["origin"]
    if result.get("score") is not None:
        yield CONFIDENCE, result["score"]
    meta = result.get("meta")
    text = meta.get("text") if isinstance(meta, dict) else None
    words = [word for word in (text if isinstance(text, list) else [text]) if isinstance(word, str) and word]
    if words:
        yield NOTE, "\n".join(words)


def _plain(value: Any, kind: str) -> Any:
    """A value alone where there is one; choices of `true` and `false` as what they say."""
    value = single(value)
    return value == "true" if kind == "choices" and value in ("true", "false") else value
