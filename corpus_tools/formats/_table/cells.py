"""Cells that a spreadsheet would take for a formula: quoted when they are written, and back."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'+[=+\-@\t\r]")


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs.

    >>> safe("=1+1"), safe("'=1"), safe("a=b")
    ("'=1+1", "''=1", 'a=b')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """What was meant by a cell that was made safe.

    >>> plain("'=1+1"), plain("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if _QUOTED.match(cell) else cell
