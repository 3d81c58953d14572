"""What the annotators say of a case, and whether enough of them say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from ..model import Chain
from .curate_cases import Case
from .curate_panel import Ask, Panel
from .curate_readings import content, roles

Whose = Callable[[str, str], bool]
"""Whether a reading, that of a layer and an id, was rejected."""


class Reading(Struct, frozen=True):
    """One way to see a case, and who sees it so. `lacks` tells that it refers to something that was rejected."""

    content: bytes
    voters: tuple[str, ...]
    lacks: bool = False


class Verdict(Struct, frozen=True):
    """Every reading of a case, the most frequent first, the one that is agreed on, or why there is none."""

    readings: tuple[Reading, ...]
    winner: Reading | None = None
    why: str = ""


class Court:
    """Hears the cases of a panel. `rejected` tells which readings do not count, `gone` the cases without any other."""

    def __init__(self, panel: Panel, rejected: Whose) -> None:
        self._panel, self._rejected = panel, rejected
        self.live = {
            name: [layer for layer, part in case.members.items() if not rejected(layer, part.id)]
            for name, case in panel.cases.items()
        }
        self.gone = {name for name, layers in self.live.items() if not layers}

    def verdict(self, case: Case, mentions: Collection[str] = ()) -> Verdict:
        """What becomes of a case; `mentions` are the cases that chains are made of."""
        voters: dict[bytes, list[str]] = defaultdict(list)
        for layer in self.live[case.name]:
            voters[self._content(case, layer, mentions)].append(layer)
        readings = [Reading(said, tuple(who), self.lacks(case, who[0])) for said, who in voters.items()]
        readings.sort(key=lambda reading: (-len(reading.voters), reading.voters))
        return judged(readings, len(self._panel.lookers(case)), self._panel.ask)

    def _content(self, case: Case, layer: str, mentions: Collection[str]) -> bytes:
        part = case.members[layer]
        group = sorted(set(self.group(layer, part.id)).intersection(mentions)) if isinstance(part, Chain) else None
        return content(part, lambda ref: self._name(layer, ref), group, self._panel.uncommon)

    def group(self, layer: str, chain: str) -> list[str]:
        """The cases of what a layer puts into a chain."""
        return [self._panel.case_of[layer, name] for name in self._panel.words[layer].mentions.get(chain, ())]

    def _name(self, layer: str, ref: str) -> str | None:
        """The case of a reference; None where it was rejected, or lost its words."""
        name = self._panel.case_of.get((layer, ref))
        return None if name in self.gone else name

    def lacks(self, case: Case, layer: str) -> bool:
        """Whether a reading refers to something that was rejected."""
        return any(self._name(layer, ref) is None for ref in roles(case.members[layer]))

    def needs(self, case: Case, layer: str) -> list[str]:
        """The cases that a reading cannot do without."""
        return [name for ref in roles(case.members[layer]) if (name := self._name(layer, ref)) is not None]


def judged(readings: Sequence[Reading], lookers: int, ask: Ask) -> Verdict:
    """The verdict on some readings, the most frequent first, of so many who looked.

    >>> ada, ben = Reading(b"PER", ("ada",)), Reading(b"ORG", ("ben",))
    >>> judged([ada, ben], 2, Ask(("ada", "ben"), min_votes=1)).why
    'tie'
    """
    found = tuple(readings)
    if not found:
        return Verdict(found, why="rejected")
    best, others = len(found[0].voters), [len(reading.voters) for reading in found[1:]]
    nothing = lookers - best - sum(others)
    if best == max([*others, nothing], default=0):
        return Verdict(found, why="tie")
    if best < max([*others, nothing], default=0):
        return Verdict(found, why="most marked nothing")
    if best < ask.min_votes:
        return Verdict(found, why="too few votes")
    if best < ask.confidence * lookers:
        return Verdict(found, why="too small a share")
    if found[0].lacks:
        return Verdict(found, why="refers to something rejected")
    return Verdict(found, found[0])
