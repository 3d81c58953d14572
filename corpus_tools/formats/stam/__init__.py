"""STAM JSON: a store of texts, and annotations of them with data under keys.

Read are stores whose texts stand in them or in files beside them, by `@include`; each text is an article. Nothing is
fetched, and no file outside the folder is looked at. Places are a `TextSelector`, or a selector of several of these,
with cursors from either end; an `AnnotationSelector` with an offset is a stretch of what another annotation is on.
Other targets are told as lost. The key `type` gives the type, `annotator` or `creator` the layer, others are
attributes; maps and mixed lists are told as lost.

Offsets are code points.

Written is a store for each article with its text in it. All that is said of an annotation is data of the set
`corpus-tools`: `Type`, `Annotator`, its `Kind` if it is no entity, values, attributes, and roles with the ids they lead
to as `role:NAME`. Relations and chains are on the annotations they link. Each layer, and the metadata, is an annotation
of the whole text.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from .._format import Format, Limit, Settings
from .._items.limits import plain_arguments, without_bare_metadata
from .._kinds import HOLDS
from .._sniff import head_text, json_keys
from .source import read
from .target import write

TEXT = ".txt"
_NOT_HELD = {
    *("head", "implicit", "provenance", "anchor", "unanchored", "conflict", "layer field", "section", "tokens"),
    *("sentences", "annotator", "extension"),
}


def sniff(name: str, head: bytes) -> bool:
    return "@type" in json_keys(head) and '"AnnotationStore"' in head_text(head)


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each store with the texts of its folder."""
    texts: dict[PurePosixPath, list[str]] = {}
    for name in names:
        if name.endswith(TEXT):
            texts.setdefault(PurePosixPath(name).parent, []).append(name)
    return ((name, *texts.get(PurePosixPath(name).parent, ())) for name in names if not name.endswith(TEXT))


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("our data in STAM say nothing of an argument but role and filler", plain_arguments)


FORMAT = Format(
    name="stam",
    title="STAM JSON",
    suffixes=(".stam.json", ".json"),
    beside=(TEXT,),
    holds=frozenset(HOLDS.keys() - _NOT_HELD),
    sniff=sniff,
    read=read,
    write=write,
    group=group,
    limits=limits,
)
