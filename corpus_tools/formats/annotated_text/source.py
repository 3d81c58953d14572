"""Annotated text to records."""

from __future__ import annotations

from collections.abc import Iterator

from .._about import about
from .._format import Files, Read, Settings
from .._items import LINKS, MEMBER, Item
from .._items.source import layer_of
from .._json import Document, Object, Wrong, find, lines, need, need_text
from .._names import article_of
from .._reads import read_of
from .._spans import placed
from .._text import Cleaned, cleaned, new_record
from .._told import of_text, unknown
from .marks import Mark, unmarked

ACTIONS = {"index", "create", "update", "delete"}
VALUE = "value"
"""The attribute for values that are neither the type nor a link."""
_TEXTS = ("text", "body", "content")
_OF_EXPORTS = {"_index", "_type", "_id", "_score", "_source", "_version", "sort"}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        named, number = "", 0
        for document in lines(file):
            with document.opened() as tree:
                action = next(iter(tree)) if len(tree) == 1 else ""
                if action in ACTIONS:
                    named = _id(need(tree, action, dict))
                    continue
                number += 1
                article = article_of(named or (_id(tree) if "_source" in tree else ""), file.name, number)
                yield _read(document, _source_of(tree), article, settings)
                named = ""


def _id(tree: Object) -> str:
    found = tree.get("_id")
    return str(found) if isinstance(found, str | int) else ""


def _source_of(tree: Object) -> Object:
    return need(tree, "_source", dict) if "_source" in tree else find(tree, "doc", dict) or tree


def _read(document: Document, tree: Object, article: str, settings: Settings) -> Read:
    field = next((name for name in _TEXTS if isinstance(tree.get(name), str)), None)
    if field is None:
        raise Wrong(tree, None, f"a text under {' or '.join(_TEXTS)}", "none")
    source, marks = unmarked(need_text(tree, field))
    text = cleaned(source, document.file)
    items = [_item(mark, text, tree) for mark in marks]
    made = layer_of([*items, *_chains(items)], settings.annotator, article, document.where)
    facts = about({key: value for key, value in tree.items() if key != field})
    where = document.where(tree)
    losses = [
        *of_text(text.changes, article, where),
        *unknown(facts.others, article, where),
        *made.losses,
    ]
    return read_of(new_record(article, text.text, [made.layer], metadata=facts.metadata), losses, made.seen)


def _item(mark: Mark, text: Cleaned, at: Object) -> Item:
    type_, *values = mark.values or [""]
    spans, why = placed([(mark.start, mark.end)], text)
    links = [("", value) for value in values if ":" in value]
    words = [value for value in values if ":" not in value]
    fields = {VALUE: words[0] if len(words) == 1 else words} if words else {}
    return Item(
        id=f"{mark.start}-{mark.end}",
        kind="entity",
        type=type_,
        spans=spans,
        why=why,
        fields=fields,
        links=links,
        at=at,
    )


def _chains(items: list[Item]) -> list[Item]:
    """A chain for all mentions with the same links, which leave them."""
    found: dict[tuple[str, ...], Item] = {}
    for item in items:
        links, item.links = tuple(link for _, link in item.links), []
        if links and item.spans:
            chain = found.setdefault(links, Item(kind="chain", fields={LINKS: list(links)}, at=item.at))
            chain.links.append((MEMBER, item.id))
    return list(found.values())
