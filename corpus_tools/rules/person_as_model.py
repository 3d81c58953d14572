"""A prediction layer is by an annotator who is not listed as software.

Figures keep people and programs apart by the kind of their annotator; where the list of annotators is left out, all of
them are people. List the program with its name and version, or make the layer an ordinary one.

Fails:

    {"text": "It rained.", "annotators": [{"id": "ada", "kind": "human"}],
     "layers": [{"annotator": "ada", "role": "prediction"}]}

Passes:

    {"text": "It rained.", "annotators": [{"id": "ada", "kind": "software", "name": "tagger", "version": "2"}],
     "layers": [{"annotator": "ada", "role": "prediction"}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..text import quoted
from ._changes import put
from ._rule import Change, Problem, Rule
from ._unread import is_unread
from ._view import View


def check(view: View) -> Iterator[Problem]:
    layers = [layer for layer in view.record.layers if layer.role == "prediction"]
    if not layers or is_unread(view, "annotators"):
        return
    kinds = {annotator.id: annotator.kind for annotator in view.record.annotators or ()}
    for layer in layers:
        name = layer.annotator or layer.name
        if kinds.get(name, "human" if not kinds else "software") != "software":
            listed = f"is listed as {kinds[name]}" if name in kinds else "is not listed, so counts as a person"
            yield Problem(
                on=layer,
                at=("role",),
                message=f"a prediction layer is made by software, but {quoted(name)} {listed}",
                fix=f'list {quoted(name)} as software with its name and version, or make the role "annotation"',
                changes=_listed(view, name),
            )


def _listed(view: View, name: str) -> list[Change]:
    """The annotator as software; where nobody was listed, everybody is, since such a list is complete."""
    for annotator in view.record.annotators or ():
        if annotator.id == name:
            return put(annotator, **_software(annotator.name or name, annotator.version or "unknown"))
    makers = dict.fromkeys(layer.annotator or layer.name for layer in view.record.layers)
    programs = {layer.annotator or layer.name for layer in view.record.layers if layer.role == "prediction"}
    kinds = [_software(one, "unknown") if one in programs else {"kind": "human"} for one in makers]
    return put(None, annotators=[{"id": one, **kind} for one, kind in zip(makers, kinds, strict=True)])


def _software(name: str, version: str) -> dict[str, Any]:
    return {"kind": "software", "name": name, "version": version}


RULE = Rule(code="LAY008", name="person-as-model", severity="warning", level=3, check=check, fix="propose")
