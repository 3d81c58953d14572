"""All files of a git merge done by the first start of the driver, so that Python need not start for each of them.

What comes of a file is put down under a name that tells its three versions. The command that git runs looks there
first (`store.git_setup`). It is a store of results, nothing more: what is not there is merged as ever.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from ..canonical import canonical_record
from ..errors import CorpusToolsError
from ..store.git_merge import GitMerge, contents, under_way
from ..store.git_setup import NAME
from ..store.source import Source
from .merge import merged

FEW = 4
"""Files for which it does not pay."""


def merge_ahead() -> None:
    """Merge all files of the git merge that has started this process, unless that was done, or there are few.

    Only what nobody has to be told of is put down. Whatever goes wrong is left to the call for that file.
    """
    folder = Path(os.environ.get("GIT_DIR", ".git"))
    with contextlib.suppress(CorpusToolsError, OSError):
        merge = under_way() if folder.is_dir() else None
        if merge is not None:
            _put_down(merge, folder / NAME, since=_since(folder))


def _since(folder: Path) -> int:
    """When git has begun this merge, which tells it from an earlier one of the same commits: the age of its lock."""
    lock = folder / "index.lock"
    return lock.stat().st_mtime_ns if lock.exists() else 0


def _put_down(merge: GitMerge, folder: Path, since: int) -> None:
    """Merge every file into a folder that holds nothing of earlier merges; a mark tells that it was done."""
    mark = folder / f"{merge.ours}-{merge.theirs}-{since}"
    if mark.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    mark.touch()
    questions = list(merge.questions())
    for question, versions in contents(questions) if len(questions) > FEW else ():
        if result := _result(question.place, versions):
            unfinished = folder / "unfinished"
            unfinished.write_bytes(result)
            unfinished.replace(folder / "".join(question.blobs))


def _result(place: str, versions: list[bytes]) -> bytes:
    """What comes of a file; nothing where somebody has to look at it."""
    base, ours, theirs = (Source(place, version) for version in versions)
    try:
        found = merged(base, ours, theirs, {}, place)
    except Exception:  # the call for this file meets it too, and tells
        return b""
    return b"" if found.conflicts or found.both else canonical_record(found.record).encode()
