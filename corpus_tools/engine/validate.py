"""Validation of many documents in the order they come, then of the corpora they make up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..findings import Checked
from ..store.source import Source
from .gathering import Gathering
from .project import Project


def validate_sources(documents: Iterable[Source], project: Project, *, whole: bool = True) -> Iterator[Checked]:
    """Check each document; one that cannot be read does not stop the others.

    What is wrong with a corpus as a whole comes at the end, file by file. Where the documents are not `whole` corpora,
    nothing is concluded from what is not among them.
    """
    gathering = Gathering(project, whole=whole)
    for source in documents:
        if source.error is not None:
            gathering.unread(source)
            yield Checked(source.file, [], source.error)
        else:
            surveyed = project.survey(source)
            gathering.add(source, surveyed)
            data = source.data if surveyed.findings and source.is_editable else b""
            yield Checked(source.file, surveyed.findings, annotators=surveyed.annotators, data=data, line=source.line)
    project.save()
    for file, found in groupby(gathering.findings(), key=lambda finding: finding.file):
        yield Checked(file, list(found), again=True)
