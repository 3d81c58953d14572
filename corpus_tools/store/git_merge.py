"""What a `git merge` that is under way is going to ask of its driver: all records that both sides changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple

from ..errors import UnreadableFile
from .git import run

_HEAD = "GITHEAD_"
"""`git merge` tells its children by variables of this beginning which commits it merges into ours."""


class Question(NamedTuple):
    """A file that both sides changed, and what git calls its three versions: those of base, ours and theirs."""

    place: str
    blobs: tuple[str, str, str]


class GitMerge(NamedTuple):
    """A merge of one commit into another one."""

    ours: str
    theirs: str

    def questions(self) -> Iterator[Question]:
        """Every record that the sides changed in different ways; none if they were not made of one commit."""
        bases = run(Path(), "merge-base", "--all", self.ours, self.theirs).decode().split()
        if len(bases) == 1:
            mine, other = (_changed(bases[0], side) for side in self)
            for place, (base, ours) in mine.items():
                if place in other and ours != other[place][1]:
                    yield Question(place, (base, ours, other[place][1]))


def under_way() -> GitMerge | None:
    """The merge that has started this process; None where git is doing something else, or merges several commits.

    Raises:
        UnreadableFile: git is not there, or this is no repository.
    """
    theirs = [name.removeprefix(_HEAD) for name in os.environ if name.startswith(_HEAD)]
    return GitMerge(run(Path(), "rev-parse", "HEAD").decode().strip(), theirs[0]) if len(theirs) == 1 else None


def _changed(base: str, side: str) -> Mapping[str, tuple[str, str]]:
    """The records that a side changed, and what git calls their contents before and after."""
    call = ("diff-tree", "-r", "-z", "--no-abbrev", "--no-renames", "--diff-filter=M", base, side)
    told = run(Path(), *call).decode("utf-8", "surrogateescape").split("\0")
    blobs = (about.split()[2:4] for about in told[:-1:2])
    return {name: (before, after) for (before, after), name in zip(blobs, told[1::2], strict=True) if _is_record(name)}


def _is_record(name: str) -> bool:
    return name.endswith(".json")


def contents(questions: Iterable[Question]) -> Iterator[tuple[Question, list[bytes]]]:
    """Questions with the three versions, read by one call of git.

    Raises:
        UnreadableFile: git does not have one of them.
    """
    call = ["git", "cat-file", "--batch"]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as git:
        assert git.stdin is not None
        assert git.stdout is not None
        for question in questions:
            yield question, [_content(git.stdin, git.stdout, blob) for blob in question.blobs]


def _content(asking: IO[bytes], answers: IO[bytes], blob: str) -> bytes:
    asking.write(f"{blob}\n".encode())
    asking.flush()
    told = answers.readline().split()
    if len(told) != 3:
        raise UnreadableFile(blob, "git does not have it")
    data = answers.read(int(told[2]))
    answers.read(1)  # a line ends here
    return data
