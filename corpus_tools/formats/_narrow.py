"""A record brought down to what a format holds, step by step; whatever a step takes away is told as a loss.

Formats therefore write only records that they hold wholly, and need not look out for anything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..errors import UnknownName
from ..model import Chain, Event, Layer, Record, Relation, Span
from . import _changes as changes
from ._format import Format, Limit, Settings, Step
from ._loss import Loss, difference
from ._overlap import flattened
from ._things import KINDS, LAYER_FIELDS, NAMES, count
from ._tokens import aligned

HOLDS = {
    **KINDS,
    "layers": "several layers of one article",
    "layer name": "whose work a layer is",
    "nesting": "mentions inside other mentions, or on the same words",
    "crossing": "mentions that share only some of their words",
    "levels": "mentions that share words, each level in a column of its own",
    "gaps": "spans of several parts with other words between",
    "words": "arguments that are bare words",
}
"""What a format may hold: the kinds of things, and what is said of their places."""

NOBODY = "imported"
"""The name of layers that have none."""
_ARRAYS = {"entity": "entities", "event": "events", "quote": "quotes", "relation": "relations", "chain": "chains"}
_OF_LAYER = {"unanchored": "unanchored", "conflict": "conflicts"}
_OF_ANNOTATION = {
    "level": ("level",),
    "value": ("value",),
    "head": ("head",),
    "cue": ("cue",),
    "source": ("source",),
    "addressee": ("addressee",),
    "chain member": ("chain", "members"),
    "chain name": ("name",),
    "link": ("links",),
    "attribute": ("attributes",),
    "confidence": ("confidence",),
    "note": ("note",),
    "provenance": ("decision", "from_"),
    "anchor": ("anchor",),
}
_OF_ARGUMENT = ("implicit", "confidence", "note")
_OF_RECORD = {"section": "sections", "annotator": "annotators", "metadata": "metadata"}


class Narrowed(Struct, frozen=True):
    """A record that a format holds wholly, what had to be left out, and how many things of a kind had to be made."""

    record: Record
    losses: list[Loss]
    made: Counter[str]


def narrow(record: Record, format: Format, settings: Settings) -> Narrowed:
    """What a format holds of a record.

    Raises:
        UnknownName: the record has no layer of the name that is wanted.
        LossyConversion: a span does not fall on tokens, or mentions overlap, and the settings allow no loss.
    """
    losses: list[Loss] = []
    made = Counter[str]()
    before = chosen(record, settings.layer)
    for limit in steps(format, settings):
        after = limit.step(before)
        if after is not before:
            found = difference(before, after, partial(_reason, limit.why, format.title))
            losses += [loss for loss in found if limit.told is None or loss.kind in limit.told]
            if limit.told is not None:
                made += count(after)
                made.subtract(count(before))
        before = after
    if "layer name" not in format.holds:
        losses += [_unnamed(layer, record.id, format) for layer in before.layers if layer.name != NOBODY]
        before = changes.each_layer(before, _nobodys)
    return Narrowed(before, losses, Counter({kind: n for kind, n in made.items() if n}))


def _reason(why: str, title: str, kind: str) -> str:
    return why or f"{title} does not hold {HOLDS[kind]}"


def _unnamed(layer: Layer, article: str, format: Format) -> Loss:
    why = f"{format.title} does not hold {HOLDS['layer name']}"
    return Loss(what="changed", kind="layer", id=layer.name, article=article, where="", why=why)


def _nobodys(layer: Layer) -> Layer:
    return replace(layer, id=UNSET, annotator=NOBODY) if layer.name != NOBODY else layer


def chosen(record: Record, layer: str | None) -> Record:
    """The record with only the layer of that name; all of it without a name."""
    if layer is None:
        return record
    found = [one for one in record.layers if one.name == layer]
    if not found:
        raise UnknownName(f"layer of {record.id}", layer, (one.name for one in record.layers))
    return replace(record, layers=found)


def steps(format: Format, settings: Settings) -> Iterator[Limit]:
    """What is done to a record, in order, and why."""
    lacks = HOLDS.keys() - format.holds
    title = format.title
    if "layers" in lacks:
        yield Limit(f"{title} holds one layer", _one_layer)
    for name in ("argument", "words", *_ARRAYS):
        if name in lacks:
            yield Limit(f"{title} does not hold {HOLDS[name]}", _without(name))
    yield Limit("", partial(_without_details, lacks=lacks))
    if "gaps" in lacks:
        yield Limit(f"{title} has no gaps in a span: the words between were taken in", _bridged)
    if format.unit == "tokens" and settings.tokenizer:
        yield Limit("the text was tokenised anew", _without_segments("tokens"))
    if format.unit == "tokens":
        yield Limit(
            f"spans of {title} fall on tokens: --misaligned {settings.misaligned}",
            lambda record: aligned(record, settings.tokenizer, settings.misaligned),
        )
    if not {"nesting", "crossing"} <= format.holds:
        held = format.holds & {"nesting", "crossing"}
        policy = "longest" if settings.overlap == "layers" else settings.overlap
        if not (settings.overlap == "layers" and "levels" in format.holds):
            why = f"{title} does not hold mentions that share words: --overlap {policy}"
            yield Limit(why, lambda record: flattened(record, held, policy))
    yield from format.limits(settings)


def _without(name: str) -> Step:
    """What takes away all annotations of a kind, or all arguments, or those that are bare words."""
    if name in _ARRAYS:
        return lambda record: changes.each_layer(record, lambda layer: _without_arrays(layer, _ARRAYS[name]))
    change = _without_arguments if name == "argument" else _without_bare_arguments
    return lambda record: changes.each_annotation(record, change)


def _without_details(record: Record, lacks: Collection[str]) -> Record:
    """The record without what is said of annotations, layers and the article, as far as it is of these kinds."""
    fields = [field for name, fields in _OF_ANNOTATION.items() if name in lacks for field in fields]
    of_arguments = [name for name in _OF_ARGUMENT if name in lacks]
    record = changes.each_annotation(
        record, lambda part: _plain_arguments(changes.without(part, *fields), of_arguments)
    )
    of_layer = [field for name, field in _OF_LAYER.items() if name in lacks]
    record = changes.each_layer(record, lambda layer: changes.without(layer, *of_layer))
    record = changes.without(record, *(field for name, field in _OF_RECORD.items() if name in lacks))
    for name, step in _SPECIAL.items():
        record = step(record) if name in lacks else record
    return record


def _without_arrays(layer: Layer, array: str) -> Layer:
    """The layer without an array; an empty one says only what was looked for, and goes with the tasks."""
    return changes.sound(replace(layer, **{array: UNSET})) if getattr(layer, array) is not UNSET else layer


def _without_arguments(part: Any) -> Any:
    return None if isinstance(part, Relation) else changes.without(part, "arguments")


def _plain_arguments(part: Any, fields: Collection[str]) -> Any:
    """An annotation whose arguments have none of these fields."""
    if not fields or not isinstance(part, Event) or not part.arguments:
        return part
    arguments = [changes.without(argument, *fields) for argument in part.arguments]
    return replace(part, arguments=arguments) if arguments != part.arguments else part


def _one_layer(record: Record) -> Record:
    """The gold layer if there is one, else the first."""
    if len(record.layers) < 2:
        return record
    gold = [layer for layer in record.layers if layer.role == "gold"]
    return replace(record, layers=[*gold, *record.layers][:1])


def _without_bare_arguments(part: Any) -> Any:
    if not isinstance(part, Event) or not any(one.spans for one in part.arguments or ()):
        return part
    return replace(part, arguments=[one for one in part.arguments or () if not one.spans] or UNSET)


def _without_extensions(record: Record) -> Record:
    record = changes.without(
        changes.each_annotation(record, lambda part: changes.without(part, "extensions")), "extensions"
    )
    record = changes.each_layer(record, _without_own_extensions)
    for field in ("metadata", "segmentation"):
        if part := getattr(record, field):
            record = replace(record, **{field: changes.without(part, "extensions")}) if part.extensions else record
    return record


def _without_own_extensions(layer: Layer) -> Layer:
    """The layer with no extension but the one that formats read and write themselves."""
    if not layer.extensions or layer.extensions.keys() == {NAMES}:
        return layer
    names = {NAMES: layer.extensions[NAMES]} if NAMES in layer.extensions else UNSET
    return replace(layer, extensions=names)


def _without_layer_fields(record: Record) -> Record:
    return changes.each_layer(record, lambda layer: _named(changes.without(layer, *LAYER_FIELDS)))


def _named(layer: Layer) -> Layer:
    """A layer with one name only."""
    return replace(layer, id=UNSET, annotator=layer.name) if layer.annotator != layer.name else layer


def _without_segments(field: str) -> Step:
    def step(record: Record) -> Record:
        segmentation = record.segmentation
        if not segmentation or not getattr(segmentation, field):
            return record
        rest = replace(segmentation, **{field: UNSET}, **({"tokenizer": UNSET} if field == "tokens" else {}))
        return replace(record, segmentation=rest if rest.tokens or rest.sentences else UNSET)

    return step


def _without_chain_types(record: Record) -> Record:
    return changes.each_annotation(
        record, lambda part: changes.without(part, "type") if isinstance(part, Chain) else part
    )


def _bridged(record: Record) -> Record:
    return changes.each_annotation(
        record, lambda part: changes.each_span_list(part, lambda spans: _bridge(spans, record.text))
    )


def _bridge(spans: list[Span], text: str) -> list[Span]:
    start, end = spans[0].start, spans[-1].end
    return [Span(start, end, text[start:end])] if len(spans) > 1 else spans


_SPECIAL: dict[str, Step] = {
    "extension": _without_extensions,
    "layer field": _without_layer_fields,
    "tokens": _without_segments("tokens"),
    "sentences": _without_segments("sentences"),
    "chain type": _without_chain_types,
}
