"""An event has the same argument twice: the same role and the same filler, or the same role and the same words.

It would be counted twice in every figure. Drop one of the two; where they are equal in everything that is done for you,
where they differ (in a note, say) it is yours to choose, and so it is where the role requires more fillers than would
be left. One filler in two roles is not reported, nor are two fillers
that mean the same thing.

Fails:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}],
                 "arguments": [{"role": "participant", "filler": "t1"}, {"role": "participant", "filler": "t1"}]}]}

Passes:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 8, "end": 15, "text": "Charles"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}],
                 "arguments": [{"role": "participant", "filler": "t1"}, {"role": "participant", "filler": "t2"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Argument, Event
from ..text import quoted
from ._chains import may_repeat
from ._changes import drop
from ._counts import argument_key, can_spare
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer, repeats in zip(view.layers, may_repeat(view), strict=True):
        if repeats:
            for event in layer.events:
                yield from _repeated(layer, event)


def _repeated(layer: LayerView, event: Event) -> Iterator[Problem]:
    seen: dict[object, Argument] = {}
    for argument in event.arguments or ():
        first = seen.setdefault(argument_key(argument), argument)
        if first is not argument:
            is_spare = first == argument and can_spare(layer, event, argument.role)
            filler = quoted(argument.filler) if argument.filler else "the same words"
            yield Problem(
                on=argument,
                message=f"the role {quoted(argument.role)} is filled by {filler} twice",
                span=words(argument) or words(layer.by_id.get(argument.filler or "")) or words(event),
                fix="drop one of the two" if first == argument else None,
                changes=drop(argument) if is_spare else (),
                related=[(first, "first given here")],
            )


RULE = Rule(code="EVT006", name="repeated-argument", severity="error", level=5, check=check, fix="safe")
