"""Which cases are settled: agreed on or decided, and so is everything that they refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from ..model import Annotation, Chain
from .curate_earlier import Earlier
from .curate_panel import Panel
from .curate_readings import kind_of, roles
from .curate_votes import Court, Verdict


class Choice(Struct, frozen=True):
    """What is put into the gold layer for a case: an annotation of some layer, and who says so.

    `is_new` tells that it was decided just now; `home` is the gold layer for what was there before.
    """

    part: Annotation
    home: str
    voters: tuple[str, ...] = ()
    is_new: bool = False


Choices = dict[str, Choice]
"""Choices by the names of their cases; what was decided before and belongs to none goes by its id."""


class Settled(Struct, frozen=True):
    """What goes into the gold layer, the cases that each chain holds, the verdicts, and what is agreed but waits."""

    choices: Choices
    groups: dict[str, list[str]]
    verdicts: dict[str, Verdict]


class Settlement:
    """Works out what is settled. `taken` are the readings decided just now, by case: the layer that was followed."""

    def __init__(self, panel: Panel, court: Court, before: Earlier, taken: Mapping[str, str]) -> None:
        self._panel, self._court, self._before = panel, court, before
        self._cases = [case for name, case in panel.cases.items() if name not in court.gone]
        old = {before.about.get(name, name): name for name in before.needed}
        self._decided = {case: self._old(name) for case, name in old.items() if name in before.kept}
        self._decided |= {name: self._new(name, layer) for name, layer in taken.items()}
        self._retained = {case: self._old(name) for case, name in old.items() if case not in self._decided}

    def _old(self, name: str) -> Choice:
        return Choice(self._before.parts[name], self._panel.gold.name)

    def _new(self, name: str, layer: str) -> Choice:
        readings = self._court.verdict(self._panel.cases[name], self._court.live).readings
        voters = next((reading.voters for reading in readings if layer in reading.voters), (layer,))
        return Choice(self._panel.cases[name].members[layer], layer, voters, is_new=True)

    def settled(self, barred: Collection[str]) -> Settled:
        """What is settled where some cases must not be agreed on.

        What was agreed on stays without votes only as long as a decision refers to it.
        """
        verdicts = {case.name: self._court.verdict(case) for case in self._cases if case.kind != "chain"}
        won = self._won(verdicts, barred)
        while True:
            marks = {name: choice for name, choice in self._with(won).items() if not isinstance(choice.part, Chain)}
            of_chains = {c.name: self._court.verdict(c, marks) for c in self._cases if c.kind == "chain"}
            chains, groups = self._chains(marks, self._won(of_chains, barred))
            there = {**marks, **chains}
            whole = {name: choice for name, choice in won.items() if self._is_whole(name, choice, there)}
            if len(whole) == len(won):
                return Settled(self._wanted(there, groups), groups, verdicts | of_chains)
            won = whole

    def _with(self, won: Choices) -> Choices:
        return {**self._retained, **won, **self._decided}

    def _won(self, verdicts: Mapping[str, Verdict], barred: Collection[str]) -> Choices:
        """What is agreed on and was not decided otherwise."""
        return {
            name: Choice(self._panel.cases[name].members[winner.voters[0]], winner.voters[0], winner.voters)
            for name, verdict in verdicts.items()
            if (winner := verdict.winner) is not None and name not in barred and name not in self._decided
        }

    def _is_whole(self, name: str, choice: Choice, there: Collection[str]) -> bool:
        """Whether everything is settled that a choice refers to."""
        return all(need in there for need in self._refers(name, choice))

    def _refers(self, name: str, choice: Choice) -> list[str]:
        """What a choice refers to, by the names of cases."""
        if choice.home != self._panel.gold.name:
            return self._court.needs(self._panel.cases[name], choice.home)
        return [self._before.about.get(ref, ref) for ref in roles(choice.part)]

    def _chains(self, marks: Choices, won: Choices) -> tuple[Choices, dict[str, list[str]]]:
        """The chains that can be settled over some mentions, and those of each; no mention is in two."""
        ordered = dict(sorted(won.items(), key=lambda item: (-len(item[1].voters), item[0])))
        there = {name: choice for name, choice in self._with(ordered).items() if isinstance(choice.part, Chain)}
        fixed = {name for name in there if there[name] is not ordered.get(name)}
        groups: dict[str, list[str]] = {}
        owned = set[str]()
        for name in sorted(there, key=lambda name: name not in fixed):  # what is decided comes first
            group = [mention for mention in dict.fromkeys(self._group(there[name])) if mention in marks]
            free = [mention for mention in group if mention not in owned]
            if name not in fixed and (free != group or not (group or self._means_something(there[name]))):
                if name not in self._retained:
                    continue
                there[name] = self._retained[name]
            groups[name] = free
            owned.update(free)
        return self._untorn({name: there[name] for name in there if name in groups}), groups

    def _group(self, choice: Choice) -> Iterator[str]:
        """The cases that a choice puts into its chain; one decided before also gets what is new where it came from."""
        name = choice.part.id
        if choice.home != self._panel.gold.name:
            yield from self._court.group(choice.home, name)
            return
        yield from (self._before.about.get(own, own) for own in self._panel.words[choice.home].mentions.get(name, ()))
        case = self._panel.cases.get(self._before.about.get(name, ""))
        for layer, part in case.members.items() if case else ():
            if f"{layer}:{part.id}" in (choice.part.from_ or ()):
                yield from self._court.group(layer, part.id)

    def _means_something(self, choice: Choice) -> bool:
        """Whether a chain means something without settled mentions: by links, members or a role, or never had any."""
        chain, words = choice.part, self._panel.words[choice.home]
        is_empty = not words.mentions.get(chain.id) or (isinstance(chain, Chain) and (chain.links or chain.members))
        return bool(is_empty) or any(chain.id in roles(part) for part in words.parts.values())

    def _untorn(self, chains: Choices) -> Choices:
        """Chains without the groups of others that are not all settled."""
        while True:
            open_ = [name for name, choice in chains.items() if choice.home != self._panel.gold.name]
            torn = {
                name for name in open_ if name not in self._decided and not self._is_whole(name, chains[name], chains)
            }
            if not torn:
                return chains
            kept = {name: choice for name, choice in chains.items() if name not in torn}
            chains = kept | {name: self._retained[name] for name in torn if name in self._retained}

    def _wanted(self, there: Choices, groups: Mapping[str, list[str]]) -> Choices:
        """What has a place in the layer: kinds that all looked for, what these refer to, its chains and mentions."""
        chain_of = {mention: name for name, group in groups.items() for mention in group}
        found = {name for name, choice in there.items() if self._panel.is_common(kind_of(choice.part))}
        waiting = [need for name in found for need in self._refers(name, there[name])]
        while waiting:
            name = waiting.pop()
            if name in there and name not in found:
                found.add(name)
                waiting += [*self._refers(name, there[name]), *groups.get(name, ()), chain_of.get(name, "")]
        return {name: choice for name, choice in there.items() if name in found}
