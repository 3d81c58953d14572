"""W3C Web Annotation: JSON-LD with annotations of stretches of a text, which stands in a file beside.

Read are annotations, lists, pages and collections of them; `x.json` is about `x.txt`. What the model does not allow is
refused with its place: another context, no target, two ids, dates that are none. Places are given by
`TextPositionSelector`, by `TextQuoteSelector` where its words stand in the text once with what is before and behind
them, or by a `FragmentSelector` of the form `char=0,4`; other selectors, and targets that are no text, are told as
lost. A file without its text is refused, and how many annotations of what it has.

Each `creator` has a layer. The type of an annotation is its first body to classify or tag, further tags are the
attribute `tag`, addresses the attribute `body`, and other texts a note. Offsets are code points; where the words tell
that they are UTF-16 units, they are read as such.

Written is a page for each article with its text beside it. An annotation has a body that classifies it, one for its
note, and one in our vocabulary for what Web Annotation has no words for: what kind of annotation it is, values and
attributes, and the roles of what it links. Spans of several parts are a `Composite`. Relations and chains link
annotations.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._format import Format, Limit, Settings
from .._items.limits import plain_arguments, without_bare_metadata
from .._kinds import HOLDS
from .._sniff import head_text
from .annotation import CONTEXT
from .source import TEXT, read
from .target import write

SUFFIXES = (".json", ".jsonld")
_NOT_HELD = {
    *("head", "implicit", "provenance", "anchor", "unanchored", "conflict", "layer field", "section", "tokens"),
    *("sentences", "annotator", "extension"),
}


def sniff(name: str, head: bytes) -> bool:
    return CONTEXT in head_text(head)


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each file of annotations with the text of its name."""
    texts = {name for name in names if name.endswith(TEXT)}
    for name in names:
        if name not in texts:
            text = name.rpartition(".")[0] + TEXT
            yield (name, text) if text in texts else (name,)


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("our vocabulary says nothing of an argument but role and filler", plain_arguments)


FORMAT = Format(
    name="w3c",
    title="W3C Web Annotation",
    suffixes=SUFFIXES,
    beside=(TEXT,),
    holds=frozenset(HOLDS.keys() - _NOT_HELD),
    sniff=sniff,
    read=read,
    write=write,
    group=group,
    limits=limits,
)
