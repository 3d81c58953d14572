"""spaCy's training JSON, as its second version had it: documents of paragraphs of sentences of tokens.

It is only read; `spacy` and `spacy-jsonl` are written. A document is an article, named by its `id` if that is a word,
else after the file; its paragraphs are set apart by a line end. Where a paragraph has its `raw` text, tokens stand
where they stand there; else they get one space between, and sentences one line each. Mentions are told by the BILUO or
BIO tags under `ner`, where `-` means that nobody looked; further ones by offsets of the raw text under `entities`. What
else is said of tokens or paragraphs is told as lost.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level, layer
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from ..model import Span
from ._format import Files, Format, Read, Settings
from ._items import Item
from ._items.source import layer_of
from ._json import Document, Object, Wrong, documents, each, find, need, value_at
from ._loss import Loss
from ._names import article_of
from ._sniff import head_text, json_keys
from ._text import new_record
from ._token_text import Laid, TokenText, Words, lay_out
from ._told import NO_PLACE, of_text, of_tokens, unknown
from .conll.tags import mentions

_KNOWN = {"raw", "sentences", "entities"}
_OF_TOKENS = {"id", "orth", "ner", "space"}
_UNSAID = ("-", "_", "", None)


class Paragraph(NamedTuple):
    """A paragraph: its tokens sentence by sentence, and its own text where they stand in it."""

    part: Object
    sentences: list[list[Object]]
    raw: str

    @property
    def words(self) -> list[Words]:
        """What its text is put together from."""
        if self.raw:
            return [Words([need(token, "orth", str) for tokens in self.sentences for token in tokens], self.raw)]
        return [_words(tokens) for tokens in self.sentences]


def sniff(name: str, head: bytes) -> bool:
    return name.lower().endswith(".json") and "paragraphs" in json_keys(head) and '"tokens"' in head_text(head)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file."""
    for file in files:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                name = value_at(tree, "id")  # a number only counts
                article = article_of(name if isinstance(name, str) else "", file.name, number)
                yield _record(document, tree, article, settings)


def _record(document: Document, tree: Object, article: str, settings: Settings) -> Read:
    paragraphs = [_paragraph(part) for part in each(tree, "paragraphs", dict)]
    sentences = [tokens for paragraph in paragraphs for tokens in paragraph.sentences]
    if not sentences:
        raise Wrong(tree, "paragraphs", "sentences of tokens")
    laid = lay_out([words for paragraph in paragraphs for words in paragraph.words])
    places = chain.from_iterable(laid.sentences)
    words = TokenText(Laid(laid.text, [list(islice(places, len(tokens))) for tokens in sentences]), document.file)
    items = [*_tagged(sentences, words), *_by_offset(paragraphs, laid, words)]
    is_tagged = bool(items) or any(_tag(token) != "-" for tokens in sentences for token in tokens)
    made = layer_of(list(_once(items)), settings.annotator, article, document.where)
    others = [key for paragraph in paragraphs for key, value in paragraph.part.items() if value and key not in _KNOWN]
    losses = [*made.losses, *_of_document(document, paragraphs, words, others, article)]
    record = new_record(article, words.text, [made.layer] if is_tagged else [], segmentation=words.segmentation)
    return Read(record, losses, made.seen + Counter(extension=len(others)))


def _paragraph(part: Object) -> Paragraph:
    found = [each(sentence, "tokens", dict) for sentence in each(part, "sentences", dict)]
    sentences, raw = [tokens for tokens in found if tokens], find(part, "raw", str) or ""
    paragraph = Paragraph(part, sentences, raw)
    is_there = raw and sentences and lay_out(paragraph.words).text == raw
    return paragraph if is_there else paragraph._replace(raw="")


def _words(tokens: Sequence[Object]) -> Words:
    """The words of a sentence; where it is said whether a space follows each, its text too."""
    words = [need(token, "orth", str) for token in tokens]
    spaced = [word + (find(token, "space", str) or "") for word, token in zip(words, tokens, strict=True)]
    return Words(words, "".join(spaced).rstrip() if any("space" in token for token in tokens) else None)


def _tag(token: Object) -> str:
    return find(token, "ner", str) or "-"


def _tagged(sentences: Sequence[Sequence[Object]], words: TokenText) -> Iterator[Item]:
    """The mentions that tags tell."""
    before = 0
    for tokens in sentences:
        for found in mentions(_tag(token) if _tag(token) != "-" else "O" for token in tokens):
            span = words.span(before + found.first, before + found.end)
            why = "" if span else "nothing is left of its words in the text"
            yield Item(kind="entity", type=found.type, spans=[span] if span else [], why=why, at=tokens[found.first])
        before += len(tokens)


def _by_offset(paragraphs: Sequence[Paragraph], laid: Laid, words: TokenText) -> Iterator[Item]:
    """The mentions that paragraphs tell by offsets of their own text."""
    number = 0
    for paragraph in paragraphs:
        first = laid.sentences[number][0][0] if paragraph.sentences else 0
        start = first - paragraph.raw.find(need(paragraph.sentences[0][0], "orth", str)) if paragraph.raw else None
        number += len(paragraph.words)
        for part in each(paragraph.part, "entities", list):
            place = need(part, 0, int), need(part, 1, int)
            found = words.cleaned.place(start + place[0], start + place[1]) if start is not None else None
            spans = [Span(*found, words.text[slice(*found)])] if found and place[0] >= 0 else []
            why = "" if spans else NO_PLACE
            yield Item(kind="entity", type=need(part, 2, str), spans=spans, why=why, at=part)


def _once(items: Sequence[Item]) -> Iterator[Item]:
    """Mentions without those by offset that tags have told already."""
    known = {(item.type, str(item.spans)) for item in items if isinstance(item.at, dict)}
    return (
        item
        for item in items
        if isinstance(item.at, dict) or not item.spans or (item.type, str(item.spans)) not in known
    )


def _of_document(
    document: Document, paragraphs: Sequence[Paragraph], words: TokenText, others: Sequence[str], article: str
) -> Iterator[Loss]:
    """What is told of a document as a whole."""

    tree = document.tree
    where = document.where(tree)
    yield from of_text(words.cleaned.changes, article, where)
    for paragraph in paragraphs:
        if value_at(paragraph.part, "raw") and not paragraph.raw:
            why, place = "its tokens do not stand in it", document.where(paragraph.part)
            yield Loss(what="changed", kind="text", id="raw", article=article, where=place, why=why)
    said = {key for one in paragraphs for tokens in one.sentences for token in tokens for key in _said(token)}
    yield from of_tokens(", ".join(sorted(said)), article, where)
    yield from unknown(others, article, where)


def _said(token: Object) -> Iterator[str]:
    return (key for key, value in token.items() if key not in _OF_TOKENS and value not in _UNSAID)


FORMAT = Format(
    name="spacy-json",
    title="spaCy training JSON",
    suffixes=(".json",),
    holds=frozenset({"layer", "entity", "nesting", "crossing", "tokens", "sentences", "article", "text"}),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
)
