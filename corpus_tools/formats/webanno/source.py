"""WebAnno TSV 3 to the structures of a CAS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from ...errors import FormatError
from ...text import quoted
from .._format import File
from .._uima import Cas, Structure
from .._uima.chains import FIRST, NEXT
from .._uima.types import ANNOTATION, DEPENDENT, GOVERNOR, SENTENCE, TOKEN
from . import cells
from .cells import Target
from .header import Column, TsvLayer
from .rows import Document, Sentence, Text, Unit, parse, text_of


def load(file: File) -> Iterator[Cas]:
    """The one view of a file.

    Raises:
        FormatError: it is not WebAnno TSV 3, or not as its header says.
    """
    document = parse(file)
    text = text_of(document.sentences, file.name)
    reading = _Reading(file.name, text)
    for sentence in document.sentences:
        reading.add_sentence(sentence)
        for unit in sentence.units:
            for layer in document.layers:
                reading.add(unit, layer)
    reading.connect()
    slots = frozenset(layer.type for layer in document.layers if any(one.sort == "roles" for one in layer.columns))
    losses = [("text", text.why)] if text.why else []
    yield Cas(text=text.text, structures=reading.structures, slots=slots, losses=[*losses, *_misfits(document, text)])


class _Reading:
    """The structures of a file while they are read: by number, by unit, and what is still to be connected."""

    def __init__(self, file: str, text: Text) -> None:
        self.file, self.text = file, text
        self.structures: list[Structure] = []
        self.by_number: dict[int, list[Structure]] = {}
        self.by_unit: dict[str, list[Structure]] = {}
        self.chains: dict[tuple[str, int], dict[int, Structure]] = {}
        self.waiting: list[tuple[Structure, str, Target | None, str]] = []
        """Features of structures, and what they lead to, of what type."""

    def add_sentence(self, sentence: Sentence) -> None:
        """The sentence and its tokens."""
        tokens = [unit for unit in sentence.units if unit.is_token]
        for unit in tokens:
            self._new(TOKEN, unit)
        if tokens:
            whole = tokens[0]._replace(end_wire=tokens[-1].end_wire)
            self.structures.append(Structure(type=SENTENCE, place=self.text.place(whole)))

    def add(self, unit: Unit, layer: TsvLayer) -> None:
        """What the cells of a unit say of one layer."""
        found = unit.cells[layer.first : layer.first + len(layer.columns)]
        stacks = [(column, cells.stacked(cell)) for column, cell in zip(layer.columns, found, strict=True)]
        {"span": self._spans, "chain": self._links, "relation": self._relations}[layer.kind](unit, layer.type, stacks)

    def _new(self, kind: str, unit: Unit, number: int = 0) -> Structure:
        short = kind.rpartition(".")[2]
        name = f"{short} {unit.number}[{number}]" if number else f"{short} {unit.number}"
        one = Structure(type=kind, name=name, at=f"{self.file}:{unit.line}", place=self.text.place(unit))
        self.structures.append(one)
        self.by_unit.setdefault(unit.number, []).append(one)
        if number:
            self.by_number.setdefault(number, []).append(one)
        return one

    def _spans(self, unit: Unit, kind: str, stacks: Sequence[tuple[Column, Sequence[str]]]) -> None:
        unnumbered: dict[int, Structure] = {}
        hosts: list[tuple[Structure, list[str]]] = []
        for column, raws in stacks:
            if column.sort == "targets":
                for (host, roles), raw in zip(hosts, raws, strict=False):
                    self._fill(host, column, roles, cells.slots(raw))
                continue
            hosts = []
            for index, raw in enumerate(raws):
                body, number = cells.numbered(raw)
                one = self._span(unit, kind, number) if number else unnumbered.get(index) or self._new(kind, unit)
                if not number:
                    unnumbered[index] = one
                if column.sort == "roles":
                    hosts.append((one, cells.slots(body)))
                    one.features.setdefault(column.feature, [])
                elif column.feature and (said := cells.value(raw).text) is not None:
                    one.features.setdefault(column.feature, said)

    def _span(self, unit: Unit, kind: str, number: int) -> Structure:
        """The annotation of a number, stretched to a unit; a new one where it is met first."""
        known = next((one for one in self.by_number.get(number, ()) if one.type == kind), None)
        if known is None:
            return self._new(kind, unit, number)
        self._stretch(known, unit)
        if known not in self.by_unit.setdefault(unit.number, []):
            self.by_unit[unit.number].append(known)
        return known

    def _stretch(self, one: Structure, unit: Unit) -> None:
        (start, end), (first, last) = self.text.place(unit), one.place or (0, 0)
        one.place = min(start, first), max(end, last)

    def _fill(self, host: Structure, column: Column, roles: Sequence[str], targets: Sequence[str]) -> None:
        """Fill the slots of a host, unless a unit before has done so."""
        if host.features.get(column.feature):
            return
        slots = host.features.setdefault(column.feature, [])
        for role, raw in zip_longest(roles, targets, fillvalue=cells.UNSAID):
            slot = Structure(type="", features={"role": cells.value(role).text})
            self.waiting.append((slot, "target", cells.target(raw), column.type))
            slots.append(slot)

    def _relations(self, unit: Unit, kind: str, stacks: Sequence[tuple[Column, Sequence[str]]]) -> None:
        *features, (base, ends) = stacks
        for index, raw in enumerate(ends):
            one, end = self._new(kind, unit), cells.target(raw)
            for column, raws in features:
                if index < len(raws) and (said := cells.value(raws[index]).text) is not None:
                    one.features[column.feature] = said
            self.waiting.append((one, GOVERNOR, end, base.type))
            self.waiting.append((one, DEPENDENT, Target(unit.number, end.own) if end else None, base.type))

    def _links(self, unit: Unit, kind: str, stacks: Sequence[tuple[Column, Sequence[str]]]) -> None:
        named = {column.feature: raws for column, raws in stacks}
        for index, raw in enumerate(named.get("referenceRelation", ())):
            if not (found := cells.link(raw)):
                raise FormatError(self.file, unit.line, 1, "a link such as coref->1-2", quoted(raw))
            relation, chain, number = found
            links = self.chains.setdefault((kind, chain), {})
            if number in links:
                self._stretch(links[number], unit)
                continue
            links[number] = self._new(kind, unit)
            kinds = named.get("referenceType", ())
            said = {
                "referenceRelation": relation,
                "referenceType": cells.value(kinds[index]).text if index < len(kinds) else None,
            }
            links[number].features |= {name: text for name, text in said.items() if text is not None}

    def connect(self) -> None:
        """Put in what features lead to, and the links of chains in their order."""
        for one, feature, target, kind in self.waiting:
            one.features[feature] = self._found(target, kind) if target else None
        for (kind, number), links in self.chains.items():
            ordered = [links[at] for at in sorted(links)]
            for one, following in pairwise(ordered):
                one.features[NEXT] = following
            name = f"{kind.rpartition('.')[2]} chain {number}"
            head = Structure(type=f"{kind.removesuffix('Link')}Chain", name=name, features={FIRST: ordered[0]})
            self.structures.append(head)

    def _found(self, target: Target, kind: str) -> Structure | None:
        """What a unit and a number lead to: of the type that is wanted, if there is one."""
        there = self.by_number.get(target.number, []) if target.number else self.by_unit.get(target.unit, [])
        fitting = [one for one in there if one.type == kind]
        others = [one for one in there if one.type not in (TOKEN, SENTENCE)] if kind == ANNOTATION else []
        return next(iter(fitting or others), None)


def _misfits(document: Document, text: Text) -> Iterator[tuple[str, str]]:
    """What is told of tokens that are not the words at their place."""
    units = [unit for sentence in document.sentences for unit in sentence.units if unit.is_token]
    wrong = [unit for unit in units if text.text[slice(*text.place(unit))] != unit.words]
    if wrong:
        number = f"{len(wrong)} tokens have" if len(wrong) > 1 else "a token has"
        yield (
            "tokens",
            f"{number} other words than the text, the first in line {wrong[0].line}: {quoted(wrong[0].words)}",
        )
