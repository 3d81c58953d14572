"""A record laid out for rules: flat lists, lookups and columns, prepared once and only when asked for."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, repeat
from operator import sub
from typing import Any

from msgspec import Struct

from ..columns import Columns, Places
from ..findings import Path
from ..model import Annotation, Argument, Layer, Record, Section, Span
from ..tagset import TagSet
from ._rule import Rule

ARRAYS = {"entities": "entity", "events": "event", "quotes": "quote", "relations": "relation", "chains": "chain"}
"""The arrays of a layer that hold annotations, and the kind of each."""


_ASCII = bytes(range(128))
_NOT_PLAIN = re.compile(
    "[^\0-\x0c\x0e-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205f\u20a0-\u20cf\u2190-\u2328\u232b-\u2adb\u2add-\u2bff]"
)
"""What may combine, join, hide or be written another way, and everything outside the blocks in which nothing does."""


class LayerView:
    """One layer. `entities`, `events` and so on hold what is sound so far; what stands in `layer` is everything.

    `columns` are those of what is sound, `all_columns` those of everything.
    """

    def __init__(
        self,
        layer: Layer,
        index: int,
        tagset: TagSet | None,
        hidden: dict[str, str],
        all_columns: Columns,
        broken: Collection[int],
    ) -> None:
        self.layer, self.index, self.tagset = layer, index, tagset
        self.hidden = hidden
        """Ids of annotations that could not be read, with their kind: they exist, but nothing is known of them."""
        self.all_columns = all_columns
        self.columns = _without(all_columns, broken) if broken else all_columns
        self.entities, self.events, self.quotes = self.columns.entities, self.columns.events, self.columns.quotes
        self.relations, self.chains = self.columns.relations, self.columns.chains
        self.everything = all_columns.everything

    @property
    def final(self) -> bool:
        """Whether the layer claims to be finished: gold or reviewed. What may wait in a draft may not wait here."""
        return self.layer.role == "gold" or self.layer.status == "reviewed"

    @cached_property
    def by_id(self) -> dict[str, Annotation]:
        """Annotations by id; of two with one id, the first."""
        return {part.id: part for part in reversed(self.everything)}

    @cached_property
    def unanchored(self) -> dict[str, Any]:
        """Annotations that lost their place in the text as a whole, by id."""
        return {part.annotation.id: part for part in self.layer.unanchored or () if not part.path}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of every id in the layer: entity, event, quote, relation or chain; of two with one id, the first."""
        columns = self.all_columns
        counts = (columns.entities, columns.events, columns.quotes, columns.relations, columns.chains)
        names = chain.from_iterable(map(repeat, ARRAYS.values(), map(len, counts)))
        kinds = dict(zip(columns.ids, names, strict=True))
        if len(kinds) < len(columns.ids):
            kinds = dict(zip(reversed(columns.ids), reversed([kind_of(part) for part in self.everything]), strict=True))
        return {**self.hidden, **kinds} if self.hidden else kinds

    @cached_property
    def entity_types(self) -> dict[Any, str]:
        """The type of every entity by its id."""
        return dict(zip(self.all_columns.entity_ids, self.all_columns.entity_types, strict=True))

    @cached_property
    def places(self) -> Places:
        """Every span of every annotation, in columns."""
        return Places(self.all_columns)

    @property
    def spans(self) -> list[Span]:
        """Every span of every annotation, in the order of the layer."""
        return self.places.spans

    @property
    def starts(self) -> list[int]:
        """`start` of each of `spans`, code points."""
        return self.places.starts

    @property
    def ends(self) -> list[int]:
        """`end` of each of `spans`, code points."""
        return self.places.ends

    @property
    def texts(self) -> list[str]:
        """`text` of each of `spans`."""
        return self.places.texts

    @cached_property
    def first_starts(self) -> list[int]:
        """`start` of the first span of each sound entity."""
        entities, everything = self.entities, self.all_columns.entities
        if len(entities) == len(everything) and len(self.places.lists) == len(self.places.spans):
            return self.starts[: len(entities)]
        return [part.spans[0].start for part in entities]

    @property
    def arguments(self) -> list[Argument]:
        """Every argument of every event."""
        return self.all_columns.arguments


def kind_of(part: Annotation) -> str:
    """What sort of annotation a part is: entity, event, quote, relation or chain."""
    return type(part).__name__.lower()


def _without(columns: Columns, broken: Collection[int]) -> Columns:
    """The columns of the annotations that are not broken."""
    lists = (columns.entities, columns.events, columns.quotes, columns.relations, columns.chains)
    return Columns(*[[part for part in parts if id(part) not in broken] for parts in lists])  # type: ignore[arg-type]


class View:
    """One record, with the tag set of each layer.

    `tagsets` are by layer index; `hidden` and `removed` tell what could not be read: ids by layer index, and paths.
    """

    def __init__(
        self,
        record: Record,
        tagsets: list[TagSet | None] | None = None,
        *,
        columns: list[Columns] | None = None,
        hidden: dict[int, dict[str, str]] | None = None,
        removed: Collection[Path] = (),
        today: datetime.date | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.record, self.text = record, record.text
        self.length = len(record.text)
        self.tagsets = tagsets if tagsets is not None else [None] * len(record.layers)
        self.hidden, self.removed = hidden or {}, removed
        self.today = today or datetime.date.today()
        self._options = options or {}
        self.sections: list[Section] = record.sections or []
        self.cache: dict[str, Any] = {}
        """What helpers of rules have worked out about this record, by their name."""
        self.is_accepted = columns is not None
        """Whether the accept path has shown that the record fits the schema."""
        self._columns = columns if columns is not None else [Columns.of(layer) for layer in record.layers]
        self.layers = self._layers(())

    def _layers(self, broken: Collection[int]) -> list[LayerView]:
        parts = enumerate(zip(self.record.layers, self.tagsets, self._columns, strict=True))
        return [
            LayerView(layer, i, tagset, self.hidden.get(i, {}), columns, broken)
            for i, (layer, tagset, columns) in parts
        ]

    def option(self, rule: Rule, name: str) -> Any:
        """What the project set for an option of a rule, or else the rule's default."""
        return self._options.get(rule.code, rule.options).get(name, rule.options[name])

    def set_aside(self, parts: Iterable[Any]) -> None:
        """Leave parts with errors out of the lists that later levels look at."""
        self._broken |= {id(part) for part in parts}
        if self._broken & {id(section) for section in self.sections}:
            self.sections = []
            self.__dict__.pop("inner_edges", None)
        self.layers = self._layers(self._broken)

    @cached_property
    def _broken(self) -> set[int]:
        return set()

    @property
    def tagset(self) -> TagSet | None:
        """The tag set that speaks for the record as a whole: that of its first layer that has one."""
        return next((tagset for tagset in self.tagsets if tagset is not None), None)

    @cached_property
    def is_ascii(self) -> bool:
        """Whether the text is plain ASCII, in which case most checks of characters need not run."""
        return self.text.isascii()

    @cached_property
    def is_plain(self) -> bool:
        """Whether every character stands for itself: none combines, joins, hides or has another normal form."""
        if self.is_ascii:
            return True
        return "\r" not in self.text and _NOT_PLAIN.search("".join(self.beyond_ascii)) is None

    @cached_property
    def beyond_ascii(self) -> frozenset[str]:
        """Every character of the text that is not ASCII, once."""
        if self.is_ascii:
            return frozenset()
        rest = self.text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
        return frozenset(rest.decode("utf-8", "surrogatepass"))

    @cached_property
    def starts(self) -> set[int]:
        """Where spans of any layer begin."""
        return set().union(*[layer.starts for layer in self.layers])

    @cached_property
    def ends(self) -> set[int]:
        """Where spans of any layer end."""
        return set().union(*[layer.ends for layer in self.layers])

    @cached_property
    def inner_edges(self) -> list[int]:
        """Section edges that do not lie at a block's edge, ascending: where a span inside one paragraph could cross."""
        text, (starts, ends) = self.text, self.block_edges
        edges = {edge for part in self.sections for edge in (part.start, part.end)} - starts - ends
        return sorted(
            e for e in edges if 0 < e < self.length and text[e - 2 : e] != "\n\n" and text[e : e + 2] != "\n\n"
        )

    @cached_property
    def language(self) -> str:
        """The BCP 47 tag of the text, from the metadata or else the tag set; empty where neither says."""
        metadata, tagset = self.record.metadata, self.tagset
        return (metadata.language if metadata else "") or (tagset.language if tagset else "") or ""

    @cached_property
    def _block_edges(self) -> list[int]:
        edges, at = [0], self.text.find("\n\n")
        while at >= 0:
            edges.append(at + 2)
            at = self.text.find("\n\n", at + 2)
        return edges

    @cached_property
    def block_edges(self) -> tuple[set[int], set[int]]:
        """Where paragraphs begin, and where they end."""
        starts = self._block_edges
        return set(starts), {*(start - 2 for start in starts[1:]), self.length}

    def block_number(self, offset: int) -> int:
        """How many paragraphs begin before the one that holds an offset."""
        return bisect_right(self._block_edges, offset) - 1

    def shortest(self, blocks: int) -> int:
        """How many code points so many paragraphs in a row have at least, with what lies between; not the first one."""
        starts = self._block_edges[1:]
        return min(map(sub, starts[blocks:], starts), default=self.length)

    def block(self, offset: int) -> tuple[int, int]:
        """The paragraph that holds an offset: `[start, end)` in code points."""
        index = self.block_number(offset)
        start = self._block_edges[index]
        end = self._block_edges[index + 1] - 2 if index + 1 < len(self._block_edges) else self.length
        return start, end

    def crosses(self, start: int, end: int) -> int | None:
        """The first section edge strictly inside a stretch of one paragraph, or None."""
        index = bisect_left(self.inner_edges, start + 1)
        return self.inner_edges[index] if index < len(self.inner_edges) and self.inner_edges[index] < end else None

    def path(self, part: Any) -> Path:
        """The path of any part of the record; the parts are found by identity, the map is made when first asked for."""
        return self._paths.get(id(part), ())

    @cached_property
    def _paths(self) -> dict[int, Path]:
        return dict(_walk(self.record, ()))


def _walk(part: Any, path: Path) -> Iterator[tuple[int, Path]]:
    """Every struct below a part, by identity, with its path."""
    if isinstance(part, Struct):
        yield id(part), path
        for name, key in zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True):
            value = getattr(part, name)
            if isinstance(value, list | Struct):
                yield from _walk(value, (*path, key))
    elif isinstance(part, list):
        for index, item in enumerate(part):
            if isinstance(item, list | Struct):
                yield from _walk(item, (*path, index))
