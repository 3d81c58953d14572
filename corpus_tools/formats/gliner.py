"""GLiNER: tokens, and mentions as the numbers of the first and the last of them.

Read are a list of objects, or one a line, each with `tokenized_text` and `ner`: `[[0, 1, "person"]]`, where the last
token belongs to the mention. Objects in a row with the same `id` are the sentences of one article; one without is an
article of its own. Tokens get one space between, sentences one line each. What else there is, such as `relations`, is
told as lost.

Written is a list with an object for each sentence, since models take a few hundred tokens at once, with the `id` of the
article, which GLiNER passes over; of one layer: the gold one, or the first, or that of `--layer`. Tokens are those of
the record or of `--tokenizer`; `--misaligned` says what becomes of spans that do not fall on them.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level, text
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from ..model import Record
from ._format import Chunk, File, Files, Format, Read, Settings
from ._json import Document, documents, each, need
from ._names import Names, article_of
from ._sniff import json_keys
from ._token_json import Draft, Sentence, finished, grouped
from ._token_numbers import Numbers, in_tokens
from ._token_text import TokenText, Words, lay_out

_KNOWN = ("id", "tokenized_text", "ner")


def sniff(name: str, head: bytes) -> bool:
    return "tokenized_text" in json_keys(head)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The articles of a file."""
    for file in files:
        for number, group in enumerate(grouped(documents(file), "id"), 1):
            yield _record(group, file, number, settings)


def _record(group: Sequence[Document], file: File, number: int, settings: Settings) -> Read:
    sentences = [_tokens(document) for document in group]
    draft = Draft(TokenText(lay_out([Words(tokens) for tokens in sentences]), file.name))
    before = 0
    for document, tokens in zip(group, sentences, strict=True):
        with document.opened() as tree:
            for part in each(tree, "ner", list):
                place = Sentence(before, len(tokens)).place(need(part, 0, int), need(part, 1, int) + 1)
                draft.add("entity", need(part, 2, str), place, (document, part))
        before += len(tokens)
    article = article_of(group[0].tree.get("id"), file.name, number)
    return finished(draft, article, group, settings, _KNOWN, has_layer=any("ner" in one.tree for one in group))


def _tokens(document: Document) -> list[str]:
    with document.opened() as tree:
        need(tree, "tokenized_text", list)
        return each(tree, "tokenized_text", str)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A list with an object on each line."""
    name, opening = f"{settings.stem}.json", "[\n"
    for record in records:
        for item in _items(record):
            yield Chunk(name, f"{opening}{json.dumps(item, ensure_ascii=False)}".encode())
            opening = ",\n"
    yield Chunk(name, b"\n]\n" if opening == ",\n" else b"[]\n")


def _items(record: Record) -> Iterator[dict[str, Any]]:
    numbers = Numbers(record)
    layer = record.layers[0] if record.layers else None
    names = Names.of(layer) if layer else Names()
    entities = [(one.spans, (numbers.place(one.spans), one.type)) for one in (layer.entities or () if layer else ())]
    found = numbers.by_sentence(entities)
    for tokens, start, mentions in zip(numbers.sentences, numbers.starts, found, strict=True):
        ner = [[first - start, end - 1 - start, names.theirs("type", kind)] for (first, end), kind in mentions]
        yield {"id": record.id, "tokenized_text": tokens, **({"ner": ner} if layer else {})}


FORMAT = Format(
    name="gliner",
    title="GLiNER",
    suffixes=(".json",),
    holds=frozenset({"layer", "entity", "nesting", "crossing", "tokens", "sentences", "article"}),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=partial(in_tokens, "GLiNER"),
)
