"""Records for formats whose places are numbers of tokens: the numbers of spans, and what such formats do not hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Entity, Event, Layer, Record, Relation, Span
from . import _changes as changes
from ._format import Limit, Settings
from ._token_limits import SEGMENTS, TEXT, covered, in_lines, in_sentences, numbered, spaced
from ._tokens import Pair, first_and_last, sentence_by_sentence

Place = Pair
"""Numbers of tokens, `[first, end)`, counted through the document."""


class Numbers:
    """The sentences of a record as words, and the numbers of the tokens that spans are on."""

    def __init__(self, record: Record) -> None:
        assert record.segmentation
        self._tokens: Sequence[Pair] = record.segmentation.tokens or []
        groups = list(sentence_by_sentence(self._tokens, record.segmentation.sentences or []))
        self.groups = groups
        self.sentences = [[record.text[start:end] for start, end in group] for group in groups]
        self.texts = [record.text[group[0][0] : group[-1][1]] for group in groups]
        self.starts = [0, *accumulate(map(len, groups))][: len(groups)]
        """The number of the first token of each sentence."""

    def place(self, spans: Sequence[Span]) -> Place:
        """The numbers of the tokens from the first span to the last."""
        first, last = first_and_last((spans[0].start, spans[-1].end), self._tokens)
        return first, last + 1

    def ends(self, spans: Sequence[Span]) -> list[int]:
        """The numbers of the first and the last token, for formats in which both belong to a place."""
        first, end = self.place(spans)
        return [first, end - 1]

    def in_sentence(self, spans: Sequence[Span]) -> dict[str, Any]:
        """The words of a span, and the numbers of its tokens `[start, end)` as they are counted in its sentence."""
        first, end = self.place(spans)
        before = self.starts[self.sentence(spans)]
        return {"text": spans[0].text, "start": first - before, "end": end - before}

    def sentence(self, spans: Sequence[Span]) -> int:
        """The number of the sentence that spans are in."""
        return bisect_right(self.starts, self.place(spans)[0]) - 1

    def by_sentence(self, parts: Iterable[tuple[Sequence[Span], Any]]) -> list[list[Any]]:
        """Something said of spans, sentence by sentence."""
        found: list[list[Any]] = [[] for _ in self.sentences]
        for spans, said in parts:
            found[self.sentence(spans)].append(said)
        return found


Said = Callable[[Layer, Numbers], dict[str, list[list[Any]]]]
"""What a layer says, by name and sentence by sentence."""


def sentences_with(record: Record, said: Said) -> Iterator[tuple[list[str], str, dict[str, Any]]]:
    """The tokens of each sentence, its text, and what the first layer says in it, by name."""
    numbers = Numbers(record)
    found = said(record.layers[0], numbers) if record.layers else {}
    for number, (tokens, text) in enumerate(zip(numbers.sentences, numbers.texts, strict=True)):
        yield tokens, text, {name: parts[number] for name, parts in found.items()}


def in_sentence_texts(title: str, settings: Settings) -> Iterator[Limit]:
    """What formats take away whose documents are sentences, each with its tokens and its text."""
    yield Limit(f"an annotation of {title} lies in one sentence", partial(in_sentences, settings=settings))
    why = f"every word of {title} is a token, and every token in a sentence"
    yield Limit(why, partial(covered, settings=settings, by_sentence=True), SEGMENTS)
    yield Limit(f"{title} holds sentences, not what stands between them", partial(in_lines, settings=settings), TEXT)
    yield Limit(f"ids of {title} are given anew", numbered, frozenset())


def in_tokens(title: str, settings: Settings) -> Iterator[Limit]:
    """What every format takes away that has sentences of tokens and no text or ids."""
    yield Limit(f"an annotation of {title} lies in one sentence", partial(in_sentences, settings=settings))
    yield Limit(f"{title} holds the tokens, not what stands between them", partial(spaced, settings=settings), TEXT)
    yield Limit(f"{title} has no ids", numbered, frozenset())


def entity_fillers(record: Record) -> Record:
    """The record with nothing but entities and bare words as arguments."""
    return changes.each_layer(record, _entity_fillers)


def _entity_fillers(layer: Layer) -> Layer:
    ids = {entity.id for entity in layer.entities or ()}

    def change(part: Any) -> Any:
        arguments = (part.arguments or ()) if isinstance(part, Event | Relation) else ()
        kept = [one for one in arguments if one.filler in ids or not one.filler]
        if len(kept) == len(arguments):
            return part
        return replace(part, arguments=kept or UNSET) if isinstance(part, Event) else None

    return changes.in_layer(layer, change)


def named_attributes(record: Record, names: Mapping[Any, Collection[str]]) -> Record:
    """The record with only those attributes of each class of annotations that a format has a field for, if words."""

    def change(part: Any) -> Any:
        known = names.get(type(part), ())
        kept = {name: one for name, one in (part.attributes or {}).items() if name in known and isinstance(one, str)}
        return part if len(kept) == len(part.attributes or ()) else replace(part, attributes=kept or UNSET)

    return changes.each_annotation(record, change)


def placed_references(record: Record) -> Record:
    """References only to the first entity on some words, and bare words only where no entity stands."""
    return changes.each_layer(record, _placed_references)


def _placed_references(layer: Layer) -> Layer:
    first: dict[Place, str] = {}
    for entity in layer.entities or ():
        first.setdefault(_ends(entity.spans), entity.id)
    good = set(first.values())

    def fits(argument: Any) -> bool:
        if argument.filler:
            return argument.filler in good
        return _ends(argument.spans) not in first

    def change(part: Any) -> Any:
        if isinstance(part, Relation):
            return part if all(one.filler in good for one in part.arguments) else None
        if isinstance(part, Event) and not all(map(fits, part.arguments or ())):
            return replace(part, arguments=[one for one in part.arguments or () if fits(one)] or UNSET)
        is_second = isinstance(part, Entity) and part.id not in good
        return changes.without(part, "chain") if is_second else part

    return changes.in_layer(layer, change)


def _ends(spans: Sequence[Span]) -> Place:
    return spans[0].start, spans[-1].end
