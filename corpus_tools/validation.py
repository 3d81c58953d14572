"""Validation: one record, or one source document, to its findings. Nothing here knows of files or screens.

Levels run in order, and a part with an error is left out of later levels: one cause, one finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from . import rules
from . import tagset as tagsets
from .columns import Columns
from .findings import Edit, Excerpt, Finding, Fix, Path, Related, Severity, pointer
from .model import Record
from .rules import Change, Document, Problem, Rule, View
from .rules._readable import Readable, readable
from .store.decode import accept
from .store.source import Source
from .tagset import TagSet, TagSets
from .text import encodable, line_and_column

EXCERPT_AROUND = 30
"""Code points shown on either side of the words a finding is about."""

_SET_ASIDE = ("SPN", "SEC", "TAG")
"""Families whose errors make a part unfit for later levels ..."""
_ONLY_A_MARK = "SPN010"
"""... but for this rule, which says that nobody has looked yet, not that something is wrong."""


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
    place = _Place(view)
    for rule, problem in _run_record_rules(view, chosen):
        yield _finding(rule, problem, place, chosen)


class Selection:
    """Which rules are reported, how gravely, and with which options.

    Reported are those selected (all that run by default where none is named) and those of `extend`, less those
    ignored and those whose severity is `off`. Rules are named by code, family or name; `options` by code or name.

    Raises:
        UnknownName: a name stands for no rule, or for no option of its rule.
        WrongOption: the value of an option is of another type than its default.
    """

    def __init__(
        self,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        *,
        extend: Iterable[str] = (),
        severity: Mapping[str, Severity | Literal["off"]] | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self._severities = {code: s for name, s in (severity or {}).items() for code in rules.select([name])}
        off = {code for code, s in self._severities.items() if s == "off"}
        self._only, self._also = rules.select(select), rules.select(extend)
        self._never = rules.select(ignore) | off
        named = self._only | self._also
        self.extra = tuple(rule for rule in rules.all_rules() if not rule.default and rule.code in named)
        """Rules that do not run by default but were asked for."""
        self.options = {rules.find(name).code: rules.options(name, given) for name, given in (options or {}).items()}

    def has(self, rule: Rule) -> bool:
        """Whether findings of a rule are reported."""
        chosen = rule.code in self._only if self._only else True
        return rule.code not in self._never and (chosen or rule.code in self._also)

    def reports(self, code: str) -> bool:
        """The same for a rule given by its code."""
        return self.has(rules.find(code))

    def severity(self, rule: Rule, problem: Problem) -> Severity:
        """How gravely a problem is reported: as the project says, or else the problem itself, or else its rule."""
        chosen = self._severities.get(rule.code)
        return chosen if chosen and chosen != "off" else problem.severity or rule.severity


def check(source: Source, at_hand: TagSets, chosen: Selection) -> Iterator[Finding]:
    """Check one document, an article record, tag set or manifest, and yield findings with file, line and column."""
    accepted = None if chosen.extra else accept(source.data)
    if accepted is not None:
        view = _view(Readable(accepted.record), at_hand, chosen, accepted.columns)
        found = list(_run_record_rules(view, chosen))
        place = _Place(view, Document(source.data), source) if found else _Place(view)
        yield from (_finding(rule, problem, place, chosen) for rule, problem in found)
        return
    yield from _explain(Document(source.data), source, at_hand, chosen)


def _explain(document: Document, source: Source, at_hand: TagSets, chosen: Selection) -> Iterator[Finding]:
    """The slow path: everything that is wrong with a document that was not accepted at once."""
    first_level = sorted((*rules.of("source"), *chosen.extra), key=lambda rule: (rule.level, rule.code))
    place = _Place(None, document, source)
    for rule, problem in rules.run(first_level, document):
        if chosen.has(rule):
            yield _finding(rule, problem, place, chosen)
    if document.kind == "tagset" and not document.schema_errors:
        extends = tagsets.reference(document.tree)
        base = at_hand.get(extends) if extends else None
        for rule, problem in rules.run(rules.of("tagset"), tagsets.parse(source.data, base)):
            if chosen.has(rule):
                yield _finding(rule, problem, place, chosen)
    if document.kind != "article" or document.is_refused:
        return
    rest = readable(document)
    if rest is not None:
        view = _view(rest, at_hand, chosen)
        place = _Place(view, document, source, rest)
        for rule, problem in _run_record_rules(view, chosen):
            yield _finding(rule, problem, place, chosen)


def _view(rest: Readable, at_hand: TagSets, chosen: Selection, columns: list[Columns] | None = None) -> View:
    by_layer = [at_hand.get(layer.tagset) for layer in rest.record.layers]
    return View(
        rest.record, by_layer, columns=columns, hidden=rest.hidden, removed=rest.removed, options=chosen.options
    )


def _run_record_rules(view: View, chosen: Selection) -> Iterator[tuple[Rule, Problem]]:
    """Run the rules level by level, leaving out what earlier levels found errors in."""
    for _, level in groupby(rules.of("record"), key=lambda rule: rule.level):
        aside = []
        for rule, problem in rules.run(level, view):
            if chosen.has(rule):
                yield rule, problem
            if (
                rule.code.startswith(_SET_ASIDE)
                and rule.code != _ONLY_A_MARK
                and (problem.severity or rule.severity) == "error"
            ):
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


class _Place:
    """Where problems are: in the record, in the source, and in the article's text."""

    def __init__(
        self,
        view: View | None,
        document: Document | None = None,
        source: Source | None = None,
        rest: Readable | None = None,
    ) -> None:
        self.view, self.document, self.source, self.rest = view, document, source, rest

    def path(self, part: Any, at: Path) -> Path:
        """The path in the source of a field of a part."""
        path = self.view.path(part) if self.view and part is not None else ()
        return (self.rest.original(path) if self.rest else path) + at

    def edit(self, change: Change) -> Edit:
        """A change as an edit of the source."""
        at = pointer(self.path(change.on, change.at))
        return Edit(at) if change.value is UNSET else Edit(at, msgspec.to_builtins(change.value))

    def line_and_column(self, offset: int | None, path: Path, on_key: bool) -> tuple[int | None, int | None]:
        """1-based line and column of an offset or path in the source; None where there is no source."""
        if self.document is None or self.source is None:
            return None, None
        if self.document.text is None:
            before = self.document.data[: offset or 0].decode("utf-8", "replace")
            line, column = line_and_column(before, len(before))
        else:
            at = self.document.offset(path, on_key=on_key) if offset is None else offset
            line, column = line_and_column(self.document.text, at)
        return line + self.source.line - 1, column

    @cached_property
    def _tree(self) -> Any:
        """The document as plain JSON, or the record where there is no document."""
        if self.document is not None:
            return self.document.tree
        return msgspec.to_builtins(self.view.record) if self.view is not None else None

    def names(self, path: Path) -> tuple[str | None, str | None, str | None]:
        """The article, layer and annotation that a path leads through."""
        tree = self._tree
        article = tree.get("id") if isinstance(tree, dict) else None
        layer = _inside(tree, path[:2]) if path[:1] == ("layers",) else None
        part = _inside(tree, path[:4]) if layer is not None and len(path) >= 4 and isinstance(path[3], int) else None
        return _string(article), _name_of(layer), _name_of(part)

    def annotator(self, path: Path) -> str | UnsetType:
        """Who made the layer that a path leads through."""
        layer = _inside(self._tree, path[:2]) if path[:1] == ("layers",) else None
        name = layer.get("annotator", layer.get("id")) if isinstance(layer, dict) else None
        return _string(name) or UNSET

    def excerpt(self, span: tuple[int, int] | None) -> Excerpt | UnsetType:
        """The words at a stretch of the article, with some of what stands around them in their paragraph."""
        if span is None or self.view is None or span[0] >= self.view.length:
            return UNSET
        text, (start, end) = self.view.text, span
        block_start, block_end = self.view.block(start)
        end = min(max(end, start), block_end)
        first, last = max(block_start, start - EXCERPT_AROUND), min(block_end, end + EXCERPT_AROUND)
        before = ("…" if first > block_start else "") + text[first:start]
        return Excerpt(before, text[start:end], text[end:last] + ("…" if last < block_end else ""))


def _inside(tree: Any, path: Path) -> Any:
    for key in path:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def _name_of(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    inner = part.get("annotation")
    return _string(part.get("id") or part.get("annotator") or (inner.get("id") if isinstance(inner, dict) else inner))


def _string(value: Any) -> str | None:
    return encodable(value) if isinstance(value, str) else None


def _finding(rule: Rule, problem: Problem, place: _Place, chosen: Selection) -> Finding:
    """A bare problem with its code, severity and place."""
    path = place.path(problem.on, problem.at)
    line, column = place.line_and_column(problem.offset, path, problem.on_key)
    article, layer, annotation = place.names(path)
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=chosen.severity(rule, problem),
        file=encodable(place.source.file) if place.source else "",
        line=line,
        column=column,
        pointer=encodable(pointer(path)),
        article=article,
        layer=layer,
        annotation=annotation,
        message=problem.message,
        fix=_fix(rule, problem, place),
        related=[_related(part, message, place) for part, message in problem.related] or UNSET,
        excerpt=place.excerpt(problem.span),
        annotator=place.annotator(path),
    )


def _fix(rule: Rule, problem: Problem, place: _Place) -> Fix | UnsetType:
    if not problem.fix:
        return UNSET
    fix = problem.fix if isinstance(problem.fix, Fix) else Fix(rule.fix or "propose", problem.fix)
    return Fix(fix.class_, fix.message, tuple(place.edit(change) for change in problem.changes))


def _related(part: Any, message: str, place: _Place) -> Related:
    """A second place; a whole number stands for an offset of the source."""
    if isinstance(part, int):
        return Related(message, "", *place.line_and_column(part, (), False))
    path = part if isinstance(part, tuple) else place.path(part, ())
    return Related(message, encodable(pointer(path)), *place.line_and_column(None, path, False))
