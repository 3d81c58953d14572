"""What git knows of the files: which were touched since a revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..errors import UnreadableFile


def touched(revision: str, folder: Path) -> frozenset[Path]:
    """The files that differ from a revision, those not yet known to git among them, by their resolved paths.

    Raises:
        UnreadableFile: git is not there, the folder is in no repository, or the revision is not known.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    changed = _git(
        top, "diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--end-of-options", revision, "--"
    )
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset((top / name).resolve() for name in (changed + new).split("\0") if name)


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError as error:
        raise UnreadableFile(str(folder), f"git cannot be run: {error.strerror or error}") from error
    if done.returncode:
        raise UnreadableFile(str(folder), done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: "))
    return done.stdout.decode("utf-8", "surrogateescape")
