"""What of a BioC document no part of a record holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .._loss import Loss
from .._names import article_id
from .._text import Cleaned
from . import TYPE, Found, Part, Passage
from .items import anchored, relations
from .text import from_words


def of_article(found: Found, text: Cleaned) -> Iterator[Loss]:
    """What is lost or changed of a document that becomes a record."""
    document = found.document
    yield from (_loss(found, "text", "", document, why, "changed") for why in text.changes)
    for number, passage in enumerate(document.passages or (), 1):
        if is_bare(passage) and from_words(passage):
            why = "it is put together of the words of annotations: its passage has none"
            yield _loss(found, "text", f"passage {number}", passage, why, "changed")
        elif is_bare(passage):
            yield _loss(found, "section", str((passage.infons or {}).get(TYPE, number)), passage, "it has no text")
        for sentence in passage.sentences or ():
            for key in sentence.infons or ():
                yield _loss(found, "extension", key, sentence, "a record says nothing of a sentence")
    for where, key in found.unknown:
        why = "BioC has nothing of that name"
        article = article_id(document.id)
        yield Loss(what="lost", kind="extension", id=key, article=article, where=where, why=why)


def is_bare(passage: Passage) -> bool:
    """Whether a passage has no text."""
    return not (passage.text or any(sentence.text for sentence in passage.sentences or ()))


def of_textless(found: Found) -> Iterator[Loss]:
    """All that is lost of a document without a text."""
    document = found.document
    parts: list[tuple[str, str, Part]] = [("article", document.id, document)]
    parts += [("section", f"passage {number}", one) for number, one in enumerate(document.passages or (), 1)]
    parts += [("entity", one.id, one) for one, _, _ in anchored(document)]
    for relation in relations(document):
        parts.append(("relation", relation.id, relation))
        parts += [("argument", f"{relation.id} {node.role}:{node.refid}", relation) for node in relation.nodes or ()]
    return (_loss(found, kind, name, part, "its document has no text") for kind, name, part in parts)


def _loss(found: Found, kind: str, name: str, part: Part, why: str, what: Literal["lost", "changed"] = "lost") -> Loss:
    article = article_id(found.document.id)
    return Loss(what=what, kind=kind, id=name, article=article, where=found.where(part), why=why)
