"""An annotation lacks an attribute that the tag set requires.

The tag set may say that every annotation of some kinds and types must carry an attribute. Give it a value; where the
tag set has a default, which is what its absence means, that is put in. Nothing is said in layers that did not look for
attributes: their tasks do not list `attributes`, or they list no tasks and no annotation has an attribute.

Fails:

    {"$tagset": {"entity_types": [{"name": "SHIP", "definition": "A ship."}],
                 "attributes": [{"name": "afloat", "definition": "Is it in the water.", "on": ["entity"],
                                 "value_type": "boolean", "required": true}]},
     "text": "The Aurora and the Boreas left.",
     "entities": [{"id": "t1", "type": "SHIP", "spans": [{"start": 4, "end": 10, "text": "Aurora"}],
                   "attributes": {"afloat": true}},
                  {"id": "t2", "type": "SHIP", "spans": [{"start": 19, "end": 25, "text": "Boreas"}]}]}

Passes:

    {"$tagset": {"entity_types": [{"name": "SHIP", "definition": "A ship."}],
                 "attributes": [{"name": "afloat", "definition": "Is it in the water.", "on": ["entity"],
                                 "value_type": "boolean", "required": true}]},
     "text": "The Aurora and the Boreas left.",
     "entities": [{"id": "t1", "type": "SHIP", "spans": [{"start": 4, "end": 10, "text": "Aurora"}],
                   "attributes": {"afloat": true}},
                  {"id": "t2", "type": "SHIP", "spans": [{"start": 19, "end": 25, "text": "Boreas"}],
                   "attributes": {"afloat": false}}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET

from ..findings import Fix
from ..model import Annotation
from ..text import quoted
from ._changes import put
from ._labels import AttributeTest, carriers, labels
from ._roles import words
from ._rule import Change, Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        required = labels(layer.tagset).required if layer.tagset else {}
        if any(required.values()) and _was_looked_for(layer):
            for kind, parts in carriers(layer):
                yield from _problems(parts, required[kind])


def _was_looked_for(layer: LayerView) -> bool:
    tasks = layer.layer.tasks
    return "attributes" in tasks if tasks else bool(layer.columns.attributes)


def _problems(parts: Sequence[Annotation], required: list[AttributeTest]) -> Iterator[Problem]:
    for part in parts if required else ():
        carried = part.attributes or {}
        missing = [test for test in required if test.attribute.name not in carried and _is_for(test, part)]
        if missing:
            yield _problem(part, missing)


def _is_for(test: AttributeTest, part: Annotation) -> bool:
    return test.types is None or part.type in test.types


def _problem(part: Annotation, missing: list[AttributeTest]) -> Problem:
    names = " and ".join(quoted(test.attribute.name) for test in missing)
    defaults = {test.attribute.name: test.attribute.default for test in missing}
    is_sure = UNSET not in defaults.values()
    return Problem(
        on=part,
        message=f"the tag set requires the attribute{'s' * (len(missing) > 1)} {names} here",
        span=words(part),
        fix=Fix("safe", f"put in the default of {names}") if is_sure else Fix("propose", f"give a value to {names}"),
        changes=_added(part, defaults) if is_sure else (),
    )


def _added(part: Annotation, values: Mapping[str, object]) -> list[Change]:
    if not part.attributes:
        return put(part, attributes=values)
    return [Change(part, ("attributes", name), value) for name, value in values.items()]


RULE = Rule(code="TAG007", name="missing-attribute", severity="error", level=4, check=check, fix="safe")
