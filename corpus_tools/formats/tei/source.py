"""TEI to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import UnsetType

from ...errors import FormatError
from ...model import Metadata
from .. import _xml as xml
from .._about import about
from .._format import File, Files, Read, Settings
from .._items import Item
from .._items.source import layer_of
from .._loss import Loss
from .._names import article_id, layer_name
from .._reads import read_of
from .._text import cleaned, new_record
from .names import NAMES, chains, date_of, in_header, link_to, mentions
from .spans import chains as of_spans
from .text import Text, words_in


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
    layers: dict[str, list[Item]] = {name: [] for name in _makers(root)}
    for name, item in mentions(root, found, text):
        layers.setdefault(name, []).append(item)
    of_names = {name: chains(items) for name, items in layers.items()}
    for name, chain in of_spans(root, link_to):
        of_names.setdefault(name, []).append(chain)
    told = [*text.changes, *(f"{count} <{tag}> left out" for tag, count in sorted(found.left_out.items()))]
    losses = [Loss(what="changed", kind="text", id="", article=article, where=file.name, why=why) for why in told]
    seen, kept = Counter[str](), []
    for name, items in layers.items():
        ours = layer_name(name) if name else settings.annotator
        made = layer_of([*items, *of_names[name]], ours, article, lambda line: f"{file.name}:{line}")
        losses += made.losses
        seen += made.seen
        kept.append(made.layer)
    return read_of(new_record(article, text.text, kept, metadata=_metadata(root)), losses, seen)


def _makers(root: Any) -> list[str]:
    """Whose work there is, even without a mention: that of each group of spans; nobody's where nothing is apart."""
    groups = [one for one in root.iter() if xml.local(one) == "spanGrp"]
    is_apart = any(xml.local(one) == "standOff" for one in root.iter())
    return list(dict.fromkeys(one.get("resp", "").removeprefix("#") for one in groups)) if is_apart else [""]


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
    title = next((one for one in in_header(root) if xml.local(one) == "title"), None)
    dated = date_of(root)
    words = words_in(title) if title is not None else ""
    return about({"headline": words or None, "date_published": dated if dated is None else dated.get("when")}).metadata
