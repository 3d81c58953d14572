"""Validation of many documents, one after the other, in the order they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..findings import Checked, Finding
from ..store.manifest import Surroundings
from ..store.source import Source
from ..validation import Selection, check


def validate_sources(documents: Iterable[Source], surroundings: Surroundings, chosen: Selection) -> Iterator[Checked]:
    """Check each document; one that cannot be read does not stop the others."""
    for source in documents:
        if source.error is not None:
            yield Checked(source.file, [], source.error)
            continue
        found = check(source, surroundings.tagsets(source.file), chosen)
        yield Checked(source.file, sorted(found, key=_place))


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.line or 0, finding.column or 0, finding.code
