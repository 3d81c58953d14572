"""Chat messages to fine-tune a language model with, and a model's answers back: a conversation on each line.

The system message tells what to mark, in the words of the tag set, and the JSON Schema of the answer; the user message
is the article's text, unchanged; the assistant's is the answer as JSON. In it a stretch is its words and which
occurrence of them in the text is meant (1 for the first, occurrences may share characters), since models count badly:
so repeated mentions stay apart. Arguments, sources and addressees name mentions by their `id`. Beside the messages
stands the article's `id`. The labels are those of `--tagset`, or of the tag set that comes with the package. The schema
of the answer is written beside (`NAME.schema.json`), for decoding that is held to it.

Read are such conversations; the last assistant message is the answer, also within a code fence. Each becomes a layer
with the role `prediction`, of the annotator that `--annotator` names. Words that do not stand in the text, or not as
often, are told as lost, as is an answer that is no JSON; so are names of mentions that the answer does not have. A
conversation without an answer is an article without layers, and such an article is written as a prompt alone.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "role": "gold", "entities": [{"id": "t1", "type": "PER", "level": "name", "note": "?",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: layer field, note
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._format import Format
from .._sniff import head_text, json_keys
from .limits import limits
from .source import read
from .target import write

_HELD = {
    *("layer", "entity", "event", "argument", "quote", "cue", "source", "addressee", "relation", "level", "value"),
    *("attribute", "implicit", "words", "nesting", "crossing", "gaps", "text", "article"),
}


def sniff(name: str, head: bytes) -> bool:
    return "messages" in json_keys(head) and '"role"' in head_text(head)


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each file of conversations for itself, without the schema beside it."""
    return ((name,) for name in names if not name.endswith(".schema.json"))


FORMAT = Format(
    name="llm",
    title="chat messages",
    suffixes=(".jsonl",),
    holds=frozenset(_HELD),
    many=True,
    whole=True,
    sniff=sniff,
    read=read,
    write=write,
    group=group,
    limits=limits,
)
