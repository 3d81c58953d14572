"""Records to a DocBin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...model import Layer, Record
from .._format import Chunk, Settings
from .._items.target import theirs
from .._names import Names
from . import docbin
from .document import ARTICLE
from .limits import in_text_order
from .pieces import pieces
from .written import Written

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One file of all documents, with memory for one of them and for all that differs of their words.

    Raises:
        UnreadableFile: spaCy is not installed.
    """
    name = f"{settings.stem}.spacy"
    with Written(name) as found:
        vocab = docbin.vocab()
        for record in records:
            found.add(_document(record, vocab))
        yield from (Chunk(name, piece) for piece in found.chunks())


def _document(record: Record, vocab: Vocab) -> Doc:
    from spacy.tokens import Doc

    assert record.segmentation
    words = list(pieces(record.text, record.segmentation.tokens or []))
    starts = {start for start, _ in record.segmentation.sentences or ()}
    doc = Doc(
        vocab,
        words=[record.text[start:end] for start, end, _ in words],
        spaces=[space for _, _, space in words],
        sent_starts=[start in starts for start, _, _ in words] if starts else None,
        user_data={ARTICLE: record.id},
    )
    first = {start: at for at, (start, _, _) in enumerate(words)}
    end = {end: at + 1 for at, (_, end, _) in enumerate(words)}
    for layer in record.layers:
        doc.spans[layer.name] = list(_spans(layer, doc, first, end))
    _set_entities(doc, record.layers)
    return doc


def _spans(layer: Layer, doc: Doc, first: dict[int, int], end: dict[int, int]) -> Iterator[Span]:
    from spacy.tokens import Span

    names = Names.of(layer)
    links = {chain.id: theirs(chain.links[0], names) for chain in layer.chains or () if chain.links}
    for entity in in_text_order(layer):
        place = first[entity.spans[0].start], end[entity.spans[-1].end]
        label, link = names.theirs("type", entity.type), links.get(entity.chain or "", "")
        yield Span(doc, *place, label=label, kb_id=link, span_id=entity.id)


def _set_entities(doc: Doc, layers: Sequence[Layer]) -> None:
    """The mentions that `doc.ents` can hold, from the gold layer if there is one, else the first."""
    from spacy.util import filter_spans

    for layer in [*(one for one in layers if one.role == "gold"), *layers][:1]:
        entities: Any = filter_spans(doc.spans[layer.name])
        doc.set_ents(entities)
