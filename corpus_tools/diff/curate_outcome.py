"""What came of a curation: the record with its gold layer, and what is still open in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..align.contents import KINDS, everything
from ..model import Annotation, Layer, Record
from .curate_cases import Case
from .curate_earlier import Earlier
from .curate_log import log_of
from .curate_panel import Panel
from .curate_settle import Settled
from .curate_votes import Court, Reading


class OpenCase(Struct, frozen=True):
    """A case that is not settled: its readings, the most frequent first, and why.

    `waits` tells that it is agreed on, but refers to others that are open. `was` is its id in the gold layer before.
    """

    case: Case
    readings: tuple[Reading, ...]
    why: str
    waits: bool = False
    was: str = ""

    @property
    def origin(self) -> str:
        """An annotation that is in no other case, as `layer:id`; unlike the name it stays when others are settled."""
        layer, part = next(iter(self.case.members.items()))
        return f"{layer}:{part.id}"


class Curation(Struct, frozen=True):
    """A record with its gold layer, what is still open, and the ids of what had been agreed on and is no longer.

    `counts` tells how much is agreed, decided by somebody, and rejected.
    """

    record: Record
    open: list[OpenCase]
    reopened: dict[str, Annotation]
    counts: Mapping[str, int]


def outcome(
    panel: Panel, court: Court, before: Earlier, settled: Settled, barred: Mapping[str, str], made: Record
) -> Curation:
    """What came of it; `barred` tells by which rule cases would not validate."""
    gold = next(layer for layer in made.layers if layer.name == panel.gold.name)
    there = {part.id for part in everything(gold)}
    reopened = {name: part for name, part in before.parts.items() if name not in there}
    return Curation(made, list(_open(panel, court, before, settled, barred)), reopened, counted(gold))


def after_answer(record: Record, gold: str, open_: list[OpenCase]) -> Curation:
    """What came of one more decision, with the cases that are still open, in the order in which they are asked."""
    layer = next(layer for layer in record.layers if layer.name == gold)
    kinds = list(KINDS)
    open_.sort(key=lambda one: (kinds.index(one.case.kind), one.case.start, one.origin))
    return Curation(record, open_, {}, counted(layer))


def counted(gold: Layer) -> dict[str, int]:
    """How much of a gold layer is agreed, decided by somebody, and rejected."""
    decisions = [part.decision for part in everything(gold)]
    agreed = decisions.count("agreed")
    return {"agreed": agreed, "decided": len(decisions) - agreed, "rejected": len(log_of(gold).rejected)}


def _open(
    panel: Panel, court: Court, before: Earlier, settled: Settled, barred: Mapping[str, str]
) -> Iterator[OpenCase]:
    was = {case: name for name, case in before.about.items()}
    asked = _asked(panel, court)
    for name in (name for name in panel.cases if name in asked):
        choice = settled.choices.get(name)
        if choice is not None and not (choice.home == panel.gold.name and choice.part.decision == "agreed"):
            continue  # it is settled, and does not only stay because a decision refers to it
        verdict = settled.verdicts[name]
        waits = verdict.winner is not None and name not in barred
        why = f"would not validate: {barred[name]}" if name in barred else verdict.why or "waits for others"
        yield OpenCase(panel.cases[name], verdict.readings, why, waits=waits, was=was.get(name, ""))


def _asked(panel: Panel, court: Court) -> set[str]:
    """The cases that have to be settled: of kinds that all looked for, and what these refer to."""
    live = panel.cases.keys() - court.gone
    found, waiting = set[str](), [name for name in live if panel.is_common(panel.cases[name].kind)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += (need for layer in court.live[name] for need in court.needs(panel.cases[name], layer))
    return found
