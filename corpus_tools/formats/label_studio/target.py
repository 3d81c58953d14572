"""Records to tasks of Label Studio."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ...model import Layer, Record
from .._about import said
from .._format import Chunk, Settings
from .._items import CONFIDENCE, NOTE, VALUE, Item
from .._items.chains import CHAIN, CHAIN_NAME, LINK, spread
from .._items.target import items_of
from .._names import Names
from .._written import as_list
from . import controls
from .limits import DIRECTION, score_of
from .source import ORIGINS

Result = dict[str, Any]
_TEXTS = (VALUE, CHAIN, CHAIN_NAME, LINK)
"""Fields that are written in, not chosen."""
_CONTROLS = {kind: control for control, kind in controls.KINDS.items()}


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """The tasks as one list, and the labelling configuration for them."""
    used = controls.Used()
    tasks = (msgspec.json.encode(_task(record, used)) for record in records)
    yield from as_list(tasks, f"{settings.stem}.json")
    yield Chunk(f"{settings.stem}.label-config.xml", used.file().encode())


def _task(record: Record, used: controls.Used) -> dict[str, Any]:
    made = [(layer, _annotation(layer, used)) for layer in record.layers]
    about = said(record.metadata)
    return {
        "data": {controls.TEXT: record.text, "id": record.id},
        "annotations": [one for layer, one in made if layer.role != "prediction"],
        "predictions": [one for layer, one in made if layer.role == "prediction"],
        **({"meta": about} if about else {}),
    }


def _annotation(layer: Layer, used: controls.Used) -> dict[str, Any]:
    names = {"annotator": layer.annotator or layer.name, "layer": layer.id}
    found: dict[str, Any] = {key: name for key, name in names.items() if name}
    if layer.role == "prediction":
        found |= {"model_version": layer.tool.name} if layer.tool else {}
        found |= {} if (score := score_of(layer)) is None else {"score": score}
    elif layer.role == "gold":
        found["ground_truth"] = True
    dates = {"created_at": layer.created, "updated_at": layer.modified}
    return {**found, **{key: date for key, date in dates.items() if date}, "result": list(_Results(layer, used).all())}


class _Results:
    """The results of one layer."""

    def __init__(self, layer: Layer, used: controls.Used) -> None:
        self.used = used
        self.items = spread(items_of(layer, Names.of(layer)))

    def all(self) -> Iterator[Result]:
        """Regions with all that is said of them, then what relates them."""
        for item in self.items:
            if item.spans:
                yield self._region(item)
                yield from self._said_of(item)
        for item in self.items:
            if item.kind == "relation":
                yield self._relation(item)
            elif item.spans:
                yield from (self._link(item.id, role, ref) for role, ref in item.links)

    def _region(self, item: Item) -> Result:
        control = _CONTROLS.get(item.kind, controls.LABEL)
        origin = item.fields.get("origin") if item.fields.get("origin") in ORIGINS else "manual"
        result = {**self._result(item, "labels", control, labels=[item.type]), "origin": origin}
        self.used.note("labels", control, [item.type])
        result |= {"score": item.fields[CONFIDENCE]} if CONFIDENCE in item.fields else {}
        return {**result, "meta": {"text": [item.fields[NOTE]]}} if NOTE in item.fields else result

    def _result(self, item: Item, kind: str, control: str, **value: Any) -> Result:
        span = item.spans[0]
        place = {"start": span.start, "end": span.end, "text": span.text}
        return {
            "id": item.id,
            "from_name": control,
            "to_name": controls.TEXT,
            "type": kind,
            "value": {**place, **value},
        }

    def _said_of(self, item: Item) -> Iterator[Result]:
        for name, value in item.fields.items():
            if name not in (CONFIDENCE, NOTE) and not (name == "origin" and value in ORIGINS):
                yield self._field(item, name, value)

    def _field(self, item: Item, name: str, value: Any) -> Result:
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.used.note("number", name)
            return self._result(item, "number", name, number=value)
        words = value if isinstance(value, list) else [str(value).lower() if isinstance(value, bool) else value]
        if name in _TEXTS or value in ("true", "false"):
            self.used.note("textarea", name)
            return self._result(item, "textarea", name, text=words)
        self.used.note("choices", name, words)
        return self._result(item, "choices", name, choices=words)

    def _relation(self, item: Item) -> Result:
        (role, start), (other, end) = item.links
        direction = item.fields.get(DIRECTION, "right")
        result = {"id": item.id, **self._link(start, item.type, end), "direction": direction}
        result |= {"roles": [role, other]} if (role, other) != ("from", "to") else {}
        result |= {"score": item.fields[CONFIDENCE]} if CONFIDENCE in item.fields else {}
        return {**result, "meta": {"text": [item.fields[NOTE]]}} if NOTE in item.fields else result

    def _link(self, start: str, name: str, end: str) -> Result:
        self.used.note_relation(name)
        return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [name]}
