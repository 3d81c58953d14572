"""What git knows of the files: which were touched since a revision, and what they held."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import UnreadableFile
from .source import Source, sources


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
    return run(folder, *arguments).decode("utf-8", "surrogateescape")


def run(folder: Path, *arguments: str) -> bytes:
    """What a call of git writes, in a folder.

    Raises:
        UnreadableFile: git is not there, or refuses; its reason is given.
    """
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError as error:
        raise UnreadableFile(str(folder), f"git cannot be run: {error.strerror or error}") from error
    if done.returncode:
        raise UnreadableFile(str(folder), done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: "))
    return done.stdout


def versions(revisions: str, paths: Sequence[str]) -> tuple[list[Source], list[Source]]:
    """The documents below some paths that differ between two revisions, as each of them has them.

    Revisions are named as for `git diff`: `HEAD~3..HEAD`, or one that the files on the disk are held against.

    Raises:
        UnreadableFile: git is not there, the first path is in no repository, or a revision is not known.
    """
    first = Path(paths[0])
    folder = first if first.is_dir() else first.parent
    top = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    before, between, after = revisions.partition("..")
    sides = [_commit(folder, before), _commit(folder, after) if between else None]
    named = [str(Path(path).resolve()) for path in paths]
    wanted = [side for side in sides if side]
    changed = _git(top, "diff", "--name-only", "-z", "--no-renames", *wanted, "--", *named).split("\0")
    if not between:
        changed += _git(top, "ls-files", "--others", "--exclude-standard", "-z", "--", *named).split("\0")
    names = sorted(name for name in changed if name.endswith((".json", ".jsonl")))
    old, new = ([source for name in names for source in _version(top, side, name)] for side in sides)
    return old, new


def _commit(folder: Path, revision: str) -> str:
    """The name of the commit of a revision, which git can take for nothing else."""
    name = (revision or "HEAD") + "^{commit}"
    try:
        return _git(folder, "rev-parse", "--verify", "--end-of-options", name).split()[-1]
    except UnreadableFile as error:
        raise UnreadableFile(str(folder), f"git knows no revision {revision or 'HEAD'}: {error.why}") from error


def _version(top: Path, commit: str | None, name: str) -> Iterator[Source]:
    """The documents of a file in a commit, or on the disk; none where it is not there."""
    if commit is None:
        yield from (source for source in sources([str(top / name)]) if (top / name).exists())
    elif _git(top, "ls-tree", "--name-only", "-z", commit, "--", name):
        data = run(top, "cat-file", "blob", f"{commit}:{name}")
        lines = enumerate(data.split(b"\n"), 1) if name.endswith(".jsonl") else [(1, data)]
        yield from (Source(f"{commit[:12]}:{name}", line, number) for number, line in lines if line.strip())
