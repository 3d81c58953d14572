"""An attribute has the value that is meant anyway where it is left out.

Nothing is wrong with it, but it says nothing either, and two annotators who mean the same seem to differ: one wrote the
default, the other left it out. Leave it out. Nothing is said in layers that do not list `attributes` among their tasks,
where an attribute that is left out was perhaps not looked for, and nothing of attributes that must be there.

Fails:

    {"text": "Ada met Charles.",
     "layers": [{"annotator": "ada", "tasks": ["events", "attributes"],
                 "events": [{"id": "e1", "type": "Consult", "attributes": {"polarity": "positive"},
                             "trigger": [{"start": 4, "end": 7, "text": "met"}]}]}]}

Passes:

    {"text": "Ada never met Charles.",
     "layers": [{"annotator": "ada", "tasks": ["events", "attributes"],
                 "events": [{"id": "e1", "type": "Consult", "attributes": {"polarity": "negative"},
                             "trigger": [{"start": 10, "end": 13, "text": "met"}]}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from ..model import Annotation
from ..text import quoted
from ._attributes import shown
from ._changes import put
from ._labels import AttributeTest, carriers, labels
from ._roles import words
from ._rule import Change, Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset and "attributes" in (layer.layer.tasks or ()):
            defaults = labels(layer.tagset).defaults
            given = layer.columns.attributes
            if any(defaults.get(name, UNSET) == value for carried in given for name, value in carried.items()):
                yield from _problems(layer)


def _problems(layer: LayerView) -> Iterator[Problem]:
    assert layer.tagset is not None
    for kind, parts in carriers(layer):
        tests = labels(layer.tagset).attributes[kind]
        for part in parts:
            needless = [name for name, value in (part.attributes or {}).items() if _is_needless(tests, name, value)]
            if needless:
                yield _problem(part, needless)


def _is_needless(tests: dict[str, AttributeTest], name: str, value: Any) -> bool:
    test = tests.get(name)
    return bool(test and test.takes(value) and test.attribute.default == value and not test.attribute.required)


def _problem(part: Annotation, names: list[str]) -> Problem:
    carried = part.attributes or {}
    rest = [Change(part, ("attributes", name)) for name in names]
    return Problem(
        on=part,
        at=("attributes", names[0]),
        on_key=True,
        message=" and ".join(f"{quoted(name)} has its default value {shown(carried[name])}" for name in names),
        span=words(part),
        fix=f"leave out {' and '.join(map(quoted, names))}",
        changes=rest if len(names) < len(carried) else put(part, attributes=UNSET),
    )


RULE = Rule(code="TAG006", name="default-attribute", severity="info", level=4, check=check, fix="safe")
