"""A record brought down to what a format holds, step by step; whatever a step takes away is told as a loss.

Formats therefore write only records that they hold wholly, and need not look out for anything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..errors import UnknownName
from ..model import Layer, Record
from . import _changes as changes
from . import _steps as take
from ._count import count, is_bare
from ._format import Format, Limit, Settings
from ._kinds import HOLDS
from ._loss import Loss, difference
from ._overlap import flattened
from ._tokens import aligned

__all__ = ["HOLDS", "NOBODY", "Narrowed", "chosen", "narrow", "steps"]
NOBODY = "imported"
"""The name of layers that have none."""


class Narrowed(Struct, frozen=True):
    """A record that a format holds wholly, what had to be left out, and how many things of a kind had to be made."""

    record: Record
    losses: list[Loss]
    made: Counter[str]


def narrow(record: Record, format: Format, settings: Settings, limits: Sequence[Limit] | None = None) -> Narrowed:
    """What a format holds of a record; `limits` are its `steps` under the settings, where they are at hand.

    Raises:
        UnknownName: the record has no layer of the name that is wanted.
        LossyConversion: a span does not fall on tokens, or mentions overlap, and the settings allow no loss.
    """
    losses: list[Loss] = []
    made = Counter[str]()
    before = chosen(record, settings.layer)
    for limit in steps(format, settings) if limits is None else limits:
        if limit.spares_bare and is_bare(before):
            continue
        after = limit.step(before)
        if after is not before:
            losses += _lost(before, after, limit, format)
            if limit.told is not None:
                made += count(after)
                made.subtract(count(before))
        before = after
    if "layer name" not in format.holds:
        losses += [_unnamed(layer, record.id, format) for layer in before.layers if layer.name != NOBODY]
        before = changes.each_layer(before, _nobodys)
    return Narrowed(before, losses, Counter({kind: n for kind, n in made.items() if n}))


def _lost(before: Record, after: Record, limit: Limit, format: Format) -> Iterator[Loss]:
    """What a step took away, as far as it is told."""
    if limit.told is not None and not limit.told:
        return iter(())
    return difference(before, after, cache(partial(_reason, limit.why, format.title)), limit.told)


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
        yield Limit(f"{title} holds one layer", take.one_layer)
    if "argument" in lacks:
        yield Limit(f"{title} does not hold {HOLDS['argument']}", take.without_arguments, spares_bare=True)
    if "words" in lacks:
        yield Limit(f"{title} does not hold {HOLDS['words']}", take.without_bare_words, spares_bare=True)
    for kind, array in take.ARRAY_OF.items():
        if kind in lacks:
            without = partial(take.without_annotations, array=array)
            yield Limit(f"{title} does not hold {HOLDS[kind]}", without, spares_bare=kind != "entity")
    yield Limit("", partial(take.without_details, lacks=lacks), spares_bare=True)
    if "gaps" in lacks:
        why = f"{title} has no gaps in a span: the words between were taken in"
        yield Limit(why, take.bridged, spares_bare=True)
    if format.unit == "tokens":
        yield from _onto_tokens(title, settings)
    if not {"nesting", "crossing"} <= format.holds:
        yield from _apart(format, settings)
    yield from format.limits(settings)


def _onto_tokens(title: str, settings: Settings) -> Iterator[Limit]:
    tokenizer, policy = settings.tokenizer, settings.misaligned
    if tokenizer:
        yield Limit("the text was tokenised anew", partial(take.without_segments, field="tokens"))
    why = f"spans of {title} fall on tokens: --misaligned {policy}"
    yield Limit(why, lambda record: aligned(record, tokenizer, policy))


def _apart(format: Format, settings: Settings) -> Iterator[Limit]:
    """The step after which no mentions share words that may not."""
    held = format.holds & {"nesting", "crossing"}
    policy = "longest" if settings.overlap == "layers" else settings.overlap
    if not (settings.overlap == "layers" and "levels" in format.holds):
        why = f"{format.title} does not hold mentions that share words: --overlap {policy}"
        yield Limit(why, lambda record: flattened(record, held, policy))
