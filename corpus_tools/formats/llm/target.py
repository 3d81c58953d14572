"""Records to conversations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ...model import Annotation, Layer, Record
from ...tagset import builtin
from ...text import occurrences
from .._format import Chunk, Settings
from .._names import Names, Sort
from .prompt import KINDS, answer_schema, instructions

SPANS = ("spans", "trigger", "content", "cue")
"""Fields that are stretches of the text."""


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A conversation for each record; the schema of their answers beside them."""
    tagset = settings.tagset or builtin()
    system = instructions(tagset)
    for record in records:
        messages = [_message("system", system), _message("user", record.text)]
        messages += [_message("assistant", answer(layer, record.text)) for layer in record.layers]
        line = json.dumps({"id": record.id, "messages": messages}, ensure_ascii=False)
        yield Chunk(f"{settings.stem}.jsonl", f"{line}\n".encode())
    schema = json.dumps(answer_schema(tagset), ensure_ascii=False, indent=1)
    yield Chunk(f"{settings.stem}.schema.json", f"{schema}\n".encode())


def _message(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


def answer(layer: Layer, text: str) -> str:
    """What a model is to answer: the annotations of a layer as JSON."""
    writer = _Writer(text, Names.of(layer))
    arrays = {array: getattr(layer, array) for array in KINDS}
    tree = {
        array: [writer.item(part, kind) for part in arrays[array]]
        for array, kind in KINDS.items()
        if arrays[array] is not msgspec.UNSET
    }
    return json.dumps(tree, ensure_ascii=False)


class _Writer:
    """Turns annotations of one text into items of an answer."""

    def __init__(self, text: str, names: Names) -> None:
        self._text, self._names = text, names
        self._places: dict[str, list[int]] = {}

    def item(self, part: Annotation, kind: str) -> dict[str, Any]:
        tree: dict[str, Any] = json.loads(msgspec.json.encode(part))
        sort: Sort = "quote" if kind == "quote" else "type"
        fields = {**tree, "type": self._names.theirs(sort, tree["type"])}
        if "attributes" in tree:
            fields["attributes"] = {self._names.theirs("attribute", key): v for key, v in tree["attributes"].items()}
        if "arguments" in tree:
            fields["arguments"] = [self._argument(argument) for argument in tree["arguments"]]
        return self._with_pieces(fields)

    def _argument(self, tree: dict[str, Any]) -> dict[str, Any]:
        return self._with_pieces({**tree, "role": self._names.theirs("role", tree["role"])})

    def _with_pieces(self, tree: dict[str, Any]) -> dict[str, Any]:
        return {key: self._pieces(value) if key in SPANS else value for key, value in tree.items()}

    def _pieces(self, spans: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"text": span["text"], "occurrence": self._occurrence(span["text"], span["start"])} for span in spans]

    def _occurrence(self, words: str, start: int) -> int:
        if words not in self._places:
            self._places[words] = list(occurrences(self._text, words))
        places = self._places[words]
        return places.index(start) + 1 if start in places else 1
