"""A layer names a tag set that is not at hand, or not as it was when the layer was made.

Labels mean what the tag set says, so a layer names its tag set with the version, and may add the checksum of the
file. Another patch version serves as well, since a patch changes no label. Where no version with the same labels is
at hand this is a warning: the labels of the layer were then not checked. A file of the same version with another
checksum is an error: one of the two was changed without a new version.

Fails:

    {"text": "Ada wrote to Charles.",
     "layers": [{"annotator": "ada", "tagset": {"id": "political-news", "version": "9.0.0"}, "entities": []}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "layers": [{"annotator": "ada", "tagset": {"id": "political-news", "version": "1.0.1"}, "entities": []}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import TagSetRef
from ..tagset import TagSet
from ..text import quoted
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    missing: set[tuple[str, str]] = set()
    for layer in view.layers:
        ref = layer.layer.tagset
        if ref and layer.tagset is None:
            if (ref.id, ref.version) not in missing:
                missing.add((ref.id, ref.version))
                yield _missing(ref)
        elif ref and layer.tagset and _is_changed(ref, layer.tagset):
            yield _changed(ref, layer.tagset)


def _missing(ref: TagSetRef) -> Problem:
    return Problem(
        on=ref,
        message=f"the tag set {quoted(f'{ref.id} {ref.version}')} is not at hand: its labels were not checked",
        fix="name its file with --tagset or in the manifest",
        severity="warning",
    )


def _is_changed(ref: TagSetRef, tagset: TagSet) -> bool:
    return bool(ref.sha256 and tagset.sha256) and ref.version == tagset.version and ref.sha256 != tagset.sha256


def _changed(ref: TagSetRef, tagset: TagSet) -> Problem:
    return Problem(
        on=ref,
        at=("sha256",),
        message=f"the tag set {quoted(f'{ref.id} {ref.version}')} at hand is not the one this layer was made with: "
        f"its checksum is {tagset.sha256}",
        fix="find the file the layer was made with, or check the labels and put in the new checksum",
    )


RULE = Rule(code="LAY005", name="tag-set-mismatch", severity="error", level=3, check=check)
