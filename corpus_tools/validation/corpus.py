"""A corpus checked as a whole, from what was gathered of each record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import UNSET
from msgspec.structs import replace

from ..decode import accept
from ..findings import Finding, Path, Related, pointer
from ..rules import Article, CorpusView, Document, Manifest, Problem, Spot
from ..rules._readable import readable
from ..store.source import Source
from ..text import encodable
from .places import Place, finding
from .selection import Selection, gatherers

Part = Article | Manifest
Again = Callable[[Iterable[Part]], Iterator[tuple[Part, Source]]]
"""Reads documents again, the files one after the other."""
_NOTHING = Document(b"null")


def check_corpus(view: CorpusView, chosen: Selection, again: Again, *, has_manifest: bool) -> Iterator[Finding]:
    """What rules about a corpus find in all that was gathered; only documents with findings are read again."""
    told = [(rule, problem) for rule in gatherers(chosen, has_manifest=has_manifest) for problem in rule.check(view)]
    first: dict[int, Finding] = {}
    second: dict[tuple[int, int], Related] = {}
    for place, spots in _places([problem for _, problem in told], again):
        for number, nth in spots:
            rule, problem = told[number]
            if nth < 0:
                bare = replace(problem, on=None, at=_original(problem.on, place) + problem.at, related=())
                first[number] = finding(rule, bare, place, chosen)
            else:
                second[number, nth] = _related(*problem.related[nth], place, problem.on)
    for number, (_, problem) in enumerate(told):
        related = [second[number, nth] for nth in range(len(problem.related))]
        yield replace(first[number], related=related or UNSET)


def _places(problems: Iterable[Problem], again: Again) -> Iterator[tuple[Place, list[tuple[int, int]]]]:
    """Each document that problems are about, with the number of each of these, and of its second place or -1."""
    spots: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    documents: dict[tuple[str, int], Part] = {}
    for number, problem in enumerate(problems):
        for nth, spot in enumerate([problem.on, *(spot for spot, _ in problem.related)], -1):
            key = spot.document.file, spot.document.line
            documents[key] = spot.document
            spots[key].append((number, nth))
    for part, source in again(documents.values()):
        yield _place(source), spots[part.file, part.line]


def _place(source: Source) -> Place:
    """Finds places in a document; what rules saw of a record may be only the part that can be read.

    Of a document that is gone or was broken since, only the line on which it began is known.
    """
    document = Document(source.data)
    if document.tree is None:
        return Place(None, _NOTHING, source)
    whole = document.kind != "article" or accept(source.data) is not None
    return Place(None, document, source, None if whole else readable(document))


def _original(spot: Spot, place: Place) -> Path:
    """The path of a spot in the source of its document."""
    return place.rest.original(spot.path) if place.rest else spot.path


def _related(spot: Spot, message: str, place: Place, about: Spot) -> Related:
    """A second place, which may be in another file."""
    path = _original(spot, place)
    file = UNSET if spot.document.file == about.document.file else encodable(spot.document.file)
    return Related(message, encodable(pointer(path)), *place.line_and_column(None, path, False), file)
