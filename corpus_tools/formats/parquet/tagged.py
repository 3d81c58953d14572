"""Tables of words and tags, as data sets for training have them: a row is a sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ...errors import FormatError
from ...model import Entity, Layer
from .._format import Read, Settings
from .._loss import Loss
from .._names import Names, article_id
from .._text import new_record
from .._token_text import TokenText, Words, lay_out
from ..conll.tags import Mention, mentions

_WORDS = ("tokens", "words")
_TAGS = ("ner_tags", "tags", "ner", "labels", "fine_ner_tags")
_ID = "id"


class Tagged(NamedTuple):
    """Which columns hold the words and their tags, and what numbers for tags stand for."""

    words: str
    tags: str
    labels: Sequence[str]
    others: Sequence[str]
    file: str
    settings: Settings

    @classmethod
    def of(cls, schema: Any, file: str, settings: Settings) -> Tagged:
        """The columns of a table, known by their names.

        Raises:
            FormatError: there are none.
        """
        words = next((name for name in _WORDS if name in schema.names), None)
        tags = next((name for name in _TAGS if name in schema.names), None)
        if not words or not tags:
            expected = "columns of a record (format_version, id, text, layers), or tokens and ner_tags"
            raise FormatError(file, None, None, expected, ", ".join(schema.names[:20]) or "none")
        others = [name for name in schema.names if name not in (words, tags, _ID)]
        return cls(words, tags, _labels(schema, tags), others, file, settings)

    def read(self, row: dict[str, Any], number: int) -> Read:
        """The record of one sentence."""
        where = f"{self.file}, row {number}"
        words, tags = row[self.words], row[self.tags]
        if not _are_words(words) or not isinstance(tags, list) or len(tags) != len(words):
            raise FormatError(where, None, None, "a list of words and one of as many tags", "other values")
        article = article_id(f"{PurePosixPath(self.file).stem}-{row.get(_ID) or number}")
        text = TokenText(lay_out([Words(words)]), where)
        found = list(mentions(self._tag(tag, where) for tag in tags))
        gone = [one.type for one in found if not text.span(one.first, one.end)]
        losses = [_lost("entity", name, article, where, "nothing is left of its words in the text") for name in gone]
        losses += [_lost("extension", name, article, where, "a record has no such field") for name in self.others]
        record = new_record(article, text.text, [self._layer(found, text)], segmentation=text.segmentation)
        return Read(record, losses, {"entity": len(found), "extension": len(self.others)})

    def _layer(self, found: Sequence[Mention], text: TokenText) -> Layer:
        names = Names()
        placed = [(one.type, span) for one in found if (span := text.span(one.first, one.end))]
        entities = [
            Entity(id=f"t{number}", type=names.ours("type", name), spans=[span])
            for number, (name, span) in enumerate(placed, 1)
        ]
        return Layer(annotator=self.settings.annotator, extensions=names.extensions, entities=entities)

    def _tag(self, tag: object, where: str) -> str:
        if isinstance(tag, str):
            return tag
        if isinstance(tag, int) and 0 <= tag < len(self.labels):
            return self.labels[tag]
        hint = "tags, or numbers whose names stand in the file (as datasets writes them)"
        raise FormatError(where, None, None, hint, f"{tag!r} in {self.tags}")


def _are_words(words: object) -> bool:
    return isinstance(words, list) and bool(words) and all(isinstance(word, str) and word for word in words)


def _labels(schema: Any, tags: str) -> Sequence[str]:
    """The names of tags, which the library `datasets` keeps beside the columns."""
    try:
        info = json.loads((schema.metadata or {})[b"huggingface"])
        feature = info["info"]["features"][tags]
        names = (feature.get("feature") or feature)["names"]
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()
    return names if isinstance(names, list) and all(isinstance(name, str) for name in names) else ()


def _lost(kind: str, name: str, article: str, where: str, why: str) -> Loss:
    return Loss(what="lost", kind=kind, id=name, article=article, where=where, why=why)
