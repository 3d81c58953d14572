"""Records to CoNLL-U."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...model import Entity, Layer, Record, Relation, Span
from .._format import Chunk, Settings
from .._items import LINKS, Item
from .._items.target import items_of
from .._names import Names
from .._tokens import Pair, first_and_last, sentence_by_sentence
from .brackets import escaped
from .mentions import BRIDGE, unascii
from .source import LAYER
from .values import comments
from .wording import spaces_after

_FIRST_FIELDS = ("eid", "etype", "head", "minspan", "identity")


class Brackets(NamedTuple):
    """What the last column says of a token: brackets that open and close there, and relations of what opens."""

    opened: list[str]
    closed: list[str]
    bridges: list[str]
    groups: list[str]


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One file of all documents."""
    for record in records:
        yield Chunk(f"{settings.stem}.conllu", "".join(_document(record)).encode())


def _document(record: Record) -> Iterator[str]:
    assert record.segmentation
    tokens = record.segmentation.tokens or []
    layer = record.layers[0] if record.layers else None
    entities = _Entities(layer, tokens) if layer else None
    yield f"# newdoc id = {record.id}\n"
    if layer and entities:
        yield f"# {LAYER} = {layer.name}\n# global.Entity = {'-'.join(map(escaped, entities.fields))}\n"
    yield from (f"{line}\n" for line in comments(record.metadata))
    marks = entities.brackets() if entities else {}
    groups = list(sentence_by_sentence(tokens, record.segmentation.sentences or []))
    at = 0
    for number, group in enumerate(groups, 1):
        end = groups[number][0][0] if number < len(groups) else len(record.text)
        before = record.text[groups[number - 2][-1][1] : group[0][0]] if number > 1 else ""
        yield "# newpar\n" if number == 1 or "\n\n" in before else ""
        yield f"# sent_id = {record.id}-{number}\n# text = {_on_one_line(record.text[group[0][0] : group[-1][1]])}\n"
        yield from _rows(record.text, group, end, marks, at)
        yield "\n"
        at += len(group)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


def _rows(text: str, group: Sequence[Pair], end: int, marks: Mapping[int, Brackets], at: int) -> Iterator[str]:
    """The rows of a sentence; `end` is where the next one starts, `at` the number of its first token."""
    for number, ((start, stop), (following, _)) in enumerate(pairwise([*group, (end, end)]), 1):
        is_last = number == len(group)
        space = _space(text[stop:following], is_last=is_last, at_end=following == len(text) and is_last)
        misc = "|".join([*_misc(marks.get(at + number - 1)), *space]) or "_"
        yield "\t".join([str(number), text[start:stop], *("_" * 7), misc]) + "\n"


def _space(space: str, *, is_last: bool, at_end: bool) -> list[str]:
    """What says which white space follows a token, where it is not a single space or the end of a paragraph."""
    if at_end or space == " " or (is_last and space == "\n\n"):
        return []
    return [f"SpacesAfter={spaces_after(space)}"] if space else ["SpaceAfter=No"]


def _misc(found: Brackets | None) -> Iterator[str]:
    if found:
        if found.bridges:
            yield f"Bridge={','.join(found.bridges)}"
        if found.opened or found.closed:
            yield f"Entity={''.join([*found.opened, *found.closed])}"
        if found.groups:
            yield f"SplitAnte={','.join(found.groups)}"


class _Entities:
    """The entities of a layer while they are written."""

    def __init__(self, layer: Layer, tokens: Sequence[Pair]) -> None:
        self.layer, self.tokens, self.names = layer, tokens, Names.of(layer)
        self.items = {item.id: item for item in items_of(layer, self.names)}
        keys = [entity.chain or entity.id for entity in layer.entities or ()]
        self._numbers = {key: f"e{number}" for number, key in enumerate(dict.fromkeys(keys), 1)}
        more = {name for entity in layer.entities or () for name in self.items[entity.id].fields}
        self.fields = (*_FIRST_FIELDS, *sorted(more))

    def brackets(self) -> dict[int, Brackets]:
        """What stands at each token, by its number."""
        found: dict[int, Brackets] = {}
        for entity in self.layer.entities or ():
            for number, span in enumerate(entity.spans, 1):
                first, last = first_and_last(span, self.tokens)
                part = f"[{number}/{len(entity.spans)}]" if len(entity.spans) > 1 else ""
                name = self._number(entity) + part
                opened = "-".join([name, *(self._values(entity) if number == 1 else [])])
                start, end = (found.setdefault(at, Brackets([], [], [], [])) for at in (first, last))
                start.opened.append(f"({opened}" + (")" if first == last else ""))
                if first < last:
                    end.closed.insert(0, f"{name})")
        self._add_bridges(found)
        self._add_groups(found)
        return found

    def _number(self, entity: Entity) -> str:
        return self._numbers[entity.chain or entity.id]

    def _values(self, entity: Entity) -> list[str]:
        """The fields of a mention, without empty ones at the end."""
        item, head = self.items[entity.id], self._head(entity)
        fields = {**item.fields, "etype": item.type, "head": head.partition(",")[0], "minspan": head}
        fields["identity"] = self._link(entity)
        values = [escaped(str(fields.get(name, ""))) for name in self.fields[1:]]
        while values and not values[-1]:
            values.pop()
        return values

    def _link(self, entity: Entity) -> str:
        chain: Item | None = self.items.get(entity.chain or "")
        links: list[str] = chain.fields.get(LINKS, []) if chain else []
        return unascii(links[0]) if links else ""

    def _head(self, entity: Entity) -> str:
        """The numbers that the words of the head have in the mention."""
        inside, head = (self._touched(spans or []) for spans in (entity.spans, entity.head))
        return ",".join(str(inside.index(token) + 1) for token in head if token in inside)

    def _touched(self, spans: Sequence[Span]) -> list[int]:
        pairs = (first_and_last(span, self.tokens) for span in spans)
        return [at for first, last in pairs for at in range(first, last + 1)]

    def _first(self, entity: Entity) -> int:
        return first_and_last(entity.spans[0], self.tokens)[0]

    def _add_bridges(self, found: Mapping[int, Brackets]) -> None:
        by_id = {entity.id: entity for entity in self.layer.entities or ()}
        for relation in self.layer.relations or ():
            before, after = (by_id[one.filler] for one in relation.arguments)
            said = f"{self._number(before)}<{self._number(after)}{self._more(relation)}"
            found[self._first(after)].bridges.append(said)

    def _more(self, relation: Relation) -> str:
        more = self.names.theirs("type", relation.type).removeprefix(BRIDGE).removeprefix(":")
        return f":{escaped(more)}" if more else ""

    def _add_groups(self, found: Mapping[int, Brackets]) -> None:
        for chain in self.layer.chains or ():
            if chain.members:
                first = next(entity for entity in self.layer.entities or () if entity.chain == chain.id)
                whole = self._numbers[chain.id]
                found[self._first(first)].groups.extend(f"{self._numbers[member]}<{whole}" for member in chain.members)
