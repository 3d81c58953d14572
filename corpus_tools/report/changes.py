"""One change as lines for people: what it is about, before and after, and the words in their context."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import UNSET

from ..align.contents import everything
from ..diff import Change
from ..diff.fields import encoded
from ..model import Chain, Record, Relation, Span
from ..text import quoted, shortened, visible
from .console import Piece

Line = list[Piece | str]
AROUND = 30
"""Characters shown on either side of the words."""
PASSAGES = 20
"""Changed passages of a text that are shown."""
_WORDS = ("spans", "content", "trigger")


class Texts:
    """Both versions of an article, to find the words that a change is about."""

    def __init__(self, a: Record | None, b: Record | None) -> None:
        self.a, self.b = _Version(a), _Version(b)


class _Version:
    """One version of an article, and its annotations by layer and id."""

    def __init__(self, record: Record | None) -> None:
        self.text = record.text if record else ""
        layers = record.layers if record else []
        self._parts = {(layer.name, part.id): part for layer in layers for part in everything(layer)}
        self._members: dict[tuple[str, str], str] = {}
        for layer in layers:
            for part in everything(layer):
                if not isinstance(part, Relation | Chain) and part.chain:
                    self._members.setdefault((layer.name, part.chain), part.id)

    def part(self, layer: str, name: str) -> Any:
        """An annotation, or None."""
        return self._parts.get((layer, name))

    def called(self, layer: str, name: str) -> str:
        """An id with the words that it stands for."""
        words = self.words(layer, name)
        return f"{visible(name)} {quoted(words)}" if words else visible(name)

    def words(self, layer: str, name: str) -> str:
        """The words that an id stands for: for a chain its name, or its first mention."""
        part = self.part(layer, name)
        if isinstance(part, Chain):
            return part.name or self.words(layer, self._members.get((layer, name), ""))
        return " … ".join(span.text for span in spans_of(part))


def spans_of(part: Any) -> Sequence[Span]:
    """The words that an annotation stands on."""
    found: Sequence[Span] = next((getattr(part, field) for field in _WORDS if hasattr(part, field)), ())
    return found


def change_lines(change: Change, texts: Texts) -> Iterator[Line]:
    """The lines of one change."""
    if change.path == "/text":
        yield from _passages(change.before, change.after)
        return
    yield ["      ", *_about(change, texts), *_values(change, texts)]
    yield from _contexts(change, texts)


def _about(change: Change, texts: Texts) -> Iterator[Piece | str]:
    """The kind and the ids of what changed, and where in it."""
    mine, theirs = (" + ".join(map(visible, ids)) for ids in (change.ids.a, change.ids.b))
    names = mine if mine == theirs or not theirs else f"{mine} → {theirs}" if mine else theirs
    field = visible(change.path.removesuffix("/-").removeprefix("/"))
    if change.kind in ("article", "layer"):
        yield field
        return
    words = texts.a.words(change.layer, change.ids.a[0]) if change.kind == "chain" and change.ids.a else ""
    yield from (f"{change.kind} ", (names, "bold"), f" {quoted(words)}" if words else "", f" {field}" if field else "")


def _values(change: Change, texts: Texts) -> Iterator[Piece | str]:
    """Both values, or the one that there is."""
    before, after = (
        None if value is UNSET else _shown(value, change, version)
        for value, version in ((change.before, texts.a), (change.after, texts.b))
    )
    how = f" ({change.how})" if change.how else ""
    if before is not None and after is not None:
        yield from (": ", (before, "red"), " → ", (after, "green"), how)
    elif after is not None:
        yield from (": ", ("+ ", "green"), (after, "green"))
    elif before is not None:
        yield from (": ", ("- ", "red"), (before, "red"))


def _shown(value: Any, change: Change, version: _Version) -> str:
    """A value in few words."""
    layer, field = change.layer, change.path.split("/")[1] if change.path else ""
    if not change.path:
        return _whole(value, change, version)
    if field == "chain" and isinstance(value, str):
        return version.called(layer, value)
    if field in ("source", "addressee", "members"):
        return ", ".join(version.called(layer, name) for name in value)
    if field == "arguments" and isinstance(value, dict):
        filler = version.called(layer, value["filler"]) if "filler" in value else _words(value["spans"])
        rest = {key: value[key] for key in value if key not in ("role", "filler", "spans")}
        return f"{visible(value['role'])} = {filler}" + (f" {_plain(rest)}" if rest else "")
    if isinstance(value, list) and value and isinstance(value[0], dict) and "start" in value[0]:
        return _words(value)
    return _plain(value)


def _whole(value: Any, change: Change, version: _Version) -> str:
    """A whole annotation, section or other thing."""
    if change.kind == "layer":
        return " ".join(f"{len(value[key])} {key}" for key in value if isinstance(value[key], list)) or "empty"
    if change.kind == "unanchored":
        value = value["annotation"]
    words = next((_words(value[field]) for field in _WORDS if field in value), "")
    arguments = ", ".join(
        f"{visible(a['role'])} = {version.called(change.layer, a['filler']) if 'filler' in a else _words(a['spans'])}"
        for a in value.get("arguments", ())
    )
    named = visible(str(value.get("type") or value.get("class") or value.get("kind") or ""))
    called = quoted(value["name"]) if "name" in value else ""
    place = f"{value['start']}-{value['end']}" if "start" in value else ""
    return " ".join(filter(None, (named, words, called, place, f"({arguments})" if arguments else "")))


def _words(spans: Sequence[dict[str, Any]]) -> str:
    return " … ".join(f"{quoted(span['text'])} {span['start']}-{span['end']}" for span in spans)


def _plain(value: Any) -> str:
    """Any other value as JSON, shortened; a text in quotation marks."""
    if isinstance(value, str):
        return quoted(value, 80)
    return visible(shortened(json.dumps(json.loads(encoded(value)), ensure_ascii=False), 80))


def _contexts(change: Change, texts: Texts) -> Iterator[Line]:
    """The words that a change is about in their context, on both sides where they are not the same."""
    sides = [
        (sign, style, version.text, _marked(change, version.part(change.layer, ids[0]) if ids else None))
        for sign, style, version, ids in (("-", "red", texts.a, change.ids.a), ("+", "green", texts.b, change.ids.b))
    ]
    shown = [side for side in sides if side[3]]
    if len(shown) == 2 and shown[0][2:] == shown[1][2:]:
        shown = [(" ", "bold", *shown[1][2:])]
    for sign, style, text, spans in shown:
        yield [f"        {sign}| ", *in_context(text, spans, style)]


def _marked(change: Change, part: Any) -> list[tuple[int, int]]:
    """The stretches to be shown: those of the field that changed, else those of the annotation."""
    field = change.path[1:]
    value = getattr(part, field, None) if field in ("cue", "head") else None
    return [(span.start, span.end) for span in value or spans_of(part)]


def in_context(text: str, spans: Sequence[tuple[int, int]], style: str) -> Iterator[Piece | str]:
    """Words between brackets, and what stands around them."""
    first, last = max(spans[0][0] - AROUND, 0), spans[-1][1] + AROUND
    at = max(first, text.rfind("\n", first, spans[0][0]) + 1)
    yield ("…" if at == first and first else "") + _line(text[at : spans[0][0]])
    for index, (start, end) in enumerate(spans):
        if index:
            yield shortened(_line(text[spans[index - 1][1] : start]), 2 * AROUND)
        yield from (("⟦", style), (shortened(_line(text[start:end]), 4 * AROUND), style), ("⟧", style))
    line_end = text.find("\n", spans[-1][1], last)
    stop = line_end if line_end >= 0 else last
    yield _line(text[spans[-1][1] : stop]) + ("…" if line_end < 0 and last < len(text) else "")


def _line(text: str) -> str:
    return visible(text.replace("\n", " "))


def _passages(before: str, after: str) -> Iterator[Line]:
    """The paragraphs in which two texts differ."""
    old, new = before.split("\n"), after.split("\n")
    changed = [code for code in difflib.SequenceMatcher(None, old, new, False).get_opcodes() if code[0] != "equal"]
    for _, i, i_end, j, j_end in changed[:PASSAGES]:
        for sign, style, lines in (("- ", "red", old[i:i_end]), ("+ ", "green", new[j:j_end])):
            for line in filter(None, lines):
                yield ["      ", (sign + visible(shortened(line, 300)), style)]
    if len(changed) > PASSAGES:
        yield [f"      and {len(changed) - PASSAGES} more passages"]
