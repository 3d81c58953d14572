"""What several commands do with their options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from ..errors import CorpusToolsError


class Group(StrEnum):
    """What articles may have in common that are kept in one part of a corpus."""

    story = "story"
    source = "source"
    date = "date"
    near_copies = "near-copies"


def split(values: Iterable[str] | None) -> list[str]:
    """Options that may be repeated or joined by commas, as single names.

    >>> split(["SPN,TXT", "ENT006"])
    ['SPN', 'TXT', 'ENT006']
    """
    return [name.strip() for value in values or () for name in value.split(",") if name.strip()]


@contextmanager
def needs(extra: str, package: str) -> Iterator[None]:
    """Imports that work only where an extra was installed.

    Raises:
        CorpusToolsError: the package that the extra brings is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise CorpusToolsError(f"this needs {package}: pip install 'corpus-tools[{extra}]'") from error
