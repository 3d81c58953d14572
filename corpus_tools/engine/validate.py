"""Validation of many documents, one after the other, in the order they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..findings import Checked
from ..store.source import Source
from .project import Project


def validate_sources(documents: Iterable[Source], project: Project) -> Iterator[Checked]:
    """Check each document; one that cannot be read does not stop the others."""
    for source in documents:
        if source.error is not None:
            yield Checked(source.file, [], source.error)
        else:
            yield Checked(source.file, project.check(source))
