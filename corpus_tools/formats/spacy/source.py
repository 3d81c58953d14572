"""A DocBin to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import UNSET
from msgspec.structs import replace

from .._format import Files, Read, Settings
from .._items import Item
from .._items.source import layer_of
from .._loss import Loss
from .._names import article_of, layer_name
from .._text import new_record
from .._token_text import Laid, TokenText
from .._told import of_text, of_tokens, unknown
from . import docbin
from .document import Document, Found
from .layers import mention, unique, with_chains


def looks_like(name: str, head: bytes) -> bool:
    """Whether a file has the name of a DocBin and is packed as one."""
    return name.lower().endswith(".spacy") and head[:1] == b"\x78"


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file, without those that have no text."""
    for file in files:
        number = 0
        for found in docbin.documents(file.read(), file.name):
            if found.text.strip():
                number += 1
                article = article_of(found.article, file.name, number)
                yield _record(found, article, f"{file.name}, document {number}", settings)


def _record(found: Document, article: str, where: str, settings: Settings) -> Read:
    words = TokenText(Laid(found.text, found.sentences), where)
    groups = dict(_groups(found, settings.annotator))
    made = [
        layer_of(list(_items(group, words)), name, article, lambda _: where)
        for name, group in zip(unique(map(layer_name, groups)), groups.values(), strict=True)
    ]
    segmentation = words.segmentation
    if segmentation and not found.has_sentences:
        segmentation = replace(segmentation, sentences=UNSET)
    record = new_record(article, words.text, [one.layer for one in made], segmentation=segmentation)
    losses = [*(loss for one in made for loss in one.losses), *_of_document(found, words, article, where)]
    seen = sum((one.seen for one in made), Counter(extension=len(found.others)))
    return Read(record, losses, seen)


def _groups(found: Document, annotator: str) -> Iterator[tuple[str, list[Found]]]:
    """The spans of each layer: those of the groups, and the entities where no group has them all."""
    groups, entities = found.groups, found.entities
    marks = {span.mark for span in entities or ()}
    if marks and not any(marks <= {span.mark for span in group} for group in groups.values()):
        yield annotator, entities or []
    elif entities is not None and not groups:
        yield annotator, []
    yield from groups.items()


def _items(group: list[Found], words: TokenText) -> Iterator[Item]:
    return with_chains((_mention(found, words), found.link) for found in group)


def _mention(found: Found, words: TokenText) -> Item:
    span = words.span(found.first, found.end)
    why = "" if span else "its tokens are not there, or are white space"
    return mention(found.label, [span] if span else [], why, name=found.id)


def _of_document(found: Document, words: TokenText, article: str, where: str) -> Iterator[Loss]:
    """What is told of a document as a whole."""
    yield from of_text(words.cleaned.changes, article, where)
    yield from of_tokens(", ".join(found.said), article, where)
    yield from unknown(found.others, article, where)
