"""Conversations, with answers of a model, to records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from ...jsontext import parse
from .._count import count
from .._format import Files, Read, Settings
from .._json import Document, Wrong, documents, each, find, need
from .._loss import Loss
from .._names import article_id
from .._text import cleaned, new_record
from .._told import of_text
from .answer import Answer

_FENCE = re.compile(r"\s*```[a-z]*\n(.*?)\n?```\s*", re.DOTALL)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        stem = PurePosixPath(file.name).stem
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                yield _record(document, tree, f"{stem}-{number}", settings)


def _record(document: Document, tree: dict[str, Any], name: str, settings: Settings) -> Read:
    messages = each(tree, "messages", dict)
    asked = [message for message in messages if need(message, "role", str) == "user"]
    if not asked:
        raise Wrong(tree, "messages", "a message of the role user, with the text", "none")
    source = need(asked[0], "content", str)
    text = cleaned(source, document.file)
    article = article_id(find(tree, "id", str) or name)
    losses = list(of_text(text.changes, article, document.where(asked[0])))
    layers = []
    for answered in [message for message in messages if message["role"] == "assistant"][-1:]:
        where = document.where(answered, "content")
        found, why = _answered(need(answered, "content", str))
        if why:
            losses.append(Loss(what="lost", kind="layer", id="", article=article, where=where, why=why))
            continue
        answer = Answer(source, text, article, where)
        layers.append(answer.layer(found, settings.annotator))
        losses += answer.losses
    record = new_record(article, text.text, layers)
    lost = Counter(loss.kind for loss in losses if loss.what == "lost")
    own = count(record)
    return Read(record, losses, {kind: own[kind] + number for kind, number in lost.items()})


def _answered(content: str) -> tuple[dict[str, Any], str]:
    """The object that is the answer, or why there is none."""
    fenced = _FENCE.fullmatch(content)
    tree, faults = parse(fenced[1] if fenced else content)
    if faults:
        return {}, f"the answer is no JSON: {faults[0].message}"
    return (tree, "") if isinstance(tree, dict) else ({}, "the answer is no object")
