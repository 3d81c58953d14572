"""An article id is used twice, or the parts of the corpus and its articles do not match.

Everything refers to an article by its id: parts for training and testing, scores, merges. Each article is in one part,
where the manifest has parts at all, and each part lists articles that exist. Nothing is said of missing articles when a
file of the corpus was not checked or could not be read, since it may hold them, nor of records that lie elsewhere than
the articles of the manifest.

Fails:

    {"articles": [{"id": "rain", "text": "It rained."}, {"id": "rain", "text": "It snowed."}]}

Passes:

    {"articles": [{"id": "rain", "text": "It rained."}, {"id": "snow", "text": "It snowed."}]}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..text import quoted
from ._corpus import Article, CorpusView, Manifest, Spot
from ._rule import Problem, Rule


def check(corpus: CorpusView) -> Iterator[Problem]:
    first: dict[str, Article] = {}
    for article in corpus.articles:
        other = first.setdefault(article.id, article)
        if other is not article:
            yield Problem(
                on=Spot(article, ("id",)),
                message=f"the article id {quoted(article.id)} is used twice",
                related=[(Spot(other, ("id",)), "first used here")],
            )
    if corpus.manifest and corpus.manifest.tree["splits"]:
        yield from _splits(corpus, corpus.manifest, first.keys())


def _splits(corpus: CorpusView, manifest: Manifest, articles: Collection[str]) -> Iterator[Problem]:
    seen: dict[str, tuple[str, int]] = {}
    for split, names in manifest.tree["splits"].items():
        for index, name in enumerate(names):
            at = Spot(manifest, ("splits", split, index))
            before = seen.setdefault(name, (split, index))
            if before != (split, index):
                other = (Spot(manifest, ("splits", *before)), "and in this one")
                yield Problem(on=at, message=f"{quoted(name)} is in two parts of the corpus", related=[other])
            elif name not in articles and not corpus.unread:
                yield Problem(on=at, message=f"no article has the id {quoted(name)}")
    for article in corpus.published:
        if article.id not in seen:
            yield Problem(on=Spot(article, ("id",)), message=f"{quoted(article.id)} is in no part of the corpus")


RULE = Rule(
    code="COR001", name="repeated-article", severity="error", level=6, subject="corpus", check=check, loose=True
)
