"""The structures of a view as XMI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .. import _xml as xml
from .._uima import Structure
from .._uima.numbered import INITIAL_VIEW, SOFA, numbered
from .._uima.wire import wire_offsets

_START = "<?xml version='1.0' encoding='UTF-8'?>\n<xmi:XMI"
_SPACES = {"xmi": "http://www.omg.org/XMI", "cas": "http:///uima/cas.ecore"}


def spelled(text: str, structures: Sequence[Structure]) -> str:
    """A file with one view of a text. Structures that lead to each other, slots excepted, are all in the list."""
    members, slots = numbered(structures)
    spaces = dict(_SPACES)
    tags = {name: _tag(name, spaces) for name in dict.fromkeys(one.type for one in (*members, *slots))}
    known, wire = {**members, **slots}, wire_offsets(text)
    declared = "".join(f" xmlns:{prefix}={xml.attribute(url)}" for prefix, url in spaces.items())
    elements = [
        *(f'{tags[one.type]}{number}" sofa="{SOFA}"{_said(one, known, wire)}/>' for one, number in members.items()),
        *(f'{tags[one.type]}{number}"{_said(one, known, wire)}/>' for one, number in slots.items()),
    ]
    return "".join(
        [
            f'{_START}{declared} xmi:version="2.0"><cas:NULL xmi:id="0"/>',
            *elements,
            f'<cas:Sofa xmi:id="{SOFA}" sofaNum="1" sofaID="{INITIAL_VIEW}" mimeType="text"'
            f" sofaString={xml.attribute(text)}/>",
            f'<cas:View sofa="{SOFA}" members="{" ".join(map(str, members.values()))}"/></xmi:XMI>',
        ]
    )


def _tag(name: str, spaces: dict[str, str]) -> str:
    """The beginning of the elements of a type; its namespace gets a prefix where it has none."""
    package, _, word = name.rpartition(".")
    url = f"http:///{package.replace('.', '/')}.ecore"
    prefix = next((prefix for prefix, known in spaces.items() if known == url), None)
    if prefix is None:
        short = package.rpartition(".")[2]
        prefix = next(free for free in _prefixes(short) if free not in spaces)
        spaces[prefix] = url
    return f'<{prefix}:{word} xmi:id="'


def _prefixes(short: str) -> Iterator[str]:
    yield short
    yield from (f"{short}{number}" for number in range(10**9))


def _said(one: Structure, numbers: Mapping[Structure, int], wire: Sequence[int]) -> str:
    """The attributes of a structure: its place, and its features."""
    place = f' begin="{wire[one.place[0]]}" end="{wire[one.place[1]]}"' if one.place else ""
    return place + "".join(_feature(name, value, numbers) for name, value in one.features.items())


def _feature(name: str, value: Any, numbers: Mapping[Structure, int]) -> str:
    if isinstance(value, str):
        return f" {name}={xml.attribute(value)}"
    if isinstance(value, Structure):
        return f' {name}="{numbers[value]}"'
    return f' {name}="{" ".join(str(numbers[slot]) for slot in value)}"' if value else ""
