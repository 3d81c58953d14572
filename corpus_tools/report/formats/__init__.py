"""The forms a report of findings may have: one file each, found by looking in this folder.

Each is a generator of what is to be written, so that findings are reported as they come and memory need not grow with
their number. Only the form that is asked for is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from msgspec import Struct

from ...errors import UnknownName
from ...findings import Checked
from ...plugins import names
from ..console import Piece
from ..summary import Summary


class Detail(Struct, frozen=True):
    """How much the text form says; forms for programs are always whole.

    `quiet`: nothing where there are no findings; `statistics`: only counts by rule; `limit`: findings shown of one
    rule in one document, 0 for all.
    """

    quiet: bool = False
    statistics: bool = False
    limit: int = 0


Report = Callable[[Iterable[Checked], Summary, Detail], Iterator[Piece | str]]
"""Documents to what is written of them; the summary is complete once the documents have passed."""


def find(name: str) -> Report:
    """The form with that name.

    Raises:
        UnknownName: there is none.
    """
    known = names(__name__)
    if name not in known:
        raise UnknownName("output format", name, known)
    report: Report = import_module(f"{__name__}.{name}").REPORT
    return report
