"""Problems made into findings: where they are in the record, in its source, and in the article's text."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ..findings import Edit, Excerpt, Finding, Fix, Path, Related, pointer
from ..rules import Change, Document, Problem, Rule, View
from ..rules._readable import Readable
from ..store.source import Source
from ..text import encodable, line_and_column, shortened
from .selection import Selection

EXCERPT_AROUND = 30
"""Code points shown on either side of the words a finding is about."""
EXCERPT_WORDS = 200
"""Code points of those words that are shown; the middle of longer ones is left out."""
_LONGEST_NAME = 200
"""Code points of an id or key; those of a record that fits the schema are shorter."""


class Place:
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
            line, column = self.document.lines.line_and_column(at)
        return line + self.source.line - 1, column

    @cached_property
    def _tree(self) -> Any:
        """The document as plain JSON, or the record where there is no document."""
        if self.document is not None:
            return self.document.tree
        return msgspec.to_builtins(self.view.record, builtin_types=(msgspec.Raw,)) if self.view is not None else None

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
        after = text[end:last] + ("…" if last < block_end else "")
        return Excerpt(before, shortened(text[start:end], EXCERPT_WORDS), after)


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
    """A name, cut where it is longer than any may be: every finding repeats it."""
    return encodable(value[:_LONGEST_NAME]) if isinstance(value, str) else None


def _pointer(path: Path) -> str:
    """Where a finding is, or the object around it where a key on the way is longer than any may be."""
    return encodable(pointer(tuple(takewhile(lambda part: len(str(part)) <= _LONGEST_NAME, path))))


def finding(rule: Rule, problem: Problem, place: Place, chosen: Selection) -> Finding:
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
        pointer=_pointer(path),
        article=article,
        layer=layer,
        annotation=annotation,
        message=problem.message,
        fix=_fix(rule, problem, place),
        related=[_related(part, message, place) for part, message in problem.related] or UNSET,
        excerpt=place.excerpt(problem.span),
        annotator=place.annotator(path),
    )


def _fix(rule: Rule, problem: Problem, place: Place) -> Fix | UnsetType:
    if not problem.fix:
        return UNSET
    fix = problem.fix if isinstance(problem.fix, Fix) else Fix(rule.fix or "propose", problem.fix)
    return Fix(fix.class_, fix.message, tuple(place.edit(change) for change in problem.changes))


def _related(part: Any, message: str, place: Place) -> Related:
    """A second place; a whole number stands for an offset of the source."""
    if isinstance(part, int):
        return Related(message, "", *place.line_and_column(part, (), False))
    path = part if isinstance(part, tuple) else place.path(part, ())
    return Related(message, _pointer(path), *place.line_and_column(None, path, False))
