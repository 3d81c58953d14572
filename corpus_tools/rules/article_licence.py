"""The licence of an article is not the one that the manifest gives for the texts.

Whoever uses the corpus relies on the manifest. Correct one of the two, or write `NOASSERTION` into the manifest's
`text_license` and leave the licences to the articles. Articles that name no licence have that of the manifest.

Fails:

    {"manifest": {"text_license": "CC0-1.0"}, "articles": [
        {"id": "a", "text": "It rained.", "metadata": {"license": "CC-BY-4.0"}}]}

Passes:

    {"manifest": {"text_license": "CC0-1.0"}, "articles": [
        {"id": "a", "text": "It rained.", "metadata": {"license": "CC0-1.0"}}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._corpus import CorpusView, Spot
from ._rule import Problem, Rule
from ._view import View

_OPEN = ("NOASSERTION", "NONE")


def gather(view: View) -> str | None:
    """The licence of the article's text, where it names one."""
    metadata = view.record.metadata
    return (metadata.license or None) if metadata else None


def check(corpus: CorpusView) -> Iterator[Problem]:
    wanted = corpus.manifest.tree["text_license"] if corpus.manifest else _OPEN[0]
    for article, found in corpus.facts(RULE.code):
        if corpus.manifest and wanted not in _OPEN and found not in (wanted, *_OPEN):
            yield Problem(
                on=Spot(article, ("metadata", "license")),
                message=f"the article is under {quoted(found)}, by the manifest all texts are under {quoted(wanted)}",
                related=[(Spot(corpus.manifest, ("text_license",)), "given here")],
            )


RULE = Rule(
    code="COR006",
    name="article-licence",
    severity="warning",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
)
