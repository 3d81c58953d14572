"""Elasticsearch annotated text: mentions marked in the text, `[Mira Oldane](PER&wikidata%3AQ1)`, in lines for bulk.

Read are files of one JSON object a line, as the bulk interface takes them (a line with `index` or `create`, which gives
the id, before each document), as exports have them (`_id` and `_source`), or the documents alone. The text is in
`text`, `body` or `content`. The first of a mention's values is its type; those of the form `base:key` link it and all
mentions with the same links to a knowledge base, others are its attribute `value`. Fields with names of the metadata
are metadata; others are told as lost. Offsets count code points of the text without its marks.

Written is one file of lines for bulk, of one layer: the gold one, or the first, or that of `--layer`. A word has one
mark, so `--overlap` says what becomes of mentions inside others. Nothing can be escaped: a mention with square brackets
in it is left out, and what looks like a mark in the text gets round brackets. Chains are known by their links.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom [sic].", "layers": [
     {"annotator": "imported", "entities": [
      {"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Mira"}]},
      {"id": "t2", "type": "PER", "spans": [{"start": 14, "end": 23, "text": "Tom [sic]"}]}]}]}

Lost: entity, level
"""

from __future__ import annotations

from .._format import Format
from .._sniff import head_text, json_keys
from .limits import HELD, limits
from .marks import MARK
from .source import ACTIONS, read
from .target import write

_SUFFIX = ".ndjson"


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    is_bulk = len(keys) == 1 and keys <= ACTIONS
    return is_bulk or (name.lower().endswith(_SUFFIX) and MARK.search(head_text(head)) is not None)


FORMAT = Format(
    name="annotated-text",
    title="Elasticsearch annotated text",
    suffixes=(_SUFFIX,),
    holds=HELD,
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
