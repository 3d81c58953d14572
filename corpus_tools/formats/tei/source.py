"""TEI to records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import UNSET, UnsetType

from ...errors import FormatError
from ...model import Metadata
from .. import _xml as xml
from .._about import about
from .._format import File, Files, Read, Settings
from .._items.source import layer_of
from .._loss import Loss
from .._names import article_id
from .._reads import read_of
from .._text import cleaned, new_record
from .names import NAMES, chains, mentions
from .text import Text


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        root = xml.root_of(file, "TEI")
        texts = [one for one in root.iter() if xml.local(one) == "TEI"] if xml.local(root) == "teiCorpus" else [root]
        stem = PurePosixPath(file.name).stem
        for number, one in enumerate(texts, 1):
            yield _read(one, file, article_id(stem if len(texts) == 1 else f"{stem}-{number}"), settings)


def _read(root: Any, file: File, article: str, settings: Settings) -> Read:
    found = Text(_text_in(root, file))
    if not found.text:
        count = sum(xml.local(one) in NAMES for one in root.iter())
        raise xml.fault(file, root, "a <text> with words", f"none, and {count} names that stand in lists or the header")
    text = cleaned(found.text, file.name)
    items = list(mentions(root, found.places, text))
    items += chains(items)
    made = layer_of(items, settings.annotator, article, lambda line: f"{file.name}:{line}")
    told = [*text.changes, *(f"{count} <{tag}> left out" for tag, count in sorted(found.left_out.items()))]
    losses = [Loss(what="changed", kind="text", id="", article=article, where=file.name, why=why) for why in told]
    record = new_record(article, text.text, [made.layer], metadata=_metadata(root))
    return read_of(record, [*losses, *made.losses], made.seen)


def _text_in(root: Any, file: File) -> Any:
    """The `text` of a document; all of a fragment that is none.

    Raises:
        FormatError: something stands in it that is no element, such as an entity.
    """
    for one in root.iter():
        if callable(one.tag):
            raise FormatError(file.name, one.sourceline, 1, "no entities", str(one.text))
    if xml.local(root) != "TEI":
        return root
    found = next((one for one in root if xml.local(one) == "text"), None)
    if found is None:
        raise xml.fault(file, root, "a <text> in <TEI>", "none")
    return found


def _metadata(root: Any) -> Metadata | UnsetType:
    header = next((one for one in root if xml.local(one) == "teiHeader"), None)
    if header is None:
        return UNSET
    title = next((one for one in header.iter() if xml.local(one) == "title"), None)
    dated = next((one.get("when") for one in header.iter() if xml.local(one) == "date" and one.get("when")), None)
    words = " ".join("".join(title.itertext()).split()) if title is not None else ""
    return about({"headline": words or None, "date_published": dated}).metadata
