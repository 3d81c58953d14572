"""What somebody decides about one case, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..errors import FormatError, UnknownName
from .curate_cases import Case
from .curate_earlier import Earlier, split
from .curate_log import Rejected, Taken
from .curate_panel import Panel
from .curate_readings import own_spans
from .curate_settle import Settlement
from .curate_votes import Court


class Answer(Struct, frozen=True):
    """What somebody decides about a case: to follow the reading of a layer, or, without one, to reject them all.

    The case is given by its name, or by an annotation in it, as `layer:id`.
    """

    case: str
    layer: str = ""
    reason: str = ""


def _case(panel: Panel, answer: Answer) -> Case:
    name = panel.case_of.get(split(answer.case), answer.case)
    if name not in panel.cases:
        raise UnknownName("case", answer.case, panel.cases)
    return panel.cases[name]


def rejection(panel: Panel, before: Earlier, answer: Answer, stamp: Taken) -> Rejected:
    """The rejection of every reading of a case.

    Raises:
        UnknownName: there is no such case.
        FormatError: something that was decided refers to it.
    """
    case = _case(panel, answer)
    needed = next((name for name in before.needed if before.about.get(name) == case.name), "")
    if needed:
        raise FormatError(
            panel.record.id, None, None, "a case that no decision refers to", f"{needed}, which one does", code="REF001"
        )
    words = panel.words
    readings = sorted({words[layer].digest(part.id) for layer, part in case.members.items()})
    origins = tuple(f"{layer}:{part.id}" for layer, part in case.members.items())
    return Rejected(case.kind, tuple(readings), answer.reason, stamp.by, stamp.at, origins, _said(case))


def _said(case: Case) -> str:
    """A case in a few words, as its first annotator has it."""
    part = next(iter(case.members.values()))
    words = " … ".join(span.text for span in own_spans(part))
    return " ".join(filter(None, [part.type or "", words]))[:200]


def taken(panel: Panel, court: Court, before: Earlier, answer: Answer) -> Iterator[tuple[str, str]]:
    """The case that is decided and, with it, what the reading refers to and is not settled yet: by case the layer.

    Raises:
        UnknownName: there is no such case, or no such reading of it.
        FormatError: the reading cannot do without something that was rejected.
    """
    case = _case(panel, answer)
    if answer.layer not in court.live[case.name]:
        raise UnknownName("reading", answer.layer, court.live[case.name])
    if case.kind in ("relation", "chain") and court.lacks(case, answer.layer):
        raise FormatError(
            panel.record.id, None, None, "a reading of which no part was rejected", answer.layer, code="REF001"
        )
    settled = Settlement(panel, court, before, {}).settled({}).choices
    found, waiting = set[str](), [case.name]
    while waiting:
        name = waiting.pop()
        if name not in found and (name == case.name or name not in settled):
            found.add(name)
            yield name, answer.layer
            waiting += court.needs(panel.cases[name], answer.layer)
