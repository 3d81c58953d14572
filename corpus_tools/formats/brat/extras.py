"""What brat says of annotations in lines of their own: attributes, notes, what is the same, links to elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...model import Chain
from . import lines as brat
from .lines import Line

if TYPE_CHECKING:
    from .source import _Layer

EQUIVALENCE = "equivalence"
"""The attribute of a chain that keeps the name of a `*` line that is not `Equiv`."""
_LEVELS = ("name", "nominal", "pronoun")
_OURS = (brat.WORDS, brat.QUOTE, brat.VALUE, brat.CONFIDENCE)
_LINK = re.compile(r"[!-~]{1,200}")
_VALUE = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,200}")
_SHARE = re.compile(r"0|1|1\.0|0\.[0-9]+|[0-9](?:\.[0-9]+)?e-[0-9]+")
_LINE_OF_TEXT = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,300}")


class Extras:
    """The fields that a layer's annotations get from lines of their own, by our ids."""

    def __init__(self, layer: _Layer) -> None:
        self._layer = layer
        ours = [line for line in layer.of("#") if line.head and line.head[0] in _OURS and len(line.head) == 2]
        self._marks = {(line.head[0], line.head[1]): line for line in ours}
        self.words = {ref for name, ref in self._marks if name == brat.WORDS}
        """The `T` lines that are bare words of an argument."""
        self.quotes = {ref for name, ref in self._marks if name == brat.QUOTE}
        """The `E` lines that are quotes."""
        self._chain_of: dict[str, dict[str, Any]] = {}
        self._fields: dict[str, dict[str, Any]] = {}

    def chains(self, kinds: dict[str, str]) -> list[Chain]:
        """The chains of a layer whose annotations are of these kinds, by our ids."""
        drafts: list[dict[str, Any]] = []
        for line in self._layer.of("*"):
            drafts += self._equivalence(line, kinds)
        for line in self._layer.of("N"):
            drafts += self._link(line, kinds)
        for line in self._layer.of("A", "M"):
            self._attribute(line, kinds)
        for line in self._layer.of("#"):
            self._note(line, kinds)
        return [Chain(**draft) for draft in drafts]

    def fields(self, ours: str) -> dict[str, Any]:
        """What an annotation gets."""
        chain = {"chain": self._chain_of[ours]["id"]} if ours in self._chain_of else {}
        return {**self._fields.get(ours, {}), **chain}

    def _equivalence(self, line: Line, kinds: dict[str, str]) -> Iterator[dict[str, Any]]:
        layer, refs = self._layer, line.head[1:]
        layer.seen["chain"] += 1
        layer.seen["chain member"] += len(refs)
        fresh = [ref for ref in dict.fromkeys(refs) if layer.ours.get(ref) in kinds.keys() - self._chain_of.keys()]
        of_kind = {kinds[layer.ours[ref]] for ref in fresh}
        if len(fresh) < 2 or len(of_kind) > 1 or "relation" in of_kind:
            layer.lose(line, "fewer than two of its members are there and of one kind, in no other such line")
            fresh = []
        for ref in refs:
            if ref in fresh:
                fresh.remove(ref)
            else:
                layer.lose(line, "it is not there, of another kind, or in another such line", "chain member", ref)
        members = [layer.ours[ref] for ref in refs if layer.ours.get(ref) in kinds.keys() - self._chain_of.keys()]
        if len(of_kind) == 1 and len(members) > 1 and "relation" not in of_kind:
            yield self._chain(of_kind.pop(), members, line.head[0])

    def _chain(self, kind: str, members: list[str], name: str = brat.EQUIV) -> dict[str, Any]:
        draft: dict[str, Any] = {"id": self._layer.ids.new("c"), "kind": kind}
        if name != brat.EQUIV:
            draft["attributes"] = {EQUIVALENCE: name[:200]}
            self._layer.seen["attribute"] += 1
        self._chain_of.update(dict.fromkeys(members, draft))
        return draft

    def _link(self, line: Line, kinds: dict[str, str]) -> Iterator[dict[str, Any]]:
        layer = self._layer
        layer.seen["link"] += 1
        ref, (base, _, key) = line.head[1] if len(line.head) > 1 else "", " ".join(line.head[2:]).partition(":")
        ours = layer.ours.get(ref)
        if kinds.get(ours or "", "relation") == "relation" or not ours:
            return layer.lose(line, "what it links is not there")
        if not _LINK.fullmatch(key):
            return layer.lose(line, "it is not the name of a knowledge base, a colon and a key")
        if ours not in self._chain_of:
            layer.seen["chain"] += 1
            layer.seen["chain member"] += 1
            yield self._chain(kinds[ours], [ours])
        self._add_link(line, self._chain_of[ours], f"{layer.names.ours('kb', base)}:{key}")
        return None

    def _add_link(self, line: Line, chain: dict[str, Any], link: str) -> None:
        links = chain.setdefault("links", [])
        if link in links or len(links) == 16:
            return self._layer.lose(line, "it is there already, or one too many")
        links.append(link)
        if _LINE_OF_TEXT.fullmatch(line.tail) and "name" not in chain:
            chain["name"] = line.tail
        return None

    def _attribute(self, line: Line, kinds: dict[str, str]) -> None:
        layer = self._layer
        ours = layer.ours.get(line.head[1]) if len(line.head) > 1 else None
        value: bool | str = " ".join(line.head[2:]) or True
        is_level = line.head[:1] == [brat.LEVEL] and value in _LEVELS and kinds.get(ours or "") == "entity"
        layer.seen["level" if is_level else "attribute"] += 1
        if ours is None:
            return layer.lose(line, "what it is about is not there", "level" if is_level else "attribute")
        fields = self._fields.setdefault(ours, {})
        if is_level:
            fields["level"] = value
            return None
        return self._add_attribute(line, fields.setdefault("attributes", {}), value)

    def _add_attribute(self, line: Line, attributes: dict[str, Any], value: bool | str) -> None:
        """Put an attribute down; one that is given several times has a list of values."""
        name = self._layer.names.ours("attribute", line.head[0])
        earlier = attributes.get(name, [])
        values = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        if len(str(value)) > 200 or len(set(values)) < len(values) or (True in values and len(values) > 1):
            return self._layer.lose(line, "it is there already, or longer than 200 characters")
        attributes[name] = values if len(values) > 1 else value
        self._layer.seen["attribute"] -= len(values) > 1
        return None

    def _note(self, line: Line, kinds: dict[str, str]) -> None:
        layer = self._layer
        name, ref = (*line.head, "", "")[:2]
        if (name, ref) in self._marks and name in (brat.WORDS, brat.QUOTE):
            return None
        ours = layer.ours.get(ref)
        field, value = _said(name, line.tail, kinds.get(ours or ""))
        layer.seen[field] += 1
        if ours is None:
            return layer.lose(line, "what it is about is not there", field)
        fields = self._fields.setdefault(ours, {})
        if field == "note" and name != brat.NOTE:
            layer.lose(line, f"it is a note like any other, not of the type {name}", field, what="changed")
        if field == "note" and field in fields:
            layer.seen["note"] -= 1
            value = f"{fields['note']}\n{value}"
        fields[field] = value[:4000] if isinstance(value, str) else value
        return None


def _said(name: str, tail: str, kind: str | None) -> tuple[str, str | float]:
    """The field that a `#` line says something of, and what."""
    if name == brat.VALUE and kind == "entity" and _VALUE.fullmatch(tail):
        return "value", tail
    if name == brat.CONFIDENCE and _SHARE.fullmatch(tail):
        return "confidence", float(tail)
    return "note", tail
