"""CoNLL-U to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Layer
from .._about import about
from .._format import Files, Read, Settings
from .._items.source import layer_of
from .._names import article_of, layer_name
from .._text import new_record
from .._token_text import TokenText
from .mentions import Found, found_in
from .rows import NEW_DOCUMENT, Sentence, documents
from .told import told
from .values import metadata
from .wording import worded

LAYER = "annotator"
"""The comment that names whose work the entities are."""


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file."""
    for file in files:
        columns = ""
        for number, sentences in enumerate(documents(file), 1):
            columns = next(
                (one.comments["global.Entity"] for one in sentences if "global.Entity" in one.comments), columns
            )
            article = article_of(sentences[0].comments.get(NEW_DOCUMENT[1]), file.name, number)
            yield _record(sentences, columns, article, file.name, settings)


def _record(sentences: Sequence[Sentence], columns: str, article: str, file: str, settings: Settings) -> Read:
    said = worded(sentences)
    words = TokenText(said.laid, file)
    found = found_in(sentences, columns, said.token_of, words)
    comments = sentences[0].comments
    name = layer_name(comments[LAYER]) if comments.get(LAYER) else settings.annotator
    made = layer_of(found.items, name, article, lambda line: f"{file}:{line}")
    known = about(dict(metadata(comments)))
    rest = told(sentences, words, known.others, said, article, file)
    has_layer = bool(found.items) or bool(columns) or LAYER in comments
    layers = [_with_heads(made.layer, found)] if has_layer else []
    record = new_record(
        article,
        words.text,
        layers,
        metadata=known.metadata or UNSET,
        segmentation=words.segmentation,
    )
    seen = made.seen + Counter(head=len(found.heads), **rest.seen)
    return Read(record, [*made.losses, *rest.losses], seen)


def _with_heads(layer: Layer, found: Found) -> Layer:
    """The layer with the heads of its mentions."""
    entities = [replace(one, head=found.heads.get(one.id, UNSET)) for one in layer.entities or ()]
    return replace(layer, entities=entities)
