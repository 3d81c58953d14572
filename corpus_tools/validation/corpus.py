"""A corpus checked as a whole, from what was gathered of each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import UNSET
from msgspec.structs import replace

from ..findings import Finding, Related, pointer
from ..rules import Article, CorpusView, Document, Manifest, Spot
from ..store.source import Source
from ..text import encodable
from .places import Place, finding
from .selection import Selection, gatherers


def check_corpus(
    view: CorpusView, chosen: Selection, source: Callable[[Article | Manifest], Source], *, has_manifest: bool
) -> Iterator[Finding]:
    """What rules about a corpus find in all that was gathered; `source` gives a document again, to find its places."""
    documents: dict[str, tuple[Source, Document]] = {}

    def place(spot: Spot) -> Place:
        name = f"{spot.document.file}:{getattr(spot.document, 'line', 1)}"
        if name not in documents:
            again = source(spot.document)
            documents[name] = again, Document(again.data)
        return Place(None, documents[name][1], documents[name][0])

    for rule in gatherers(chosen, has_manifest=has_manifest):
        for problem in rule.check(view):
            related = [_elsewhere(place(spot), spot, message, problem.on) for spot, message in problem.related]
            bare = replace(problem, on=None, at=problem.on.path + problem.at, related=())
            yield replace(finding(rule, bare, place(problem.on), chosen), related=related or UNSET)


def _elsewhere(place: Place, spot: Spot, message: str, about: Spot) -> Related:
    """A second place, which may be in another file."""
    line, column = place.line_and_column(None, spot.path, False)
    file = UNSET if spot.document.file == about.document.file else encodable(spot.document.file)
    return Related(message, encodable(pointer(spot.path)), line, column, file)
