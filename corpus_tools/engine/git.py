"""What git calls: the merge of a file, and a readable form of a record for `git diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from ..canonical import canonical_record
from ..diff.merge import Merged
from ..diff.resolve import unmerged
from ..errors import CorpusToolsError, DifferentArticles, TextsDiffer, UnreadableFile
from ..store.source import Source
from .merge import merged, read


def drive(base: str, ours: str, theirs: str, marker_size: str, place: str) -> Merged | str:
    """Merge what git has put into three files, the second of which takes the result.

    Where the versions cannot be merged, ours stays a valid record, with theirs as a whole in an open conflict; where a
    file is no record, git merges it line by line. Returns the merge, or why there is none; then there is a conflict.
    The files are copies that git has made for us, and keeps: no care is taken to write them all at once.
    """
    try:
        sources = [Source(place, Path(path).read_bytes()) for path in (base, ours, theirs)]
    except OSError as error:
        raise UnreadableFile(place, error.strerror or str(error)) from error
    try:
        found = merged(sources[0] if sources[0].data.strip() else None, sources[1], sources[2], {}, place)
        Path(ours).write_text(canonical_record(found.record), encoding="utf-8", newline="\n")
        return found
    except (TextsDiffer, DifferentArticles) as error:
        both = unmerged(*map(read, sources[1:]))
        Path(ours).write_text(canonical_record(both), encoding="utf-8", newline="\n")
        return f"{place}: {error}; theirs is kept as a whole in a conflict of the record"
    except CorpusToolsError as error:
        return _by_line(base, ours, theirs, marker_size, str(error))


def _by_line(base: str, ours: str, theirs: str, marker_size: str, why: str) -> str:
    """Merge as git does without us; it is a conflict in any case, since nobody can tell what came of it."""
    import subprocess  # late: hardly ever needed, and each start counts

    names = ("-L", "ours", "-L", "base", "-L", "theirs")
    call = ["git", "merge-file", "-q", f"--marker-size={marker_size}", *names, ours, base, theirs]
    subprocess.run(call, check=False, stderr=sys.stderr)
    return f"{why}; merged line by line, look at it"


def readable(path: str) -> Iterator[bytes]:
    """A record in canonical form, its text line by line before it; a file that is none as it is."""
    data = Path(path).read_bytes()
    try:
        record = read(Source(path, data))
    except CorpusToolsError:
        yield data
        return
    yield from (f"| {line}\n".encode() for line in record.text.split("\n"))
    yield canonical_record(record).encode()
