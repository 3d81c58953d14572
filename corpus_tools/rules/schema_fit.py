"""A record, tag set or manifest does not fit its published schema.

A key is missing, unknown or misspelt, a value has the wrong type or form, or a list is too long. The schemas stand
in `schemas/`; with `"$schema"` in the file an editor shows the same while one types. In a file of a newer minor
version unknown keys are only an information, and are kept.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "typ": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._document import Document
from ._rule import Problem, Rule


def check(document: Document) -> Iterator[Problem]:
    if document.text is None or (document.tree is None and document.parsed[1]):
        return
    if document.kind is None:
        yield Problem(
            message='not a record (it has no "layers"), a tag set ("entity_types") or a manifest ("articles")',
        )
        return
    if document.is_refused or document.is_migratable:
        return
    for error in document.schema_errors:
        if error.path == ("format_version",) and document.version is not None:
            continue  # FMT004 and FMT007 speak of versions
        if error.path == ("text",) and error.keyword == "pattern":
            continue  # TXT002 names the character and its place
        known_later = document.is_newer and error.keyword == "additionalProperties"
        yield Problem(
            at=error.path,
            on_key=error.on_key,
            message=error.message,
            severity="info" if known_later else None,
        )


RULE = Rule(code="FMT003", name="schema-fit", severity="error", level=1, subject="source", check=check)
