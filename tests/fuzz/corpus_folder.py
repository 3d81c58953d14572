"""A folder with a manifest, a tag set and a record: checked as a corpus, one of the files being any bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from corpus_tools.engine import validate_sources
from corpus_tools.engine.project import project

from . import CORPUS

_SOUND = {
    "corpus.json": CORPUS / "corpus_folder" / "corpus.json",
    "news.tagset.json": CORPUS / "corpus_folder" / "news.tagset.json",
    "small.json": CORPUS / "record" / "small.json",
}


def corpus_folder(data: bytes) -> None:
    """Put the bytes in the place of each file, and check the folder."""
    for replaced in _SOUND:
        with tempfile.TemporaryDirectory() as folder:
            for name, path in _SOUND.items():
                (Path(folder) / name).write_bytes(data if name == replaced else path.read_bytes())
            held_to = project([folder])
            for checked in validate_sources(held_to.documents([folder], ""), held_to):
                assert checked.error is None
                for finding in checked.findings:
                    assert finding.line is not None
                    assert finding.line >= 1


TARGET = corpus_folder
