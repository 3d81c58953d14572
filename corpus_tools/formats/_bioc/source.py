"""Documents of BioC to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import UNSET
from msgspec.structs import replace

from ...errors import FormatError
from ...model import Segmentation
from .._count import count
from .._format import Read, Settings
from .._items import Item
from .._items.bare import Bare, Made
from .._items.source import layer_of
from .._loss import Loss
from .._names import article_id, layer_name
from .._reads import is_sound
from .._skipped import Skipped, with_skipped
from .._spans import placed
from .._text import cleaned, new_record
from . import Collection, Found
from .about import ANNOTATORS, about_article
from .bare import bare_mentions
from .items import Layers, anchored, relations
from .parts import sections_of, sentences_of
from .text import Block, Meant, blocks_of, meant
from .told import of_article, of_textless


def records(
    documents: Iterable[Found], head: Callable[[], Collection], name: str, settings: Settings
) -> Iterator[Read]:
    """The records in documents; those without a text are told as lost with the next record, or the last.

    `head` gives what is said of all documents, as far as it is known by then; `name` is that of the file.

    Raises:
        FormatError: no document has a text, or what the documents come from raises it; what came before comes first.
    """
    return with_skipped(_each(documents, head, name, settings))


def _each(
    documents: Iterable[Found], head: Callable[[], Collection], name: str, settings: Settings
) -> Iterator[Read | Skipped]:
    for found in documents:
        blocks = list(blocks_of(found.document))
        if "".join(block.text for block in blocks).strip():
            yield _Article(found, blocks, name, settings).read(head())
            continue
        losses = list(of_textless(found))
        error = FormatError(name, 1, 1, "a document with a text", "none")
        yield Skipped(losses, Counter(loss.kind for loss in losses), error)


class _Article:
    """One document while it is read."""

    def __init__(self, found: Found, blocks: Sequence[Block], name: str, settings: Settings) -> None:
        self.found, self.document, self.settings = found, found.document, settings
        self.article = article_id(found.document.id)
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        self.annotations = list(anchored(found.document))
        self.meant: Meant = meant(blocks, self.annotations, repair=settings.repair)
        self.text = cleaned(self.meant.laid.text, name)

    def read(self, collection: Collection) -> Read:
        """The record, and what was lost on the way."""
        document, laid = self.document, self.meant.laid
        metadata, extensions = about_article(document.infons or {}, collection)
        sentences = sentences_of(document, laid, self.text)
        segmentation = Segmentation(sentences=sentences) if sentences else UNSET
        made = self._layers()
        layers = [one.layer for one in made]
        record = new_record(self.article, self.text.text, layers, metadata=metadata, segmentation=segmentation)
        record = replace(record, sections=sections_of(document, laid, self.text), extensions=extensions)
        told = list(of_article(self.found, self.text))
        lost = Counter(loss.kind for loss in told if loss.what == "lost")
        counted = count(record) if lost else Counter[str]()
        self.seen.update({kind: number + counted[kind] for kind, number in lost.items()})
        return Read(record, [*told, *self.losses], self.seen, is_sound(record, made))

    def _layers(self) -> list[Made]:
        by_annotator = self._by_annotator()
        named = (self.document.infons or {}).get(ANNOTATORS, [])
        layers: dict[str, Made] = {}
        for name in [*by_annotator, *(named if isinstance(named, list) else [named])]:
            ours = layer_name(str(name)) if name else self.settings.annotator
            if ours not in layers:
                made = layer_of(by_annotator.get(name, []), ours, self.article, self.found.where)
                self.losses += made.losses
                self.seen.update(made.seen)
                layers[ours] = made
        return list(layers.values())

    def _by_annotator(self) -> Mapping[str, Bare | Sequence[Item]]:
        """What each annotator has said."""
        if not any(True for _ in relations(self.document)):
            bare = bare_mentions(self.annotations, self.meant.places, self.text)
            if bare is not None:
                return bare
        found = zip(self.annotations, self.meant.places, strict=True)
        places = [(one, placed(at, self.text, one.text or "", self.meant.hint)) for (one, _, _), at in found]
        return Layers(self.document, places).by_annotator
