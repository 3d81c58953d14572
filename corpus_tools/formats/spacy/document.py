"""What is wanted of one document of spaCy, taken out of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from .._tokens import Pair

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

ARTICLE = "article"
"""The key of the user data that holds the article's id."""
_OF_TOKENS = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD")


class Found(NamedTuple):
    """One span of spaCy: the tokens `[first, end)`, and what it is called."""

    first: int
    end: int
    label: str
    id: str
    link: str

    @property
    def mark(self) -> tuple[int, int, str]:
        """What makes it the same as an entity of the document."""
        return self.first, self.end, self.label


class Document(NamedTuple):
    """A document: `sentences` are the places of its tokens, `entities` None where nobody looked for any.

    `others` are the names of data that a record has no place for, `said` what is said of each token beside.
    """

    article: str
    text: str
    sentences: list[list[Pair]]
    has_sentences: bool
    entities: list[Found] | None
    groups: dict[str, list[Found]]
    said: list[str]
    others: list[str]


def document(doc: Doc) -> Document:
    """What a document of spaCy holds."""
    has_sentences = doc.has_annotation("SENT_START")
    sentences: Iterable[Iterable[Token]] = doc.sents if has_sentences else [doc]
    return Document(
        article=str(doc.user_data.get(ARTICLE, "")),
        text=doc.text,
        sentences=[[_place(word) for word in sentence] for sentence in sentences],
        has_sentences=has_sentences,
        entities=[_found(span) for span in doc.ents] if doc.has_annotation("ENT_IOB") else None,
        groups={name: [_found(span) for span in group] for name, group in doc.spans.items()},
        said=[name for name in _OF_TOKENS if doc.has_annotation(name)],
        others=[str(name) for name in (*doc.user_data, *doc.cats) if name != ARTICLE],
    )


def _place(word: Token) -> Pair:
    """Where a token stands; white space nowhere, since it is no token of a record."""
    return word.idx, word.idx if word.text.isspace() else word.idx + len(word.text)


def _found(span: Span) -> Found:
    return Found(span.start, span.end, span.label_, span.id_, span.kb_id_)
