"""A merge of many files is done by the first call of the driver; what comes of it is what single calls would make."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_tools.canonical import canonical_record
from corpus_tools.decode import parse
from corpus_tools.diff.merge import merge

from .test_git_merge import Change, Repository, base, drop, marked, note, relabel, stored

NAMES = [f"corpus/{name}.json" for name in ("a", "b", "é f", "d", "sub/e", "f", "c")]
CONFLICTS = "corpus/c.json"


@pytest.fixture
def many(tmp_path: Path) -> Repository:
    """A repository with records that both sides changed, in one of them in different ways."""
    repository = Repository(tmp_path)
    write(repository, lambda tree: None)
    repository.branch("side")
    write(repository, note("which one?", 1), relabel("GPE"))
    repository.git("checkout", "-q", "main")
    write(repository, relabel("GPE", 2), relabel("ORG"))
    return repository


def write(repository: Repository, change: Change, otherwise: Change | None = None) -> None:
    """Commit all records, each changed; where sides are to disagree, otherwise."""
    for name in NAMES:
        path = repository.top / name
        tree = (
            json.loads(path.read_text(encoding="utf-8")) if path.exists() else {**base(), "id": f"r{NAMES.index(name)}"}
        )
        (otherwise if otherwise and name == CONFLICTS else change)(tree)
        repository.write(tree, name)
    repository.commit()


def calls(repository: Repository) -> int:
    """How often Python was started for a merge since this was asked last."""
    log = repository.top.parent / "calls"
    found = log.read_text().splitlines() if log.exists() else []
    log.write_text("")
    return found.count("git merge-driver")


def count_calls(repository: Repository) -> None:
    program = repository.top.parent / "bin" / "corpus-tools"
    first, rest = program.read_text().split("\n", 1)
    program.write_text(f'{first}\necho "$1 $2" >> "{repository.top.parent}/calls"\n{rest}')


def version(repository: Repository, revision: str, name: str) -> bytes:
    return repository.git("show", f"{revision}:{name}").encode()


def test_python_starts_for_the_first_file_and_for_those_in_conflict(many: Repository) -> None:
    count_calls(many)
    many.git("merge", "--no-edit", "side", code=1)
    assert calls(many) == 2
    assert many.unmerged == [CONFLICTS]
    assert stored(many.record(CONFLICTS)) == [("type", "t1")]
    for name in set(NAMES) - {CONFLICTS}:
        before, ours, theirs = (parse(version(many, one, name), name) for one in ("main~1", "main", "side"))
        assert (many.top / name).read_text(encoding="utf-8") == canonical_record(merge(before, ours, theirs).record)


def test_a_merge_that_is_done_again_is_done_ahead_again(many: Repository) -> None:
    many.git("merge", "--no-edit", "side", code=1)
    many.git("merge", "--abort")
    count_calls(many)
    many.git("merge", "--no-edit", "side", code=1)
    assert calls(many) == 2
    assert marked(many.record(NAMES[0]))["Port Vale"] == "GPE"


def test_what_is_left_of_one_merge_does_no_harm_in_the_next(many: Repository) -> None:
    many.git("merge", "--no-edit", "side", code=1)
    many.git("merge", "--abort")
    write(many, drop(0), relabel("PER"))
    many.git("merge", "-q", "--no-edit", "side")
    found = many.record(NAMES[0])
    assert marked(found) == {"harbour": "FAC", "Port Vale": "GPE"}
    assert next(part.note for part in found.layers[0].entities or ()) == "which one?"


def test_a_few_files_and_other_ways_to_merge_are_done_one_by_one(many: Repository) -> None:
    many.git("checkout", "-q", "side")
    count_calls(many)
    many.git("rebase", "main", code=1)
    assert calls(many) == len(NAMES)
    assert not (many.top / ".git" / "corpus-tools").exists()


def test_uninstalling_leaves_nothing(many: Repository) -> None:
    many.git("merge", "--no-edit", "side", code=1)
    assert (many.top / ".git" / "corpus-tools").exists()
    many.tools("git", "install", "--uninstall", "corpus")
    assert not (many.top / ".git" / "corpus-tools").exists()
