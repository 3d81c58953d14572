"""Two articles have the same text.

They are one article under two names, mostly by a second download, and count twice. Near copies are COR007; two of one
id are COR001.

Fails:

    {"articles": [{"id": "rain", "text": "It rained."}, {"id": "rain-2", "text": "It rained."}]}

Passes:

    {"articles": [{"id": "rain", "text": "It rained."}, {"id": "snow", "text": "It snowed."}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._corpus import Article, CorpusView, Spot
from ._rule import Problem, Rule
from ._sealing import checksum, is_sealed
from ._view import View


def gather(view: View) -> str:
    """The checksum of the text, which is known where the record is sealed."""
    return str(view.record.text_sha256) if is_sealed(view) else checksum(view.text)


def check(corpus: CorpusView) -> Iterator[Problem]:
    first: dict[str, Article] = {}
    for article, digest in corpus.facts(RULE.code):
        other = first.setdefault(digest, article)
        if other.id != article.id:
            parts = sorted({part for one in (other, article) if (part := corpus.split_of(one))})
            where = f", in {parts[0]} and {parts[1]}" if len(parts) > 1 else ""
            yield Problem(
                on=Spot(article, ("text",)),
                message=f"{quoted(article.id)} has the same text as {quoted(other.id)}{where}",
                fix="keep one of the two",
                related=[(Spot(other, ("text",)), "the same text")],
            )


RULE = Rule(
    code="COR002",
    name="repeated-text",
    severity="error",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
    fix="propose",
    loose=True,
)
