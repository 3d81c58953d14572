"""The merge of one file for git, from its arguments to the exit code."""

from __future__ import annotations

import os
import sys

from ..errors import CorpusToolsError
from .git import drive


def main(base: str, ours: str, theirs: str, marker_size: str, place: str) -> int:
    """Merge three files of git's: 0 merged; 1 a conflict, told on standard error; nothing else leaves here.

    Whatever goes wrong is a conflict too: our version stays in place, and git keeps theirs.
    """
    try:
        _merge_ahead()
        found = drive(base, ours, theirs, marker_size, place)
        if not isinstance(found, str) and not (found.conflicts or found.both):
            return 0
        from ..report.merged import tell

        return tell(found, place)
    except (CorpusToolsError, OSError) as error:
        print(f"corpus-tools: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        print(f"corpus-tools: internal error, please report it: {type(error).__name__}: {error}", file=sys.stderr)
    return 1


def _merge_ahead() -> None:
    """Merge the other files as well, if this is a `git merge`: it tells its children so."""
    if any(name.startswith("GITHEAD_") for name in os.environ):
        from .ahead import merge_ahead

        merge_ahead()
