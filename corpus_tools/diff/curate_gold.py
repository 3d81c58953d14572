"""The gold layer written: its annotations with ids that stay, what they come from, and who decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..align.contents import KINDS
from ..model import Annotation, Chain, Event, Layer, Quote, Relation
from ..text import natural_key
from .curate_earlier import Earlier, meet, split
from .curate_log import Log, Rejected, Taken, log_of, used, with_log
from .curate_panel import Panel
from .curate_readings import ASIDE, kind_of
from .curate_settle import Choice, Choices, Settled
from .numbering import ids_of

_LETTERS = {"entity": "t", "event": "e", "quote": "q", "relation": "r", "chain": "c"}


class Scribe:
    """Writes what was settled. `stamp` tells who decides now, and when."""

    def __init__(self, panel: Panel, before: Earlier, settled: Settled, stamp: Taken) -> None:
        self._panel, self._before, self._settled, self._stamp = panel, before, settled, stamp
        self._log = log_of(panel.gold)
        self.ids = self._ids(settled.choices)
        self._chain_of = {mention: name for name, group in settled.groups.items() for mention in group}

    def _ids(self, choices: Choices) -> dict[str, str]:
        """An id for each choice: the one it had, else one that was never used."""
        had = {case: name for name, case in self._before.about.items()}
        found = {
            case: had.get(case, case if choice.home == self._panel.gold.name else "")
            for case, choice in choices.items()
        }
        taken = {*ids_of(self._panel.gold), *self._before.parts}
        highest = {letter: self._highest(letter, taken) for letter in _LETTERS.values()}
        for case in (case for case in self._panel.cases if case in choices and not found[case]):
            letter = _LETTERS[self._panel.cases[case].kind]
            highest[letter] += 1
            found[case] = f"{letter}{highest[letter]}"
        return found

    def _highest(self, letter: str, taken: Iterable[str]) -> int:
        numbers = [int(name[1:]) for name in taken if name[0] == letter and name[1:].isdecimal()]
        return max([*numbers, self._log.used.get(letter, 0)], default=0)

    def layer(self, rejected: Iterable[Rejected]) -> Layer:
        """The whole layer."""
        made = [self._annotation(case, choice) for case, choice in self._settled.choices.items()]
        arrays = {array: [part for part in made if kind_of(part) == kind] for kind, array in KINDS.items()}
        gone = sorted(self._before.parts.keys() - {part.id for part in made})
        log = Log((*self._log.rejected, *rejected), used(self._log, [part.id for part in made], gone))
        fields = {name: parts if parts or name in self._panel.tasks else UNSET for name, parts in arrays.items()}
        return replace(
            self._panel.gold,
            tagset=self._panel.tagset,
            tasks=self._panel.tasks,
            scope=self._panel.scope,
            derived_from=self._derived_from(made),
            extensions=with_log(self._panel.gold.extensions, log),
            **fields,
        )

    def _derived_from(self, made: Iterable[Annotation]) -> list[str]:
        origins = {split(origin)[0] for part in made for origin in part.from_ or ()}
        there = [layer.name for layer in self._panel.record.layers if layer.name in origins]
        return sorted({*there, *(layer.name for layer in self._panel.layers)}, key=natural_key)

    def _annotation(self, case: str, choice: Choice) -> Annotation:
        changed: dict[str, Any] = {"id": self.ids[case], "from_": list(self._origins(case, choice)) or UNSET}
        if not isinstance(choice.part, Relation | Chain):
            changed["chain"] = self.ids.get(self._chain_of.get(case, ""), UNSET)
        if choice.home != self._panel.gold.name:
            changed |= self._references(choice) | self._shared(case, choice)
            changed["decision"] = "chosen" if choice.is_new else "agreed"
            if hasattr(choice.part, "anchor"):
                changed["anchor"] = UNSET
        if choice.is_new:
            seen = {self._panel.words[layer].digest(part.id) for layer, part in self._panel.cases[case].members.items()}
            note = Taken(self._stamp.by, self._stamp.at, tuple(sorted(seen)))
            changed["extensions"] = with_log(changed["extensions"], note)
        return replace(choice.part, **changed)

    def _references(self, choice: Choice) -> dict[str, Any]:
        """The fields that refer to others, by their ids here; references to what is not there are left out."""
        part, name = choice.part, self._named(choice.home)
        if isinstance(part, Event | Relation):
            arguments = [replace(one, filler=name(one.filler)) if one.filler else one for one in part.arguments or ()]
            return {"arguments": [one for one in arguments if one.filler is not None] or UNSET}
        fields = ("source", "addressee") if isinstance(part, Quote) else ("members",) if isinstance(part, Chain) else ()
        return {field: [ref for one in getattr(part, field) or () if (ref := name(one))] or UNSET for field in fields}

    def _named(self, home: str) -> Callable[[str], str | None]:
        return lambda ref: self.ids.get(self._panel.case_of.get((home, ref), ""))

    def _shared(self, case: str, choice: Choice) -> dict[str, Any]:
        """Fields that were not held against each other, where all who have the reading and the field say the same."""
        members = self._panel.cases[case].members
        voters = [members[layer] for layer in choice.voters]
        fields = [
            field for field in (*ASIDE, *self._panel.uncommon) if hasattr(choice.part, field) and field != "arguments"
        ]
        shared = {field: _unanimous(voters, field) for field in fields}
        shared |= {"name": _most_frequent(voters)} if isinstance(choice.part, Chain) else {}
        return shared | (self._own(case, choice) if not choice.is_new else {})

    def _own(self, case: str, choice: Choice) -> dict[str, Any]:
        """Fields that are the gold layer's own, where it said the same before: somebody may have written a note."""
        old = self._before.parts.get(self.ids[case])
        if old is None or not (isinstance(old, Chain) or self._is_as_before(old, choice)):
            return {}
        fields = (*ASIDE, "name") if isinstance(old, Chain) else ASIDE
        return {field: getattr(old, field) for field in fields}

    def _is_as_before(self, old: Annotation, choice: Choice) -> bool:
        words = self._panel.words
        return words[self._panel.gold.name].digest(old.id) == words[choice.home].digest(choice.part.id)

    def _origins(self, case: str, choice: Choice) -> Iterator[str]:
        """What an annotation comes from: who voted for it; of what was decided before, what is left of its origins."""
        members = self._panel.cases[case].members if case in self._panel.cases else {}
        if choice.home != self._panel.gold.name:
            yield from (f"{layer}:{members[layer].id}" for layer in choice.voters)
            return
        there = [f"{layer}:{part.id}" for layer, part in members.items()]
        named = [origin for origin in choice.part.from_ or () if origin in there or self._is_there(origin, choice.part)]
        digest = self._panel.words[choice.home].digest(choice.part.id)
        alike = [layer for layer, part in members.items() if self._panel.words[layer].digest(part.id) == digest]
        yield from named or ([f"{layer}:{members[layer].id}" for layer in alike] or there if choice.part.from_ else ())

    def _is_there(self, origin: str, part: Annotation) -> bool:
        """Whether an origin still leads to something that shares words with an annotation, or to another layer."""
        layer, name = split(origin)
        if layer in self._panel.words:
            other = self._panel.words[layer].parts.get(name)
            return other is not None and kind_of(other) == kind_of(part) and meet(part, other)
        return any(name == one for each in self._panel.record.layers if each.name == layer for one in ids_of(each))


def _unanimous(parts: Iterable[Annotation], field: str) -> Any:
    """The value of all that have one; not set where they differ."""
    values = [value for part in parts if (value := getattr(part, field)) is not UNSET]
    return values[0] if values and all(value == values[0] for value in values) else UNSET


def _most_frequent(chains: Iterable[Any]) -> Any:
    """The name that most of some chains have, of equally frequent ones the first by the alphabet."""
    names = [chain.name for chain in chains if chain.name]
    return min(names, key=lambda name: (-names.count(name), name)) if names else UNSET
