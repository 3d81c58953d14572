"""ECB+ to records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Metadata, Span
from .. import _xml as xml
from .._format import File, Files, Read, Settings
from .._items import Item
from .._items.source import layer_of
from .._names import article_id
from .._reads import read_of
from .._text import new_record
from .._token_text import TokenText, Words, lay_out
from .article import address_of, identifiers, sections_of
from .coreference import instances, relations
from .mentions import is_mention, kind_of


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield _read(file, settings)


def _read(file: File, settings: Settings) -> Read:
    root = xml.root_of(file)
    if root.tag != "Document":
        raise xml.fault(file, root, "a <Document>", f"a <{xml.local(root)}>")
    name = PurePosixPath(root.get("doc_name") or file.name).stem
    found = [(one, xml.text_of(one, file).strip()) for one in root.iterfind("token")]
    tokens = [(one, word) for one, word in found if word]
    groups = [[word for _, word in group] for _, group in groupby(tokens, lambda pair: pair[0].get("sentence"))]
    text = TokenText(lay_out([Words(words) for words in groups]), file.name)
    numbers = {one.get("t_id"): number for number, (one, _) in enumerate(tokens)}
    mentions = [_mention(one, numbers, text) for one in root.iterfind("Markables/*") if is_mention(one)]
    ids = {item.fields.pop("m_id"): item for item in mentions}
    items = [*mentions, *instances(root, ids), *relations(root, ids)]
    article = article_id(name)
    made = layer_of(items, settings.annotator, article, lambda line: f"{file.name}:{line}")
    address = address_of(groups)
    metadata = Metadata(url=address or UNSET, identifiers=identifiers(name, root.get("doc_id")) or UNSET)
    plain = metadata if metadata.url or metadata.identifiers else UNSET
    record = new_record(article, text.text, [made.layer], metadata=plain, segmentation=text.segmentation)
    sections = sections_of(text) if address else UNSET
    return read_of(replace(record, sections=sections), made.losses, made.seen)


def _mention(element: Any, numbers: dict[str, int], text: TokenText) -> Item:
    """A tag with tokens, as many parts as these have gaps between."""
    kind = kind_of(element.tag)
    anchors = [one.get("t_id") for one in element.iterfind("token_anchor")]
    missing = [one for one in anchors if one not in numbers]
    spans = list(_spans(sorted({numbers[one] for one in anchors if one in numbers}), text))
    why = f"there is no token {', '.join(map(str, missing))}" if missing else ""
    fields = {name: value for name, value in element.attrib.items() if value.strip()}
    identifier = element.get("m_id", "")
    return Item(
        id=f"{kind[0] if kind == 'event' else 't'}{identifier}",
        kind=kind,
        type=element.tag,
        spans=[] if missing else spans,
        why=why,
        fields={**fields, "m_id": identifier},
        at=element.sourceline,
    )


def _spans(numbers: Sequence[int], text: TokenText) -> Iterator[Span]:
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        if span := text.span(found[0], found[-1] + 1):
            yield span
