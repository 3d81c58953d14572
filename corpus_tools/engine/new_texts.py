"""Where the new text of an article comes from: a file or folder of corrected texts, or a list of corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct

from ..diff.reanchor import Correction, Reanchored, corrected, reanchor
from ..errors import FormatError, UnreadableFile
from ..file_names import file_name
from ..intake.changes import Change
from ..intake.decode import decode
from ..intake.normalise import normalise
from ..intake.record import checked
from ..intake.wrapping import Wrap
from ..model import Record
from ..tagset import TagSets


class Given(Struct, frozen=True):
    """A record with its new text, and what was cleaned in that."""

    result: Reanchored
    cleaned: list[Change] = []


class NewTexts(Protocol):
    """Gives records their new texts."""

    def has(self, article: str) -> bool:
        """Whether there is a new text for an article."""
        ...

    def given(self, record: Record, tagsets: TagSets) -> Given:
        """A record with its new text."""
        ...

    def left(self) -> list[str]:
        """What no record asked for."""
        ...


class Texts:
    """Corrected texts: one file for a single record, or a folder of files that are named by the ids of articles."""

    def __init__(self, path: str, encoding: str = "utf-8", wrap: Wrap = "auto") -> None:
        self._path, self._encoding, self._wrap = Path(path), encoding, wrap
        self._taken = set[Path]()
        self.is_folder = self._path.is_dir()
        if not self._path.exists():
            raise UnreadableFile(path, "there is no such file or folder")

    def has(self, article: str) -> bool:
        """Whether there is a corrected text for an article."""
        return self._file(article) is not None

    def given(self, record: Record, tagsets: TagSets) -> Given:
        """A record with its corrected text, which is cleaned as a new one would be.

        Raises:
            CorpusToolsError: the file cannot be read or is no text, or the record cannot have it.
        """
        file = self._file(record.id) or self._path
        self._taken.add(file)
        raw = _read(file)
        text, cleaned = normalise(checked(decode(raw, str(file), self._encoding), str(file)), self._wrap_for(record))
        if not text:
            raise FormatError(str(file), 1, 1, "some text", "nothing to be seen", code="FMT003")
        return Given(reanchor(record, text, tagsets), cleaned)

    def left(self) -> list[str]:
        """The texts that no record asked for."""
        found = sorted(self._path.rglob("*.txt")) if self.is_folder else [self._path]
        return [str(file) for file in found if file not in self._taken]

    def _file(self, article: str) -> Path | None:
        names = (f"{article}.txt", file_name(article, ".txt"))
        files = [self._path / name for name in names] if self.is_folder else [self._path]
        return next((file for file in files if file.is_file()), None)

    def _wrap_for(self, record: Record) -> Wrap:
        """How single line breaks are read; as they stand where the record has some that would be taken out."""
        if self._wrap == "auto" and normalise(record.text)[0] != record.text:
            return "keep"
        return self._wrap


class Corrections:
    """A list of corrections in a JSON file, each with the article it is about where there are several."""

    def __init__(self, file: str) -> None:
        try:
            self._all = msgspec.json.decode(_read(Path(file)), type=list[Correction])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            expected = 'a list of corrections such as {"old": "teh", "new": "the"}'
            raise FormatError(file, None, None, expected, str(error)) from error
        self._taken = set[str]()

    def has(self, article: str) -> bool:
        """Whether there are corrections for an article."""
        return bool(self._of(article))

    def given(self, record: Record, tagsets: TagSets) -> Given:
        """A record with its corrections made.

        Raises:
            CorpusToolsError: a correction does not fit, or the record cannot have the text that comes out.
        """
        self._taken.add(record.id)
        return Given(corrected(record, self._of(record.id), tagsets))

    def left(self) -> list[str]:
        """The articles that are named but were not there."""
        return sorted({one.article for one in self._all if one.article} - self._taken)

    def _of(self, article: str) -> list[Correction]:
        return [one for one in self._all if not one.article or one.article == article]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(file), error.strerror or str(error)) from error
