"""Stored conflicts decided: the value that is chosen put in place, and the conflict marked as resolved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args

import msgspec
from msgspec import UNSET

from ..decode import parse
from ..edits import parts
from ..errors import WrongChoice
from ..model import Record
from .fields import Tree, encoded, tree
from .merge_store import names, store, stored
from .soundness import sound
from .things import ARTICLE, LOST, WORDS, Fields, Key, Path, Things, fields, record_of, references, things

Choice = Literal["base", "ours", "theirs", "both", "edited"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
_KINDS = {"sections": "section", "annotators": "annotator", "layers": "layer"}


class Stored(NamedTuple):
    """A conflict that is stored in a record: the layer it is in, empty for the article's own, and what it says."""

    layer: str
    conflict: Tree

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return bool(self.conflict["status"] == "open")


def conflicts(record: Record) -> Iterator[Stored]:
    """All conflicts in a record, resolved ones too, in their order."""
    yield from (Stored("", conflict) for conflict in stored(record))
    for layer in record.layers:
        for conflict in layer.conflicts or ():
            yield Stored(layer.name, msgspec.to_builtins(conflict, builtin_types=(msgspec.Raw,)))


def resolve(record: Record, found: Stored, choice: Choice) -> Record:
    """Take one side in a conflict, or with `edited` what stands in place, and mark the conflict as resolved.

    Raises:
        WrongChoice: the conflict knows no such side, or something refers to what would go.
    """
    conflict = found.conflict
    if choice == "both" and conflict["class"] != "add_add":
        raise WrongChoice(conflict["id"], choice, "only of two additions both can stand")
    if not found.layer and not conflict["path"]:
        return _other_article(record, conflict, choice)
    made = things(record)
    if choice == "edited":
        pass
    elif conflict["class"] == "add_add":
        _choose_additions(made, found, choice)
    else:
        _put(made, found, choice)
    return _marked(made, record, found, choice)


def _other_article(record: Record, conflict: Tree, choice: Choice) -> Record:
    """The whole article as one side had it."""
    if choice == "theirs":
        return parse(msgspec.json.encode(conflict["theirs"]), record.id)
    return store(record, [_resolved(one, choice) if one["id"] == conflict["id"] else one for one in stored(record)])


def _marked(made: Things, record: Record, found: Stored, choice: Choice) -> Record:
    if found.layer:
        made[Key("conflict", found.layer, found.conflict["id"])] |= {("status",): "resolved", ("chosen",): choice}
        changed = record_of(made)
    else:
        own = [_resolved(one, choice) if one["id"] == found.conflict["id"] else one for one in stored(record)]
        changed = store(record_of(made), own)
    sound(changed)
    return changed


def _resolved(conflict: Tree, choice: Choice) -> Tree:
    return {**conflict, "status": "resolved", "chosen": choice}


def _put(made: Things, found: Stored, choice: Choice) -> None:
    """Put the value of a side where the conflict is."""
    key, path = _target(made, found)
    value = found.conflict.get(choice, UNSET)
    if not path and value is UNSET:
        _take_out(made, key, found, choice)
    elif not path:
        made[key] = _fields(value, keep_id=key.kind == "layer")
    elif path == ("arguments", "-"):
        made[key]["arguments",] = [*_others(made[key], found.conflict), *([] if value is UNSET else [value])]
    elif value is UNSET:
        made[key].pop(path, None)
    else:
        made[key][path] = value


def _target(made: Things, found: Stored) -> tuple[Key, Path]:
    """The thing that a conflict is about, and the field."""
    path = tuple(parts(found.conflict["path"]))
    if found.layer:
        name = found.conflict["annotation"]
        keys = [key for key in made if (key.layer, key.id) == (found.layer, name) and key.kind != "conflict"]
        return (keys[0] if keys else _key(found)), path
    if path[0] not in _KINDS:
        return ARTICLE, path
    layer = path[1] if path[0] == "layers" else ""
    return Key(_KINDS[path[0]], layer, path[1]), path[2:]


def _key(found: Stored) -> Key:
    """The key of an annotation that is no longer there, by what a side says of it."""
    sides = (found.conflict[side] for side in ("base", "ours", "theirs") if side in found.conflict)
    return Key(_kind(next(sides)), found.layer, found.conflict["annotation"])


def _kind(part: Tree) -> str:
    if "annotation" in part:
        return str(part["kind"])
    by_field = {**{field: kind for kind, field in WORDS.items()}, "kind": "chain"}
    return next((kind for field, kind in by_field.items() if field in part), "relation")


def _fields(part: Tree, *, keep_id: bool) -> Fields:
    """The fields of an annotation as a conflict has it; one whose place is lost with what keeps that."""
    if "annotation" not in part:
        return fields(part, keep_id=keep_id)
    word = WORDS[part["kind"]]
    rest = {name: value for name, value in part.items() if name not in ("annotation", "kind")}
    return fields(part["annotation"]) | {(word,): {word: part["annotation"][word], LOST: rest}}


def _others(own: Fields, conflict: Tree) -> list[Any]:
    """The arguments that a conflict is not about."""
    sides = [conflict[side] for side in ("base", "ours", "theirs") if side in conflict]
    about = {_role(argument) for argument in sides}
    return [argument for argument in own.get(("arguments",), ()) if _role(argument) not in about]


def _role(argument: Tree) -> bytes:
    return encoded([argument["role"], argument.get("filler"), argument.get("spans")])


def _choose_additions(made: Things, found: Stored, choice: Choice) -> None:
    """Keep of two additions what is chosen; the conflict names ours."""
    ours, theirs = found.conflict["ours"], found.conflict["theirs"]
    gone = {"ours": [theirs], "theirs": [ours], "base": [ours, theirs], "both": []}[choice]
    for part in gone:
        _take_out(made, Key(_kind(part), found.layer, part["id"]), found, choice)


def _take_out(made: Things, key: Key, found: Stored, choice: Choice) -> None:
    if key.kind == "layer":
        for inner in [other for other in made if other.layer == key.layer]:
            del made[inner]
        return
    kind = key.kind if key.kind in ("section", "annotator") else "annotation"
    users = [other for other, own in made.items() if (kind, key.layer, key.id) in references(other, own)]
    if users:
        names = ", ".join(user.id for user in users[:5])
        raise WrongChoice(found.conflict["id"], choice, f"{names} would refer to nothing; change that first")
    made.pop(key, None)


def unmerged(ours: Record, theirs: Record) -> Record:
    """Our version with theirs as a whole in an open conflict, for when the two cannot be merged."""
    name = next(names({one["id"] for one in stored(ours)}))
    conflict = {"id": name, "class": "field", "path": "", "theirs": tree(theirs), "status": "open"}
    return store(ours, [*stored(ours), conflict])
