"""Label Studio JSON: tasks with a text, and the annotations, predictions and drafts of it.

Read is the export called JSON. Each annotation of a task becomes a layer named by `completed_by` (an email address, or
a number: `a2`), one that is marked as ground truth a gold layer, each prediction a layer of the role `prediction` with
its `model_version` as tool; predictions given as numbers are looked for in the annotations made from them. Drafts are
layers with the status `draft`. What somebody skipped (`was_cancelled`) is told and left out.

A region with several labels becomes as many entities. Choices, texts and numbers for a region are its attributes, its
`meta` is a note, its `score` a confidence, an origin that is not `manual` the attribute `origin`. Relations have their
first label as type, or else `Relation`; direction `left` swaps both ends, `bi` is an attribute. Regions of a control
called `event` or `quote` are events and quotes, and what is related to them is an argument, source, addressee or cue.

The text is that of `data` which the regions belong to by `to_name`, else `text`, else the only one. Of hypertext the
mark-up is taken off; regions there need `globalOffsets`. Results that are no stretches of the text (pictures, choices
for the whole task, messages) are told one by one; a file in which no task has a text is refused, as is JSON_MIN, which
leaves out ids and relations.

Offsets are code points; of old exports that count UTF-16 this is told by the `text` of their regions.

Written are tasks to import, with `annotations` and `predictions`, and a labelling configuration for them,
`NAME.label-config.xml`. Whose work an annotation is stands in `annotator`, since Label Studio refuses people it does
not know. A chain is a text of each region, `Chain`; its name and links are texts of the first one.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER", "confidence": 0.9,
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._format import Format
from .._narrow import HOLDS
from .._sniff import json_keys
from .limits import limits
from .source import read
from .target import write

_NOT_HELD = {
    *("gaps", "chain type", "head", "implicit", "provenance", "anchor", "unanchored", "conflict"),
    *("section", "tokens", "sentences", "annotator", "extension"),
}


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    return "data" in keys and bool(keys & {"annotations", "predictions", "completions"})


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each file of tasks for itself; a labelling configuration holds none."""
    return ((name,) for name in names if not name.endswith(".xml"))


FORMAT = Format(
    name="label-studio",
    title="Label Studio",
    suffixes=(".json",),
    holds=frozenset(HOLDS.keys() - _NOT_HELD),
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    group=group,
    limits=limits,
)
