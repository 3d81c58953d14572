"""A layer or annotation says that it comes from something that is not in this record, or covers no such section.

`derived_from` names layers of this record, `from` annotations in them as `layer:id`, and `scope` sections. They are
how gold annotations can be traced to the annotators' work. Correct the name, or remove it where the origin was not
kept. A `scope` is held against the sections only where the record lists any.

Fails:

    {"text": "Ada wrote to Charles.",
     "layers": [{"id": "ann1", "entities": []},
                {"id": "gold", "role": "gold", "tasks": ["entities"], "derived_from": ["ann2"], "entities": []}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "layers": [{"id": "ann1", "entities": []},
                {"id": "gold", "role": "gold", "tasks": ["entities"], "derived_from": ["ann1"], "entities": []}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..text import quoted
from ._near import near_name
from ._once import once
from ._rule import Problem, Rule
from ._unread import is_layer_unread, is_unread
from ._view import ARRAYS, LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.layer.derived_from and not is_layer_unread(view):
            yield from _derived(view, layer)
        if layer.layer.scope and view.record.sections:
            yield from _scope(view, layer)
        origins = set().union(*layer.all_columns.origins)
        if origins and not is_layer_unread(view) and not is_unread(view, *ARRAYS, "unanchored"):
            doubtful = origins.difference(*(_origins_in(view, name) for name in layer.layer.derived_from or ()))
            unknown = {origin for origin in doubtful if not _leads_somewhere(view, origin)}
            if unknown:
                yield from _origins(view, layer, unknown)


def _derived(view: View, layer: LayerView) -> Iterator[Problem]:
    names = _layers(view)
    for index, name in enumerate(layer.layer.derived_from or ()):
        if name not in names:
            message = f"no layer of this record is called {quoted(name)}{near_name(name, names)}"
            yield Problem(on=layer.layer, at=("derived_from", index), message=message)
        elif names[name] == [layer]:
            message = f"the layer {quoted(name)} is said to be derived from itself"
            yield Problem(on=layer.layer, at=("derived_from", index), message=message)


def _scope(view: View, layer: LayerView) -> Iterator[Problem]:
    known = {section.id for section in view.record.sections or ()}
    for index, name in enumerate(layer.layer.scope or ()):
        if name not in known:
            yield Problem(on=layer.layer, at=("scope", index), message=f"no section has the id {quoted(name)}")


def _origins(view: View, layer: LayerView, unknown: set[str]) -> Iterator[Problem]:
    for part in layer.everything:
        for index, origin in enumerate(part.from_ or ()):
            if origin in unknown:
                yield Problem(on=part, at=("from", index), message=_why(view, origin, len(unknown)))


def _why(view: View, origin: str, unknown: int) -> str:
    name, _, identifier = origin.partition(":")
    if name in _layers(view):
        return f"the layer {quoted(name)} has nothing with the id {quoted(identifier)}"
    return f"no layer of this record is called {quoted(name)}{near_name(name, _layers(view), unknown)}"


def _origins_in(view: View, name: str) -> list[str]:
    """Everything in the arrays of a layer as `from` names it."""
    return [f"{name}:{identifier}" for layer in _layers(view).get(name, ()) for identifier in layer.kinds]


def _leads_somewhere(view: View, origin: str) -> bool:
    name, _, identifier = origin.partition(":")
    return any(identifier in layer.kinds or identifier in layer.unanchored for layer in _layers(view).get(name, ()))


@once
def _layers(view: View) -> dict[str, list[LayerView]]:
    """The layers by name; more than one where a name is used twice."""
    layers = defaultdict(list)
    for layer in view.layers:
        layers[layer.layer.name].append(layer)
    return dict(layers)


RULE = Rule(code="REF003", name="unknown-origin", severity="error", level=3, check=check)
