"""Records in and out of files of any format: what stands behind `corpus-tools convert` and the library.

from corpus_tools import conversion

for found in conversion.read("pilot/", "brat"):
    print(found.record.id, len(found.losses))

books = conversion.write(records, "out/", "brat")
print(books.lost)

`corpus_tools.read` and `corpus_tools.write` are easier to use; see `conversion.library`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..formats import Ledger, Loss, Read, Settings, find
from ..model import Record
from .files import files_of
from .source import Unit, counted, read_unit, recognised, twins, units
from .target import Place, is_folder, narrowed, put, staged

__all__ = [
    "Ledger",
    "Loss",
    "Place",
    "Read",
    "Settings",
    "Unit",
    "counted",
    "files_of",
    "is_folder",
    "narrowed",
    "put",
    "read",
    "read_unit",
    "recognised",
    "staged",
    "twins",
    "units",
    "write",
]


def read(path: str, format: str | None = None, settings: Settings | None = None) -> Iterator[Read]:
    """The records in a file, folder or archive, or from `-`, one at a time, each with what was lost on the way.

    Without a format it is told by names and contents.

    Raises:
        UnreadableFile: a file cannot be read, or lies in a folder twice, packed and unpacked.
        FormatError: a file is not in the format, or in none, or may be in several; what came before is yielded first.
        UnknownName: there is no such format.
    """
    named = find(format) if format else None
    found = files_of(path, named)
    source = named or recognised(found)
    for unit in units(found, source):
        yield from read_unit(unit, source, settings or Settings())
    for error in twins(found, source):
        raise error


def write(
    records: Iterable[Record],
    path: str,
    format: str,
    settings: Settings | None = None,
    *,
    force: bool = False,
    books: Ledger | None = None,
) -> Ledger:
    """Write records into a folder or a file; the books of it.

    Raises:
        UnreadableFile: a file cannot be written, or is there already.
        LossyConversion: a policy of the settings allows no loss.
        UnknownName: there is no such format.
    """
    target, books, settings = find(format), books or Ledger(), settings or Settings()
    with staged(path, target, force=force) as place:
        put(narrowed(records, target, settings, books), target, replace(settings, stem=place.stem), place)
        place.commit()
    return books
