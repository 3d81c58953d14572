"""What is known before anything is decided: the layers to decide from, what all of them looked for, and the cases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import get_args

from msgspec import UNSET, Struct, UnsetType

from ..align.contents import KINDS, everything
from ..errors import FormatError, UnknownName
from ..model import Layer, Record, TagSetRef, Task
from ..text import natural_key
from .curate_cases import Case, cases
from .curate_readings import OPTIONAL, Words, own_spans
from .soundness import sound

TASKS: tuple[Task, ...] = get_args(Task)


class Ask(Struct, frozen=True):
    """Which layers are decided from, which one is made, and what it takes to agree.

    A reading is agreed on where at least `min_votes` annotators have it, they are at least the share `confidence` of
    those who looked, and more than have any other reading, or nothing.
    """

    sources: tuple[str, ...]
    gold: str = "gold"
    min_votes: int = 2
    confidence: float = 0.0


class Panel:
    """The layers of a record that are decided from, in order of their names.

    Raises:
        UnknownName: the record has none of the layers.
        FormatError: the layers have no task or tag set in common, or the layer to be made is there and is not gold.
    """

    def __init__(self, record: Record, ask: Ask) -> None:
        sound(record)
        self.record, self.ask = record, ask
        by_name = {layer.name: layer for layer in record.layers}
        names = sorted({name for name in ask.sources if name in by_name}, key=natural_key)
        if not names:
            raise UnknownName("layer", ask.sources[0], by_name)
        self.layers = [by_name[name] for name in names]
        self.gold = self._gold(by_name.get(ask.gold))
        self.words = {layer.name: Words(layer) for layer in (*self.layers, self.gold)}
        self._tasks = {layer.name: set(tasks_of(layer)) for layer in self.layers}
        self.tasks = [task for task in TASKS if all(task in own for own in self._tasks.values())]
        if not self.tasks:
            raise self._error(f"the layers {', '.join(names)} to have a task in common", "none", "LAY002")
        self.tagset = self._tagset()

    def _gold(self, there: Layer | None) -> Layer:
        """The gold layer as it is, or an empty one."""
        if self.ask.gold in self.ask.sources:
            raise self._error("a gold layer that is none of those it is made from", self.ask.gold, "REF003")
        if there is not None and there.role != "gold":
            raise self._error(f"the layer {self.ask.gold} to have the role gold", there.role or "annotation", "LAY004")
        return there or Layer(id=self.ask.gold, role="gold")

    def _tagset(self) -> TagSetRef | UnsetType:
        """The tag set of the layers; of several versions the newest."""
        named = [layer.tagset for layer in self.layers if layer.tagset]
        ids = sorted({tagset.id for tagset in named})
        if len(ids) > 1:
            raise self._error("layers with one tag set", " and ".join(ids), "LAY004")
        return max(named, key=lambda tagset: natural_key(tagset.version), default=UNSET)

    def _error(self, expected: str, found: str, code: str) -> FormatError:
        return FormatError(self.record.id, None, None, expected, found, code=code)

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Everything that the layers hold, by the names of the cases."""
        return {case.name: case for case in cases(self.layers, self.words)}

    @cached_property
    def case_of(self) -> dict[tuple[str, str], str]:
        """The name of the case that an annotation of a layer is in."""
        return {(layer, part.id): name for name, case in self.cases.items() for layer, part in case.members.items()}

    @cached_property
    def uncommon(self) -> tuple[str, ...]:
        """Fields that not all have looked for; they are not held against each other."""
        return tuple(field for field, task in OPTIONAL.items() if task not in self.tasks)

    def is_common(self, kind: str) -> bool:
        """Whether all have looked for annotations of a kind; chains may also be there for their links alone."""
        return KINDS[kind] in self.tasks or (kind == "chain" and "links" in self.tasks)

    def lookers(self, case: Case) -> list[str]:
        """The annotators who would have marked a thing, had they seen it so; those who have are among them."""
        place = next((span for part in case.members.values() for span in own_spans(part)), None)
        return [
            layer.name
            for layer in self.layers
            if layer.name in case.members
            or (KINDS[case.kind] in self._tasks[layer.name] and (place is None or self._covers(layer, place.start)))
        ]

    def _covers(self, layer: Layer, at: int) -> bool:
        """Whether a place is in a section that a layer is about."""
        sections = [part for part in self.record.sections or () if part.id in (layer.scope or ())]
        return not layer.scope or any(part.start <= at < part.end for part in sections)

    @property
    def scope(self) -> list[str] | UnsetType:
        """The sections that all layers are about; not set where that is the whole article.

        Raises:
            FormatError: there are none.
        """
        limited = [layer.scope for layer in self.layers if layer.scope]
        shared = [name for name in limited[0] if all(name in scope for scope in limited)] if limited else []
        if limited and not shared:
            raise self._error("layers that are about a section in common", "none", "LAY006")
        order = {part.id: number for number, part in enumerate(self.record.sections or ())}
        return sorted(shared, key=lambda name: (order.get(name, 0), name)) if limited else UNSET


def tasks_of(layer: Layer) -> Iterator[Task]:
    """What a layer was read for; where it does not say, what it shows."""
    if layer.tasks:
        yield from layer.tasks
        return
    parts = list(everything(layer))
    shown = {
        "arguments": any(getattr(part, "arguments", None) for part in layer.events or ()),
        "links": any(chain.links for chain in layer.chains or ()),
        "attributes": any(part.attributes for part in parts),
    }
    yield from (task for task in TASKS if shown.get(task, getattr(layer, task, UNSET) is not UNSET))
