"""Two versions of an article: everything that differs, whatever its annotations are called and in whatever order.

difference = compare(before, after)
for change in difference:
    print(change.class_, change.kind, change.ids, change.before, change.after)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..align import Mark, Pairing, match, pair
from ..align.contents import KINDS
from ..align.layers import Onto
from ..align.shift import shift
from ..errors import DifferentArticles, UnknownName
from ..model import Layer, Record
from . import waiting
from .changes import Change, Class, Difference, Ids, Numbering
from .fields import Edit, edits, encoded, tree
from .layers import ITEMS, Sides, layer_changes
from .numbering import common, ids_of, mentioned, renumbered
from .soundness import sound

_CLASSES: dict[str, Class] = {
    "text": "text",
    "text_length": "text",
    "text_sha256": "text",
    "metadata": "metadata",
    "segmentation": "segmentation",
    "extensions": "extension",
}


def compare(a: Record, b: Record) -> Difference:
    """Everything that differs between two versions of an article; `patch` makes the second of the first with it.

    Ids of annotations and sections do not count, nor does the order of what has none; layers and annotators are known
    by their names.

    Raises:
        DifferentArticles: the two have neither their id nor their text in common.
        FormatError: ids are used twice in a record, or lead nowhere.

    Example:
        >>> from corpus_tools.decode import record_from
        >>> a = record_from({"format_version": "1.0", "id": "a", "text": "Mira waved.", "layers": []})
        >>> [(change.class_, change.path) for change in compare(a, replace(a, text="Mira left."))]
        [('text', '/text')]
    """
    if a.id != b.id and a.text != b.text:
        raise DifferentArticles(a.id, b.id)
    for record in (a, b):
        sound(record)
    onto = shift(a.text, b.text) if a.text != b.text else None
    both = _layers(a, b)
    paired = {name: pair(*layers, onto) for name, layers in both.items()}
    back, numbering = _numberings(a, b, paired, onto)
    there = renumbered(b, back)
    changes = [*_article(a, there), *_parts(a, there, numbering)]
    for layer in there.layers:
        if layer.name in both:
            scores = _scores(paired[layer.name], both[layer.name][0])
            sides = Sides(layer.name, numbering.get(layer.name, {}), onto, scores)
            changes += layer_changes(both[layer.name][0], layer, sides)
    coarse = any(pairing.coarse for pairing in paired.values())
    return Difference(article=a.id, status="changed", changes=tuple(changes), to_ids=numbering, coarse=coarse)


def compare_layers(record: Record, a: str, b: str) -> Difference:
    """What has to be changed in one layer of a record so that it marks what another one marks.

    Ids stay as they are. Who made a layer, when, and what its annotations were decided from is not compared.

    Raises:
        UnknownName: the record has no such layer.
        FormatError: ids are used twice in the record, or lead nowhere.
    """
    found = compare(*side_by_side(record, a, b))
    return replace(found, to_ids={}, changes=tuple(change for change in found if change.class_ != "origin"))


def side_by_side(record: Record, a: str, b: str) -> tuple[Record, Record]:
    """The record with one layer only, and with what another one marks in its place.

    Raises:
        UnknownName: the record has no such layer.
    """
    layers = {layer.name: layer for layer in record.layers}
    for name in (a, b):
        if name not in layers:
            raise UnknownName("layer", name, layers)
    marks = {field: getattr(layers[b], field) for field in ITEMS}
    marks |= {
        array: [replace(part, from_=UNSET, decision=UNSET) for part in marks[array]]
        for array in KINDS.values()
        if marks[array]
    }
    return replace(record, layers=[layers[a]]), replace(record, layers=[replace(layers[a], **marks)])


def _layers(a: Record, b: Record) -> dict[str, tuple[Layer, Layer]]:
    """The layers that both records have, by name."""
    theirs = {layer.name: layer for layer in b.layers}
    return {layer.name: (layer, theirs[layer.name]) for layer in a.layers if layer.name in theirs}


def _numberings(a: Record, b: Record, paired: Mapping[str, Pairing], onto: Onto | None) -> tuple[Numbering, Numbering]:
    """What the ids of the second record are called where both are compared, and the way back."""
    mine, theirs = ({layer.name: layer for layer in record.layers} for record in (a, b))
    back = {"": common([s.id for s in a.sections or ()], [s.id for s in b.sections or ()], _sections(a, b, onto))}
    named = mentioned(a), mentioned(b)
    for name, pairing in paired.items():
        layers = mine[name], theirs[name]
        here, there = ([*ids_of(layer), *of[name]] for layer, of in zip(layers, named, strict=True))
        gone = set(here).difference(ids_of(layers[0])) & set(there).difference(ids_of(layers[1]))
        ids = {name: name for name in gone} | waiting.pairs(*layers, pairing.ids)
        back[name] = common(here, list(dict.fromkeys(there)), ids)
    found = {name: names for name, names in back.items() if names}
    return found, {name: {called: own for own, called in names.items()} for name, names in found.items()}


def _sections(a: Record, b: Record, onto: Onto | None) -> dict[str, str]:
    """The ids of sections that belong together."""
    mine, theirs = a.sections or [], b.sections or []
    found = match(
        [Mark(onto(at) if onto else at, s.type, rest=_rest(s)) for s in mine for at in [((s.start, s.end),)]],
        [Mark(((s.start, s.end),), s.type, rest=_rest(s)) for s in theirs],
    )
    return {mine[one].id: theirs[other].id for one, other, _ in found.pairs}


def _rest(section: Any) -> str:
    return encoded(replace(section, id="")).decode()


def _scores(pairing: Pairing, layer: Layer) -> dict[str, float]:
    """How well what is paired fits, by the ids of the first layer."""
    return {
        (getattr(layer, array) or ())[one].id: round(score, 4)
        for array in KINDS.values()
        for one, _, score in getattr(pairing, array).pairs
    }


def _article(a: Record, b: Record) -> Iterator[Change]:
    """What differs in the record itself, its text and its metadata."""
    old, new = (tree(replace(record, layers=[], sections=UNSET, annotators=UNSET)) for record in (a, b))
    for edit in edits(old, new):
        class_ = _CLASSES.get(edit.path[1:].partition("/")[0], "article")
        inner = edit.path[1:] in ("metadata", "segmentation") and edit.before and edit.after
        for found in edits(edit.before, edit.after, class_) if inner else [edit]:
            path = edit.path + found.path if inner else edit.path
            yield Change(
                class_=found.class_ if inner and found.class_ == "extension" else class_,
                kind="article",
                ids=Ids((a.id,), (b.id,)),
                path=path,
                before=found.before,
                after=found.after,
            )


def _parts(a: Record, b: Record, numbering: Numbering) -> Iterator[Change]:
    """Sections, annotators and layers: gone, changed (but for what is in layers that both have), new."""
    for kind, array in (("section", "sections"), ("annotator", "annotators"), ("layer", "layers")):
        mine, theirs = ({_name(part): part for part in getattr(record, array) or ()} for record in (a, b))
        names = numbering.get("", {}) if kind == "section" else {}
        for name in [*mine, *(name for name in theirs if name not in mine)]:
            yield from _part(kind, name, mine.get(name), theirs.get(name), names)


def _part(kind: Any, name: str, one: Any, other: Any, names: Mapping[str, str]) -> Iterator[Change]:
    if one is None or other is None:
        found: Iterable[Edit] = [Edit(kind, "", *(UNSET if part is None else tree(part) for part in (one, other)))]
    else:
        found = [] if kind == "layer" else edits(tree(one), tree(other), kind)
    for edit in found:
        yield Change(
            class_=edit.class_,
            kind=kind,
            layer=name if kind == "layer" else "",
            id=name,
            ids=Ids((name,) * (one is not None), (names.get(name, name),) * (other is not None)),
            path=edit.path,
            before=edit.before,
            after=edit.after,
        )


def _name(part: Any) -> str:
    return part.name if isinstance(part, Layer) else part.id
