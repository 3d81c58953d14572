"""What fixes did, or would do."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ..engine.fix import FixedFile
from ..findings import Finding
from ..store.files import write_atomically
from ..text import visible
from .console import Printer
from .rewritten import difference


def apply_fixes(files: Iterable[FixedFile], *, diff: bool, quiet: bool) -> int:
    """Write the files that changed, or with `diff` show how they would, and return their number.

    What was done, taken back and left out is said on standard error.
    """
    shown, said = Printer(sys.stdout), Printer(sys.stderr)
    changed, made, left_out = 0, Counter[str](), 0
    for file in files:
        if file.changed and diff:
            for line in difference(file.file, file.before, file.after):
                shown.line(line)
        elif file.changed:
            write_atomically(Path(file.file), file.after, expected=file.before)
        changed += file.changed
        made.update(finding.code for finding in file.made)
        left_out += len(file.left_out)
        for finding in file.undone:
            said.line(_undone(finding))
    if left_out:
        said.line(f"{left_out} fixes were not made: packed files, links and standard input are not rewritten")
    if not quiet or made:
        said.line(_total(made, changed, diff=diff))
    return changed


def _undone(finding: Finding) -> str:
    place = f"{visible(finding.file)}:{finding.line}:{finding.column}"
    return f"{place}: the fix of {finding.code} was taken back, since it would have added an error"


def _total(made: Counter[str], changed: int, *, diff: bool) -> str:
    if not made:
        return "nothing to fix"
    each = ", ".join(f"{code} {count}" for code, count in sorted(made.items()))
    what = f"{made.total()} finding{'s' * (made.total() > 1)} in {changed} file{'s' * (changed > 1)}"
    return f"{'would fix' if diff else 'fixed'} {what}: {each}"
