"""Articles without annotations: what intake changes in a text is told as losses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import UNSET
from msgspec.structs import replace

from ..intake import record as intake
from ..intake.changes import Change
from ..model import Metadata, Record
from ._format import Files, Read
from ._loss import Loss

Import = Callable[[bytes, str, intake.Settings], intake.Imported]


def read_each(files: Files, make: Import) -> Iterator[Read]:
    """The record of each file.

    Raises:
        FormatError: a file is no text, or no id can be made of its name.
        UnreadableFile: what reads such files is not installed.
    """
    for file in files:
        made = make(file.read(), file.name, intake.Settings())
        yield Read(_plain(made.record), [_loss(change, made.record.id, file.name) for change in made.changes])


def _plain(record: Record) -> Record:
    """The record without what tells that this very version read it: conversions do not sign what they make."""
    return replace(record, metadata=replace(record.metadata or Metadata(), text_tool=UNSET))


def _loss(change: Change, article: str, file: str) -> Loss:
    where = f"{file}:{change.line}:{change.column}" if change.line else file
    why = change.what if change.count == 1 else f"{change.what} ({change.count} times)"
    return Loss(what="changed", kind="text", id="", article=article, where=where, why=why)
