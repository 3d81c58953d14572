"""The layers of several annotators made one gold layer: what is agreed on goes in, the rest is left for somebody.

curation = curate(record, Ask(("ada", "ben", "cem")))
for case in curation.open:
    print(case.why, [reading.voters for reading in case.readings])
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from ..edits import parts
from ..errors import FormatError
from ..findings import Finding
from ..model import Annotator, Record
from ..tagset import TagSet, TagSets
from ..validation import validate
from .curate_answers import Answer, rejection, taken
from .curate_earlier import earlier
from .curate_gold import Scribe
from .curate_log import Rejected, Taken
from .curate_outcome import Curation, OpenCase, outcome
from .curate_panel import Ask, Panel
from .curate_settle import Settled, Settlement
from .curate_votes import Court

__all__ = ["Answer", "Ask", "Curation", "OpenCase", "curate"]


def curate(
    record: Record,
    ask: Ask,
    tagsets: TagSet | TagSets | None = None,
    *,
    answer: Answer | None = None,
    by: str = "",
    at: str = "",
) -> Curation:
    """Make a gold layer, or make an earlier one anew: decisions stay, what was agreed on is counted again.

    Nothing goes in that would not validate. An `answer` is logged with `by` and `at`.

    Raises:
        UnknownName: the record has none of the layers, or the answer names something else than an open case has.
        FormatError: the layers have nothing in common that could be decided, or the answer would not validate.
    """
    panel = Panel(record, ask)
    before = earlier(panel)
    stamp = Taken(by, at)
    rejected = [rejection(panel, before, answer, stamp)] if answer and not answer.layer else []
    court = Court(panel, _rejected(panel, [*before.rejected, *rejected]))
    chosen = dict(taken(panel, court, before, answer)) if answer and answer.layer else {}
    settlement = Settlement(panel, court, before, chosen)
    barred: dict[str, str] = {}
    while True:
        settled = settlement.settled(barred)
        scribe = Scribe(panel, before, settled, stamp)
        made = _with_gold(record, panel, scribe, rejected)
        errors = [one for one in validate(made, tagsets) if one.severity == "error" and one.layer == panel.gold.name]
        if not errors:
            return outcome(panel, court, before, settled, barred, made)
        barred |= _blamed(errors, made, scribe, settled, before.about.values() if answer else ())


def _rejected(panel: Panel, rejections: Sequence[Rejected]) -> Callable[[str, str], bool]:
    """Tells of an annotation of a layer whether what it says was rejected, in that layer or in another one."""
    digests = set(chain.from_iterable(rejection.readings for rejection in rejections))
    return lambda layer, name: bool(digests) and panel.words[layer].digest(name) in digests


def _with_gold(record: Record, panel: Panel, scribe: Scribe, rejected: Sequence[Rejected]) -> Record:
    """The record with the gold layer in its place, or at the end, and its annotator where these are listed."""
    gold = scribe.layer(rejected)
    names = [layer.name for layer in record.layers]
    layers = [gold if layer.name == gold.name else layer for layer in record.layers]
    known = [annotator.id for annotator in record.annotators or ()]
    maker = gold.annotator or gold.name
    return replace(
        record,
        layers=layers if gold.name in names else [*layers, gold],
        annotators=[*record.annotators, Annotator(maker, "panel")]
        if record.annotators and maker not in known
        else record.annotators,
    )


def _blamed(
    errors: Sequence[Finding], made: Record, scribe: Scribe, settled: Settled, safe: Collection[str]
) -> dict[str, str]:
    """The cases that must not be agreed on, since the layer would not validate, and by which rule.

    What an error is about is barred; where that was decided, what it is related to; where that was too, everything.

    Raises:
        FormatError: it is not for what was agreed on that it does not validate, or only for what is `safe`.
    """
    case_of = {name: case for case, name in scribe.ids.items()}
    agreed = {case for case, choice in settled.choices.items() if choice.voters and not choice.is_new} - {*safe}
    direct = {case_of.get(one.annotation or "", ""): one.code for one in errors}
    related = {case_of.get(name, ""): one.code for one in errors for name in _related(one, made)}
    everything_else = {} if safe else dict.fromkeys(agreed, errors[0].code)
    for blamed in (direct, related, everything_else):
        if found := {case: code for case, code in blamed.items() if case in agreed}:
            return found
    first = errors[0]
    raise FormatError(made.id, None, None, "a gold layer that validates", first.message, code=first.code)


def _related(error: Finding, made: Record) -> Iterator[str]:
    """The ids of the annotations that an error is also about."""
    for related in error.related or ():
        path = parts(related.pointer)
        if path[:1] == ["layers"] and len(path) > 3:
            yield getattr(made.layers[int(path[1])], path[2])[int(path[3])].id
