"""The findings of documents that are open, each by the settings, manifest and tag sets around its file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from .. import jsontext, schema
from ..engine.project import Project, project
from ..errors import CorpusToolsError
from ..findings import Finding
from ..fixing import Check
from ..store import manifest
from ..store.config import Config
from ..store.source import LINES, Source
from ..tagset import TagSets
from .cursor import outline
from .positions import Text


class Checks:
    """Checks documents, one at a time, and remembers what it found and what it read of their surroundings.

    `tell` is told of settings that cannot be used; the defaults take their place.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._projects: dict[str, Project] = {}
        self._found: dict[str, tuple[bytes, list[Finding]]] = {}
        self._one_at_a_time = Lock()

    def findings(self, file: str, text: Text) -> list[Finding]:
        """What is wrong with a text that is to be in a file; nothing where it is no record, tag set or manifest."""
        with self._one_at_a_time:
            data, found = self._found.get(file, (None, []))
            if data != text.data:
                found = self._check(file, text)
                self._found[file] = text.data, found
            return found

    def check_of(self, file: str) -> Check:
        """How other bytes of the same file would be checked."""
        held_to = self._project(file)

        def check(data: bytes) -> list[Finding]:
            with self._one_at_a_time:
                return held_to.check(Source(file, data))

        return check

    def tagsets(self, file: str) -> TagSets:
        """The tag sets at hand for a file."""
        return self._project(file).surroundings.tagsets(file)

    def close(self, file: str) -> None:
        """Forget what was found in a document."""
        self._found.pop(file, None)

    def forget(self) -> None:
        """Read settings, manifests and tag sets anew from now on: they may have changed."""
        with self._one_at_a_time:
            manifest.forget()
            self._projects.clear()
            self._found.clear()

    def _check(self, file: str, text: Text) -> list[Finding]:
        held_to = self._project(file)
        in_corpus = held_to.surroundings.manifest(file) is not None
        is_one_document = held_to.keeps(file, False) and not file.endswith(LINES)
        return held_to.check(Source(file, text.data)) if is_one_document and _is_ours(text.source, in_corpus) else []

    def _project(self, file: str) -> Project:
        folder = os.path.dirname(file)
        if folder not in self._projects:
            self._projects[folder] = self._read_project(folder or ".")
        return self._projects[folder]

    def _read_project(self, folder: str) -> Project:
        try:
            return project([folder])
        except CorpusToolsError as error:
            self._tell(str(error))
            return Project(Config(Path(folder)))


def _is_ours(source: str, in_corpus: bool) -> bool:
    """Whether a document is a record, tag set or manifest, or about to become one.

    Keys such as `text` and `layers` stand in many a JSON file, so outside of a corpus it must also give the version of
    its format.
    """
    tree = jsontext.parse(source)[0] or outline(source)
    return schema.kind_of(tree) is not None and (in_corpus or "format_version" in tree)
