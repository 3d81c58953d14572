"""ACE as JSON: sentences with golden mentions and events, as common preprocessing of ACE 2005 gives them; only read.

Read are a list of objects, or one a line, each a sentence with `words` (or `tokens`), `golden-entity-mentions` and
`golden-event-mentions`; `start` and `end` number tokens of the sentence, the end not included. Objects in a row with
the same `doc_id` are one article, one without is an article of its own. Tokens stand where they stand in `sentence`, if
that is there, else get one space between. `phrase-type` (NAM, NOM, PRO) is the level, `head` the head of a mention. An
argument is the mention on its words, or bare words where there is none. Other keys, such as `pos-tags`, are told as
lost. To write such sentences, use `oneie`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name", "confidence": 0.5,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._format import Files, Format, Read, Settings
from ._items import LEVEL
from ._json import Document, Object, documents, each, find, need
from ._names import article_of
from ._sniff import json_keys
from ._token_json import NOWHERE, Draft, Place, Sentence, finished, grouped
from ._token_text import TokenText, Words, lay_out
from .oneie import LEVELS

_LAYER = ("golden-entity-mentions", "golden-event-mentions")
_KNOWN = (*_LAYER, "doc_id", "sent_id", "words", "tokens", "sentence")


def sniff(name: str, head: bytes) -> bool:
    return _LAYER[1] in json_keys(head)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The articles of a file."""
    for file in files:
        for number, group in enumerate(grouped(documents(file), "doc_id"), 1):
            sentences = [_words(document) for document in group]
            draft = Draft(TokenText(lay_out(sentences), file.name))
            before = 0
            for document, words in zip(group, sentences, strict=True):
                with document.opened() as tree:
                    _add_all(draft, document, tree, Sentence(before, len(words.tokens)))
                before += len(words.tokens)
            article = article_of(group[0].tree.get("doc_id"), file.name, number)
            yield finished(draft, article, group, settings, _KNOWN)


def _words(document: Document) -> Words:
    with document.opened() as tree:
        key = "words" if "words" in tree else "tokens"
        need(tree, key, list)
        return Words(each(tree, key, str), find(tree, "sentence", str))


def _add_all(draft: Draft, document: Document, tree: Object, sentence: Sentence) -> None:
    for part in each(tree, _LAYER[0], dict):
        kind, said = need(part, "entity-type", str), find(part, "text", str)
        item = draft.add("entity", kind, _place(part, sentence), (document, part), words=said, fields=_fields(part))
        if head := find(part, "head", dict):
            draft.set_head(item, _place(head, sentence))
    for part in each(tree, _LAYER[1], dict):
        trigger = need(part, "trigger", dict)
        place, said = _place(trigger, sentence), find(trigger, "text", str)
        event = draft.add("event", need(part, "event_type", str), place, (document, part), words=said)
        for argument in each(part, "arguments", dict):
            filler = draft.filler(_place(argument, sentence), (document, argument))
            event.links.append((need(argument, "role", str), filler))


def _place(part: Object, sentence: Sentence) -> Place:
    start, end = find(part, "start", int), find(part, "end", int)
    return NOWHERE if start is None or end is None else sentence.place(start, end)


def _fields(part: Object) -> dict[str, Any]:
    sort = find(part, "phrase-type", str)
    return {LEVEL: LEVELS[sort]} if sort in LEVELS else {"phrase-type": sort} if sort else {}


FORMAT = Format(
    name="ace",
    title="ACE as JSON",
    suffixes=(".json", ".jsonl"),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "level", "head", "event", "argument", "words", "attribute"),
            *("tokens", "sentences", "text", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
)
