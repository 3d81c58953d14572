"""Words that hold what formats separate, quote and mark with: they come back as they were, or their loss is told."""

from __future__ import annotations

from typing import Any

import pytest

from corpus_tools.formats import Format, Ledger, Settings, all_formats, narrow
from corpus_tools.formats._kinds import NAMES
from corpus_tools.formats._names import Names
from corpus_tools.model import Record

from .conversions import plain, read, record_of, write

WRITTEN = [format for format in all_formats() if format.read and format.write]
POLICY = Settings(misaligned="split-token")
LINE = [
    *("a|b", "a b", " a", "a ", "a,b", 'a"b', "'a'", "a\\tb", "a\\", "%09", "a%20b", "a;b", "a:b", "a=b", "a~b", "a/b"),
    *("-", "_", "*", "O", "B-PER", "#a", "# text = a", "a[1]", "a|1", "T1", "(a", "a)", "(1-PER-2)", "[a](b)"),
    *("a]]>b", "<b>&amp;", "<!-- -->", "{}", "null", "1", "NA", "2024_05_02", "=1+1", "@a"),
    *("http://x/a#b", "a\u2028b", "\ufeffa", "a\u00a0", "\u202ea", "e\u0301", "👍"),
]
"""What stands on one line."""
BROKEN = ["a\tb", "\ta", "a\nb", "a\n\nb", "a\r\nb", "a\n", "\x01a", "a\x00b", "a\x85b", "a\ufffe"]
"""What goes over a line, or holds control characters."""
WORD = [word for word in LINE if word == word.strip() and "\u2028" not in word and "\ufeff" not in word]


def places(words: list[str]) -> tuple[str, list[list[dict[str, Any]]]]:
    """A text of words with `/` between, and the spans of each."""
    spans, start = [], 0
    for word in words:
        spans.append([{"start": start, "end": start + len(word), "text": word}])
        start += len(word) + 3
    return " / ".join(words), spans


def made(words: list[str], **more: Any) -> Record:
    """A record with an entity on each word, and an event whose arguments they are."""
    text, spans = places([*words, "met"])
    entities = [{"id": f"t{at}", "type": "PER", "spans": one} for at, one in enumerate(spans[:-1], 1)]
    links = [{"role": "who", "filler": one["id"]} for one in entities]
    event = {"id": "e1", "type": "Meet", "trigger": spans[-1], "arguments": links}
    return record_of(
        {"id": "x", "text": text, "layers": [{"annotator": "ada", "entities": entities, "events": [event]}], **more}
    )


def with_each(record: Record, field: str, values: list[Any]) -> Record:
    """The record with a value for a field of each entity."""
    tree = plain(record)
    for entity, value in zip(tree["layers"][0]["entities"], values, strict=True):
        entity[field] = value
    return record_of(tree)


def with_names(sort: Any, theirs: list[str]) -> Record:
    """A record whose types or roles have names that a record cannot have."""
    names = Names()
    ours = [names.ours(sort, name) for name in theirs]
    tree = plain(made([f"w{at}" for at in range(len(theirs))]))
    [layer] = tree["layers"]
    parts = layer["entities"] if sort == "type" else layer["events"][0]["arguments"]
    for part, name in zip(parts, ours, strict=True):
        part[sort] = name
    layer["extensions"] = {NAMES: {sort: dict(zip(ours, theirs, strict=True))}}
    return record_of(tree)


def with_chains(names: list[str]) -> Record:
    tree = plain(with_each(numbered(names), "chain", [f"c{at}" for at in range(len(names))]))
    tree["layers"][0]["chains"] = [{"id": f"c{at}", "kind": "entity", "name": one} for at, one in enumerate(names)]
    return record_of(tree)


def with_layer_note(note: str) -> Record:
    tree = plain(made(["a"]))
    tree["layers"][0]["note"] = note
    return record_of(tree)


def numbered(values: list[str], **more: Any) -> Record:
    return made([f"w{at}" for at in range(len(values))], **more)


RECORDS = {
    "text": made(WORD),
    "type": with_names("type", [*LINE, *BROKEN]),
    "role": with_names("role", [*LINE, *BROKEN]),
    "attribute": with_each(numbered([*LINE, *BROKEN]), "attributes", [{"mood": one} for one in [*LINE, *BROKEN]]),
    "attributes": with_each(
        numbered([*LINE, *BROKEN]), "attributes", [{"mood": [one, "z"]} for one in [*LINE, *BROKEN]]
    ),
    "note": with_each(numbered([*LINE, *BROKEN]), "note", [*LINE, *BROKEN]),
    "value": with_each(numbered(LINE), "value", LINE),
    "chain name": with_chains(LINE),
    "layer note": with_layer_note("\n".join([*LINE, *BROKEN])),
    "keywords": numbered(["a"], metadata={"headline": "a\\t|b\"'", "keywords": LINE}),
}


def names_of(record: Record) -> list[str]:
    """The types of entities and roles of arguments as they are called elsewhere."""
    [layer] = record.layers
    names = Names.of(layer)
    roles = [names.theirs("role", one.role) for event in layer.events or () for one in event.arguments or ()]
    return sorted([*(names.theirs("type", one.type) for one in layer.entities or ()), *roles])


def bare(record: Record) -> dict[str, Any]:
    """A record without the names that it has elsewhere."""
    tree = plain(record)
    for layer in tree["layers"]:
        layer.pop("extensions", None)
    return tree


@pytest.mark.parametrize("format", WRITTEN, ids=lambda format: format.name)
@pytest.mark.parametrize("sort", RECORDS)
def test_separators_in_words_do_no_harm(format: Format, sort: str) -> None:
    record, books = RECORDS[sort], Ledger()
    books.take_in(record, {})
    kept = narrow(record, format, POLICY).record
    [found] = read(write([record], format, POLICY, books), format)
    assert found.losses in ([], ())
    assert bare(found.record) == bare(kept)
    assert names_of(found.record) == names_of(kept)
    assert books.balance == {}
