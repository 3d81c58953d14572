"""spaCy's JSON to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import UNSET, UnsetType

from ...model import Segmentation
from .._about import about
from .._format import Files, Read, Settings
from .._items.bare import Made
from .._items.source import layer_of
from .._json import Document, Object, documents, each, find, need, need_text, value_at
from .._loss import Loss
from .._names import article_of, layer_name
from .._sniff import json_keys
from .._spots import Spots
from .._text import Cleaned, cleaned, new_record
from .._tokens import Pair
from .._told import of_text, of_tokens, unknown
from ..spacy.layers import unique, with_chains
from .relations import Link, Mentions, links
from .spans import ENTITIES, Raw, groups, mention_of

_KNOWN = {*ENTITIES, "id", "text", "meta", "spans", "tokens", "sents", "relations"}
_OF_TOKENS = {"id", "start", "end", "text", "ws"}


def looks_like(name: str, head: bytes) -> bool:
    """Whether the first line of a file is such a document; Prodigy's lines have an answer or hashes too."""
    keys = {*json_keys(head.lstrip().partition(b"\n")[0])}
    return "text" in keys and "ents" in keys and not keys & {"answer", "_input_hash", "_task_hash"}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file."""
    for file in files:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                yield _record(document, tree, article_of(value_at(tree, "id"), file.name, number), settings)


def _record(document: Document, tree: Object, article: str, settings: Settings) -> Read:
    source = need_text(tree, "text")
    text = cleaned(source, document.file)
    found = dict(groups(tree, settings.annotator))
    spots = Spots(source, text, [raw.claim for group in found.values() for raw in group], repair=settings.repair)
    made = list(_layers(document, found, links(tree), spots, article))
    known = about(find(tree, "meta", dict) or {})
    others = [*(f"meta {key}" for key in known.others), *(key for key in tree if key not in _KNOWN)]
    losses = [*(loss for one in made for loss in one.losses)]
    losses += _of_document(tree, text, others, article, document.where(tree))
    layers, segmentation = [one.layer for one in made], _segmentation(tree, text)
    record = new_record(article, text.text, layers, metadata=known.metadata, segmentation=segmentation)
    return Read(record, losses, sum((one.seen for one in made), Counter(extension=len(others))))


def _layers(
    document: Document, found: dict[str, list[Raw]], relations: Sequence[Link], spots: Spots, article: str
) -> Iterator[Made]:
    items = {key: [mention_of(raw, spots) for raw in group] for key, group in found.items()}
    mentions = {key: Mentions(group, items[key]) for key, group in found.items()}
    homes = [_home(link, mentions) for link in relations]
    for key, name in zip(found, unique(map(layer_name, found)), strict=True):
        related = mentions[key].items([link for link, home in zip(relations, homes, strict=True) if home == key])
        pairs = zip(items[key], (raw.link for raw in found[key]), strict=True)
        yield layer_of(list(with_chains(pairs, related)), name, article, document.where)


def _home(link: Link, mentions: dict[str, Mentions]) -> str:
    """The layer of a relation: the one it names, or the first that has both its spans, or the first."""
    fitting = (key for key, found in mentions.items() if found.has(link))
    return link.layer if link.layer in mentions else next(fitting, next(iter(mentions), ""))


def _segmentation(tree: Object, text: Cleaned) -> Segmentation | UnsetType:
    tokens = list(_places(tree, "tokens", text)) or UNSET
    sentences = list(_places(tree, "sents", text)) or UNSET
    named = "imported" if tokens else UNSET
    return Segmentation(tokenizer=named, tokens=tokens, sentences=sentences) if tokens or sentences else UNSET


def _places(tree: Object, key: str, text: Cleaned) -> Iterator[Pair]:
    """Where tokens or sentences stand, without the white space at their ends."""
    for part in each(tree, key, dict):
        place = text.place(need(part, "start", int), need(part, "end", int))
        words = text.text[slice(*place)] if place else ""
        if place and words.strip():
            yield place[0] + len(words) - len(words.lstrip()), place[1] - len(words) + len(words.rstrip())


def _of_document(tree: Object, text: Cleaned, others: Sequence[str], article: str, where: str) -> Iterator[Loss]:
    """What is told of a document as a whole."""
    said = {key for token in each(tree, "tokens", dict) for key in token} - _OF_TOKENS
    yield from of_text(text.changes, article, where)
    yield from of_tokens(", ".join(sorted(said)), article, where)
    yield from unknown(others, article, where)
