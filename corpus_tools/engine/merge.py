"""Versions of a record merged, so that what comes of it breaks no rule that neither side broke. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..decode import parse
from ..diff.fields import tree
from ..diff.merge import Merged, merge
from ..diff.merge_clashes import Strategies
from ..diff.things import Key
from ..edits import parts
from ..errors import FormatError
from ..model import Record
from ..store.source import Source

if TYPE_CHECKING:
    from ..findings import Finding
    from ..tagset import TagSets

ROUNDS = 4
"""How often what does not go together is put back, which may bring something else to light."""

OPEN_CONFLICT = "LAY007"
"""What a merge may bring about, as an error in a layer that is reviewed or gold."""


def merged(base: Source | None, ours: Source, theirs: Source, strategies: Strategies, place: str) -> Merged:
    """The merge of three documents, the first of which is None where both sides made the article anew.

    `place` is the file that the result is for: the tag sets of its corpus hold.

    Raises:
        FormatError: a document is not a sound record.
        CorpusToolsError: they cannot be merged.
    """
    records = [None if source is None else read(source) for source in (base, ours, theirs)]
    assert records[1] is not None
    assert records[2] is not None
    found = merge(records[0], records[1], records[2], strategies)
    if not found.mixed:
        return found
    from ..store.manifest import Surroundings

    return fitting(records[0], records[1], records[2], strategies, Surroundings().tagsets(place), found)


def read(source: Source) -> Record:
    """The record in a document.

    Raises:
        FormatError: it cannot be read, or is no record.
    """
    if source.error is not None:
        raise FormatError(source.file, None, None, "a record", source.error)
    return parse(source.data, source.file, source.line)


def fitting(
    base: Record | None,
    ours: Record,
    theirs: Record,
    strategies: Strategies,
    tagsets: TagSets,
    found: Merged | None = None,
) -> Merged:
    """A merge that breaks no rule which neither side broke: what sides changed of an annotation that does is left open.

    Merging fields by themselves may bring together a type and an attribute that it does not have, or the same
    annotation twice.
    """
    found = found or merge(base, ours, theirs, strategies)
    doubtful: set[Key] = set()
    known: set[tuple[str, str]] | None = None
    for _ in range(ROUNDS):
        errors = list(_errors(found.record, tagsets))
        if errors and known is None:
            known = {_called(error) for side in (ours, theirs) for error in _errors(side, tagsets)}
        new = [error for error in errors if _called(error) not in (known or ())]
        keys = {found.keys[place] for place in _places(new, found.record) if place in found.keys}
        if keys <= doubtful:
            break
        doubtful |= keys
        found = merge(base, ours, theirs, strategies, doubtful)
    return found


def _errors(record: Record, tagsets: TagSets) -> Iterator[Finding]:
    from ..validation import validate  # late: most merges need no rules

    found = validate(record, tagsets, ignore=[OPEN_CONFLICT])
    return (finding for finding in found if finding.severity == "error")


def _called(error: Finding) -> tuple[str, str]:
    return error.code, f"{error.layer}:{error.annotation}"


def _places(errors: Iterable[Finding], record: Record) -> Iterator[tuple[str, str]]:
    """The layers and ids of the annotations that errors are about, or that stand at a place which an error names."""
    whole = tree(record) if errors else {}
    for error in errors:
        if error.layer and error.annotation:
            yield error.layer, error.annotation
        for place in (error.pointer, *(one.pointer for one in error.related or ())):
            yield from _annotations_at(whole, parts(place))


def _annotations_at(whole: Any, path: list[str]) -> Iterator[tuple[str, str]]:
    """The annotation in which a path ends, and the one that the value there refers to."""
    if len(path) >= 4 and path[0] == "layers":
        layer = whole["layers"][int(path[1])]
        name, part = layer.get("id") or layer["annotator"], layer[path[2]][int(path[3])]
        yield name, part.get("id", "")
        for key in path[4:]:
            part = part[int(key)] if isinstance(part, list) else part.get(key, {})
        if isinstance(part, str):
            yield name, part
