"""Layers of one corpus name different versions of a tag set, or an annotator is of two kinds.

Labels of two versions cannot be compared or counted together (a patch changes no label, so it is not told); an
annotator who is a person here and a program there makes figures by kind wrong. What most places say is taken for what
is meant; for annotators the manifest is one of them.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "It rained.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "1.0.0"}}]},
        {"id": "b", "text": "It snowed.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "2.0.0"}}]}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "It rained.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "1.0.0"}}]},
        {"id": "b", "text": "It snowed.",
         "layers": [{"annotator": "ada", "tagset": {"id": "small", "version": "1.0.1"}}]}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ..text import quoted
from ._corpus import Article, CorpusView, Manifest, Spot
from ._majority import Reading, majority
from ._rule import Problem, Rule
from ._view import View

_TAGSET, _ANNOTATOR = "tag set", "annotator"


def gather(view: View) -> list[list[Any]] | None:
    """Every tag set version and kind of annotator that the record names: what of, what it is, and where."""
    versions = [
        [_TAGSET, layer.tagset.id, layer.tagset.version.rpartition(".")[0], ["layers", index, "tagset", "version"]]
        for index, layer in enumerate(view.record.layers)
        if layer.tagset
    ]
    return versions + _kinds((one.id, one.kind) for one in view.record.annotators or ()) or None


def _kinds(annotators: Iterable[tuple[str, str]]) -> list[list[Any]]:
    return [[_ANNOTATOR, name, kind, ["annotators", i, "kind"]] for i, (name, kind) in enumerate(annotators)]


def check(corpus: CorpusView) -> Iterator[Problem]:
    seen: defaultdict[tuple[str, str], list[Reading]] = defaultdict(list)
    for document, named in _named(corpus):
        for sort, name, value, path in named:
            seen[sort, name].append(Reading(value, Spot(document, tuple(path))))
    for (sort, name), readings in seen.items():
        most = majority(readings)
        for other in most.others:
            said = f"{sort} {quoted(name)} is {other.value} here, and {most.usual.value} in {most.times} other place"
            related = [(most.usual.spot, "one of them")]
            yield Problem(on=other.spot, message=said + "s" * (most.times > 1), related=related)


def _named(corpus: CorpusView) -> Iterator[tuple[Article | Manifest, list[list[Any]]]]:
    """What each record names, and then the manifest."""
    yield from corpus.facts(RULE.code)
    if corpus.manifest:
        yield corpus.manifest, _kinds((one["id"], one["kind"]) for one in corpus.manifest.tree["annotators"])


RULE = Rule(
    code="COR004",
    name="mixed-versions",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
)
