"""The same relation is there twice, or one relation has the same argument twice.

Both would be counted twice in every figure. Two relations are the same where type, roles and fillers are; where the
type is symmetric the roles are left out of account, since its fillers may change places. Other mentions of the same
things make another relation. Drop one of the two; where nothing but the id is lost that is done for you.

Fails:

    {"text": "Mira and Tam Oldane.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 4, "text": "Mira"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 9, "end": 19, "text": "Tam Oldane"}]}],
     "relations": [{"id": "r1", "type": "FamilyOf",
                    "arguments": [{"role": "person", "filler": "t1"}, {"role": "person", "filler": "t2"}]},
                   {"id": "r2", "type": "FamilyOf",
                    "arguments": [{"role": "person", "filler": "t2"}, {"role": "person", "filler": "t1"}]}]}

Passes:

    {"text": "Mira and Tam Oldane.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 4, "text": "Mira"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 9, "end": 19, "text": "Tam Oldane"}]}],
     "relations": [{"id": "r1", "type": "FamilyOf",
                    "arguments": [{"role": "person", "filler": "t1"}, {"role": "person", "filler": "t2"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Relation, RelationArgument
from ..text import quoted
from ._changes import drop
from ._counts import can_spare
from ._merging import merged
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        pairs = [(part.type, pair.filler) for part in layer.relations for pair in part.arguments]
        if len(set(pairs)) == len(pairs):
            continue
        fillers = [(part.type, *sorted([pair.filler for pair in part.arguments])) for part in layer.relations]
        if len(set(fillers)) < len(fillers):
            yield from _relations(view, layer)
        if [key for key in fillers if len(set(key)) < len(key)]:
            for relation in layer.relations:
                yield from _arguments(layer, relation)


def _is_symmetric(layer: LayerView, relation: Relation) -> bool:
    resolved = layer.tagset.relations.get(relation.type) if layer.tagset else None
    return resolved is not None and resolved.symmetric


def _key(pair: RelationArgument, symmetric: bool) -> tuple[str, str]:
    return ("" if symmetric else pair.role, pair.filler)


def _relations(view: View, layer: LayerView) -> Iterator[Problem]:
    seen: dict[object, Relation] = {}
    for relation in layer.relations:
        symmetric = _is_symmetric(layer, relation)
        arguments = sorted(_key(pair, symmetric) for pair in relation.arguments)
        first = seen.setdefault((relation.type, *arguments), relation)
        if first.id != relation.id:
            mend = "drop one of the two"
            fix, changes = merged(view, layer, first, relation, mend, ["arguments"]) or (None, [])
            yield Problem(
                on=relation,
                message=f"{quoted(first.id)} is the same {quoted(relation.type)}",
                span=words(layer.by_id.get(relation.arguments[0].filler)),
                fix=fix,
                changes=changes,
                related=[(first, "first given here")],
            )


def _arguments(layer: LayerView, relation: Relation) -> Iterator[Problem]:
    symmetric = _is_symmetric(layer, relation)
    seen: dict[object, RelationArgument] = {}
    for pair in relation.arguments:
        first = seen.setdefault(_key(pair, symmetric), pair)
        if first is not pair:
            is_spare = first == pair and can_spare(layer, relation, pair.role)
            yield Problem(
                on=pair,
                message=f"{quoted(pair.filler)} is given twice{_roles(first, pair)}",
                span=words(layer.by_id.get(pair.filler)),
                fix="drop one of the two" if first == pair else None,
                changes=drop(pair) if is_spare else (),
                related=[(first, "first given here")],
            )


def _roles(first: RelationArgument, second: RelationArgument) -> str:
    if first.role == second.role:
        return f" in the role {quoted(second.role)}"
    return f", in the roles {quoted(first.role)} and {quoted(second.role)}, which may change places"


RULE = Rule(code="REL005", name="repeated-relation", severity="error", level=5, check=check, fix="safe")
