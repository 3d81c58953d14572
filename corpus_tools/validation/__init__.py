"""Validation: one record, or one source document, to its findings. Nothing here knows of files or screens.

Levels run in order, and a part with an error is left out of later levels: one cause, one finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct

from .. import rules
from .. import tagset as tagsets
from ..columns import Columns
from ..decode import accept
from ..findings import Finding
from ..model import Record
from ..rules import Document, Problem, Rule, View
from ..rules._readable import Readable, readable
from ..store.source import Source
from ..tagset import TagSet, TagSets
from .corpus import check_corpus
from .places import Place, finding
from .selection import Selection, gatherers, of, sets_aside

__all__ = ["Selection", "Surveyed", "check", "check_corpus", "gatherers", "sound", "survey", "validate"]


def validate(
    record: Record,
    tagset: TagSet | TagSets | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Iterator[Finding]:
    """Check one record and yield what is wrong with it, level by level.

    Args:
        record: the record; it need not come from a file, so findings have a pointer but no line.
        tagset: the tag set for layers that name none, or all tag sets at hand. Without it such layers are checked
            without label rules; `political-news` is always at hand for layers that name it.
        select: codes, prefixes of codes or names of rules; only these are reported.
        ignore: the same, not reported.

    Raises:
        UnknownName: `select` or `ignore` names no rule.

    Example:
        >>> import corpus_tools
        >>> record = corpus_tools.record_from({
        ...     "format_version": "1.0", "id": "smallest", "text": "Ada wrote to Charles.", "layers": [
        ...         {"annotator": "ada", "entities": [
        ...             {"id": "t1", "type": "PER", "spans": [{"start": 1, "end": 4, "text": "Ada"}]}]}]})
        >>> [(finding.code, finding.pointer) for finding in corpus_tools.validate(record, select=["SPN"])]
        [('SPN003', '/layers/0/entities/0/spans/0')]
    """
    at_hand = tagset if isinstance(tagset, TagSets) else TagSets(default=tagset)
    chosen = Selection(select, ignore)
    view = _view(Readable(record), at_hand, chosen)
    place = Place(view)
    for rule, problem in _run_record_rules(view, chosen):
        yield finding(rule, problem, place, chosen)


class Surveyed(Struct, frozen=True):
    """One document that was checked: what it is, what was found, and what it tells about the corpus it belongs to.

    `kind` is article, tagset or corpus, None where it is none of them. `article` is the id of a record that could be
    read, `annotators` those who made its layers; `facts` are what rules about a corpus gathered from it, by their
    codes. `manifest` is the tree of a manifest that fits its schema.
    """

    findings: list[Finding]
    kind: str | None = None
    article: str | None = None
    annotators: list[str] = []
    facts: dict[str, Any] = {}
    manifest: dict[str, Any] | None = None


def check(source: Source, at_hand: TagSets, chosen: Selection) -> list[Finding]:
    """Check one document, an article record, tag set or manifest: findings with file, line and column."""
    return survey(source, at_hand, chosen).findings


def survey(source: Source, at_hand: TagSets, chosen: Selection, gatherers: Iterable[Rule] = ()) -> Surveyed:
    """Check one document, and let rules about a corpus gather from it what they need."""
    accepted = None if chosen.extra("source") else accept(source.data)
    if accepted is None:
        return _explained(Document(source.data), source, at_hand, chosen, gatherers)
    view = _view(Readable(accepted.record), at_hand, chosen, accepted.columns)
    return _surveyed(view, _placed(_run_record_rules(view, chosen), view, source, chosen), gatherers)


def sound(source: Source, at_hand: TagSets, chosen: Selection, grave: Collection[str] = ()) -> Record | Surveyed:
    """The record in a document, if nothing is wrong with it that matters; what matters is not worked out otherwise.

    Errors matter, and whatever the rules find whose codes are in `grave`.
    """
    accepted = None if chosen.extra("source") else accept(source.data)
    if accepted is None:
        return survey(source, at_hand, chosen)
    view = _view(Readable(accepted.record), at_hand, chosen, accepted.columns)
    found = [
        (rule, problem)
        for rule, problem in _run_record_rules(view, chosen)
        if rule.code in grave or chosen.severity(rule, problem) == "error"
    ]
    return _surveyed(view, _placed(found, view, source, chosen), ()) if found else accepted.record


def _placed(found: Iterable[tuple[Rule, Problem]], view: View, source: Source, chosen: Selection) -> list[Finding]:
    """What rules found in a record that was accepted at once; the source is only read again to say where."""
    problems = list(found)
    place = Place(view, Document(source.data), source) if problems else Place(view)
    return [finding(rule, problem, place, chosen) for rule, problem in problems]


def _surveyed(view: View, found: list[Finding], gatherers: Iterable[Rule]) -> Surveyed:
    facts = {rule.code: fact for rule in gatherers if rule.gather and (fact := rule.gather(view)) is not None}
    annotators = [layer.annotator or layer.name for layer in view.record.layers]
    return Surveyed(found, "article", view.record.id, annotators, facts)


def _explained(
    document: Document, source: Source, at_hand: TagSets, chosen: Selection, gatherers: Iterable[Rule]
) -> Surveyed:
    """The slow path: everything that is wrong with a document that was not accepted at once."""
    found = list(_about_source(document, source, at_hand, chosen))
    if document.kind == "corpus" and document.fits:
        return Surveyed(found, document.kind, manifest=document.tree)
    can_be_read = document.kind == "article" and not document.is_refused and not document.is_migratable
    rest = readable(document) if can_be_read else None
    if rest is None:
        return Surveyed(found, document.kind)
    view = _view(rest, at_hand, chosen)
    place = Place(view, document, source, rest)
    found += [finding(rule, problem, place, chosen) for rule, problem in _run_record_rules(view, chosen)]
    return _surveyed(view, found, gatherers)


def _about_source(document: Document, source: Source, at_hand: TagSets, chosen: Selection) -> Iterator[Finding]:
    """What rules about the source, and those about a tag set, find in a document."""
    place = Place(None, document, source)
    about: list[tuple[Rule, Any]] = [(rule, document) for rule in of("source", chosen)]
    if document.kind == "tagset" and not document.schema_errors:
        extends = tagsets.reference(document.tree)
        tagset = tagsets.parse(source.data, at_hand.get(extends) if extends else None)
        about += [(rule, tagset) for rule in rules.of("tagset")]
    for rule, subject in about:
        for problem in rule.check(subject) if chosen.has(rule) else ():
            yield finding(rule, problem, place, chosen)


def _view(rest: Readable, at_hand: TagSets, chosen: Selection, columns: list[Columns] | None = None) -> View:
    by_layer = [at_hand.get(layer.tagset) for layer in rest.record.layers]
    return View(
        rest.record, by_layer, columns=columns, hidden=rest.hidden, removed=rest.removed, options=chosen.options
    )


def _run_record_rules(view: View, chosen: Selection) -> Iterator[tuple[Rule, Problem]]:
    """Run the rules level by level, leaving out what earlier levels found errors in."""
    for level in chosen.levels:
        aside = []
        for rule, problem in rules.run(level, view):
            if chosen.has(rule):
                yield rule, problem
            if sets_aside(rule) and (problem.severity or rule.severity) == "error":
                aside += [problem.on, *(change.on for change in problem.changes if change.on is not None)]
        if aside:
            view.set_aside(owners(view, aside))


def owners(view: View, parts: Collection[Any]) -> Iterator[Any]:
    """The annotations or sections that parts of them belong to."""
    for part in parts:
        owner: Any = view.record
        for depth, key in enumerate(view.path(part)[:4]):
            owner = owner[key] if isinstance(key, int) else getattr(owner, key)
            if depth in (1, 3):
                found = owner
        yield found if view.path(part)[:1] in (("layers",), ("sections",)) else part
