"""JSON whose places are numbers of tokens, made into records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from ..model import Layer, Metadata, Span
from ._format import Read, Settings
from ._items import MEMBER, Item, Kind
from ._items.source import layer_of
from ._json import Container, Document, Object, Wrong, each, need
from ._text import new_record
from ._token_text import TokenText, Words
from ._tokens import Pair
from ._told import OTHER_WORDS, of_text, unknown

At = tuple[Document, Container]
"""A part of a document, for the places of losses."""
Place = Pair
"""Numbers of tokens, `[first, end)`, counted through the document."""


NOWHERE: Place = (-1, -1)
"""Tokens that are not there."""


class Sentence(NamedTuple):
    """The number of the first token of a sentence, and how many it has."""

    first: int
    length: int

    def place(self, start: int, end: int) -> Place:
        """Tokens `[start, end)` counted in the sentence, as they are counted in the document."""
        return (self.first + start, self.first + end) if 0 <= start < end <= self.length else NOWHERE


def numbered(items: Sequence[Item], part: Container, at: int) -> Item:
    """The item whose number stands in a list.

    Raises:
        Wrong: there is none with that number.
    """
    number = need(part, at, int)
    if not 0 <= number < len(items):
        raise Wrong(part, at, f"a number from 0 to {len(items) - 1}" if items else "no number, since there is nothing")
    return items[number]


class Draft:
    """The items of one document while it is read."""

    def __init__(self, words: TokenText) -> None:
        self.words = words
        self.items: list[Item] = []
        self.heads: dict[str, list[Span]] = {}
        self._at: dict[Place, str] = {}
        self._last = Counter[str]()

    def add(
        self,
        kind: Kind,
        label: str,
        place: Place,
        at: At,
        *,
        name: str = "",
        fields: dict[str, Any] | None = None,
        words: str | None = None,
    ) -> Item:
        """An annotation at some tokens, whose words the source may give too.

        The first entity on them is what a reference to the place leads to.
        """
        span = self.words.span(*place)
        why = "" if span else "its tokens are not there"
        if span and words and not self.says(place, words):
            why = OTHER_WORDS
        item = Item(id=name, kind=kind, type=label, spans=[span] if span else [], fields=fields or {}, why=why, at=at)
        item.id = name or self._new(kind)
        self.items.append(item)
        if kind == "entity" and span:
            self._at.setdefault(place, item.id)
        return item

    def says(self, place: Place, words: str) -> bool:
        """Whether the words on some tokens are those that the source gives; white space does not count."""
        span = self.words.span(*place)
        return span is not None and "".join(words.split()) == "".join(span.text.split())

    def set_head(self, item: Item, place: Place) -> None:
        """Note the main words of a mention."""
        if item.spans and (span := self.words.span(*place)):
            self.heads[item.id] = [span]

    def relate(self, label: str, links: Sequence[tuple[str, str]], at: At, **more: Any) -> Item:
        """A relation between annotations, by their ids."""
        item = Item(id=more.pop("name", "") or self._new("relation"), kind="relation", type=label, links=list(links))
        item.at, item.fields = at, more.pop("fields", {})
        self.items.append(item)
        return item

    def chain(self, members: Sequence[str], at: At) -> None:
        """A chain of mentions, by their ids."""
        self.items.append(Item(id=self._new("chain"), kind="chain", links=[(MEMBER, one) for one in members], at=at))

    def mention(self, place: Place) -> str:
        """The id of the entity on some tokens; where there is none, one that leads nowhere."""
        return self._at.get(place, f"tokens {place[0]}-{place[1]}" if place != NOWHERE else "its words")

    def filler(self, place: Place, at: At) -> str:
        """The id of the entity on some tokens, or of these as bare words."""
        if place not in self._at and self.words.span(*place):
            return self.add("words", "", place, at).id
        return self.mention(place)

    def _new(self, kind: Kind) -> str:
        letter = {"entity": "t", "event": "e", "relation": "r", "chain": "c"}.get(kind, "words ")
        self._last[letter] += 1
        return f"{letter}{self._last[letter]}"


def tokens_by_sentence(tree: Object) -> list[Words]:
    """The sentences of a document that has lists of tokens; those without any are passed over.

    Raises:
        Wrong: there are none.
    """
    sentences = need(tree, "sentences", list)
    words = [Words(each(sentences, at, str)) for at in range(len(sentences)) if need(sentences, at, list)]
    if not words:
        raise Wrong(tree, "sentences", "tokens")
    return words


def finished(
    draft: Draft,
    article: str,
    documents: Sequence[Document],
    settings: Settings,
    known: Collection[str],
    *,
    has_layer: bool = True,
    metadata: Metadata | UnsetType = UNSET,
) -> Read:
    """The record of a document that is one value of JSON or several; keys that are not known are told as lost."""
    made = layer_of(draft.items, settings.annotator, article, lambda at: at[0].where(at[1]))
    others = list(_others(documents, known))
    where = documents[0].where(documents[0].tree)
    changes = draft.words.cleaned.changes
    losses = [*made.losses, *of_text(changes, article, where), *unknown(others, article, where)]
    layers = [_with_heads(made.layer, draft.heads)] if has_layer else []
    words = draft.words
    record = new_record(article, words.text, layers, metadata=metadata, segmentation=words.segmentation)
    return Read(record, losses, made.seen + Counter(extension=len(others), head=len(draft.heads)))


def _with_heads(layer: Layer, heads: dict[str, list[Span]]) -> Layer:
    entities = [replace(one, head=heads[one.id]) if one.id in heads else one for one in layer.entities or ()]
    return replace(layer, entities=entities) if heads else layer


def _others(documents: Sequence[Document], known: Collection[str]) -> Iterator[str]:
    """The keys that say something, and are not known."""
    said = (key for one in documents for key, value in one.tree.items() if value not in ([], {}, "", None))
    return (key for key in dict.fromkeys(said) if key not in known)
