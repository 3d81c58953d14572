"""A record cut into parts that have nothing to do with each other, so that a decision need only look at its own.

Together are annotations that overlap, refer to each other, came of each other or are in one case. Whatever is decided
about one of them changes nothing in what belongs to another part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..align.contents import KINDS, everything, references
from ..model import Annotation, Chain, Layer, Record
from ..tagset import TagSet, TagSets
from ..text import natural_key
from .curate import Answer, Curation, curate
from .curate_earlier import split
from .curate_log import Log, log_of, used, with_log
from .curate_outcome import after_answer
from .curate_panel import Ask, Panel, tasks_of
from .curate_readings import kind_of, own_spans

Node = tuple[str, str]
"""The name of a layer and an id."""
Belongs = Callable[[str, Annotation], bool]
"""Tells of an annotation of a layer whether it is in a part."""


class Parts:
    """The parts of a record, which are still the same when the gold layer has been changed by an answer."""

    def __init__(self, record: Record, ask: Ask) -> None:
        self.ask = ask
        self._above: dict[Node, Node] = {}
        for one, other in chain.from_iterable(_ties(Panel(record, ask))):
            self._above[self._top(one)] = self._top(other)

    def _top(self, node: Node) -> Node:
        while (above := self._above.get(node, node)) != node:
            self._above[node] = node = self._above.get(above, above)
        return node

    def of(self, case: str) -> Belongs:
        """The part that a case is in, which is given by an annotation in it."""
        wanted = self._top(split(case))
        return lambda layer, part: self._top(self._known(layer, part)) == wanted

    def _known(self, layer: str, part: Annotation) -> Node:
        """An annotation; what came into the gold layer since is where it came from."""
        node = layer, part.id
        return node if node in self._above or not part.from_ else split(part.from_[0])


def decided(
    curation: Curation, parts: Parts, tagsets: TagSet | TagSets | None, answer: Answer, by: str = "", at: str = ""
) -> Curation:
    """What `curate` makes of an answer, worked out in the part that the answer has to do with.

    Raises:
        UnknownName: the answer names something else than an open case has.
        FormatError: the answer would not validate.
    """
    belongs, gold = parts.of(answer.case), parts.ask.gold
    made = curate(_cut(curation.record, gold, belongs), parts.ask, tagsets, answer=answer, by=by, at=at)
    whole = _put_back(curation.record, gold, made.record, belongs)
    others = [one for one in curation.open if not belongs(*next(iter(one.case.members.items())))]
    return after_answer(whole, gold, [*others, *made.open])


def _ties(panel: Panel) -> Iterator[Iterable[tuple[Node, Node]]]:
    for layer in panel.record.layers:
        yield from (_ties_of(layer.name, part) for part in everything(layer))
    marks = [(layer.name, part) for layer in (*panel.layers, panel.gold) for part in everything(layer)]
    yield _overlaps(marks)
    yield _pairwise(
        (name, part) for name, part in marks if isinstance(part, Chain) and not _mentions(panel, name, part)
    )
    for case in panel.cases.values():
        yield _pairwise(case.members.items())


def _mentions(panel: Panel, layer: str, part: Chain) -> list[str]:
    """The mentions of a chain; chains without any are told apart by hardly anything."""
    return panel.words[layer].mentions.get(part.id, [])


def _ties_of(layer: str, part: Annotation) -> Iterator[tuple[Node, Node]]:
    yield (layer, part.id), (layer, part.id)
    yield from (((layer, part.id), (layer, ref)) for _, ref in references(part))
    yield from (((layer, part.id), split(origin)) for origin in part.from_ or ())


def _pairwise(parts: Iterable[tuple[str, Annotation]]) -> Iterator[tuple[Node, Node]]:
    yield from pairwise((layer, part.id) for layer, part in parts)


def _overlaps(marks: Iterable[tuple[str, Annotation]]) -> Iterator[tuple[Node, Node]]:
    """What shares characters with something of its kind before it."""
    places = [
        (kind_of(part), spans[0].start, spans[-1].end, (layer, part.id))
        for layer, part in marks
        if (spans := own_spans(part))
    ]
    last, reach, furthest = "", 0, ("", "")
    for kind, start, end, node in sorted(places):
        if kind == last and start < reach:
            yield node, furthest
        if kind != last or end > reach:
            last, reach, furthest = kind, end, node


def _cut(record: Record, gold: str, belongs: Belongs) -> Record:
    """A record with one part alone; its gold layer knows the ids that are taken in the whole."""
    layers = [_cut_layer(layer, belongs) for layer in record.layers]
    for at, (layer, whole) in enumerate(zip(layers, record.layers, strict=True)):
        if layer.name == gold:
            log = log_of(whole)
            taken = Log(log.rejected, used(log, (), [part.id for part in everything(whole)]))
            layers[at] = replace(layer, extensions=with_log(layer.extensions, taken))
    return replace(record, layers=layers, segmentation=UNSET)


def _cut_layer(layer: Layer, belongs: Belongs) -> Layer:
    arrays = {array: [part for part in getattr(layer, array) if belongs(layer.name, part)] for array in _there(layer)}
    kept = {part.id for parts in arrays.values() for part in parts}
    lost = [
        item for item in layer.unanchored or () if item.annotation.id in kept or belongs(layer.name, item.annotation)
    ]
    conflicts = [one for one in layer.conflicts or () if one.annotation in kept]
    return replace(
        layer, **arrays, tasks=list(tasks_of(layer)) or UNSET, unanchored=lost or UNSET, conflicts=conflicts or UNSET
    )


def _there(layer: Layer) -> list[str]:
    return [array for array in KINDS.values() if getattr(layer, array) is not UNSET]


def _put_back(record: Record, gold: str, part: Record, belongs: Belongs) -> Record:
    """The whole record with the gold layer that was made of one part in the place of what that part had before."""
    old, new = (next(layer for layer in one.layers if layer.name == gold) for one in (record, part))
    arrays: dict[str, Any] = {}
    for array in {*_there(old), *_there(new)}:
        others = [one for one in getattr(old, array) or () if not belongs(gold, one)]
        arrays[array] = [*others, *(getattr(new, array) or ())]
    origins = {*(old.derived_from or ()), *(new.derived_from or ())}
    made = replace(old, **arrays, derived_from=sorted(origins, key=natural_key))
    names = {one.id for one in everything(made)}
    gone = [one.id for one in everything(old) if one.id not in names]
    log = Log(log_of(new).rejected, used(log_of(old), list(names), gone))
    made = replace(made, extensions=with_log(old.extensions, log))
    return replace(record, layers=[made if layer.name == gold else layer for layer in record.layers])
