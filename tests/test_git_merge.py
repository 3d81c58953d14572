"""Real repositories with the merge driver: whatever git does, records stay valid and nobody's work is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.canonical import canonical
from corpus_tools.decode import parse
from corpus_tools.diff.resolve import conflicts
from corpus_tools.model import Record
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets
from corpus_tools.validation import Selection, check

ROOT = Path(__file__).parents[1]
TEXT = "Mira Oldane waved.\n\nThen Mira left the old harbour in Port Vale."
Tree = dict[str, Any]
Change = Callable[[Tree], object]


def entity(name: str, words: str, kind: str = "PER", **more: Any) -> Tree:
    start = TEXT.index(words)
    return {"id": name, "type": kind, "spans": [{"start": start, "end": start + len(words), "text": words}], **more}


def base() -> Tree:
    found = [entity("t1", "Mira Oldane"), entity("t2", "harbour", "FAC"), entity("t3", "Port Vale", "LOC")]
    layers = [{"annotator": "ada", "entities": found}, {"annotator": "ben", "entities": [entity("t1", "Mira Oldane")]}]
    return {"format_version": "1.0", "id": "a", "text": TEXT, "layers": layers}


class Repository:
    """A repository with one record, the driver installed in it, and a folder that git finds the program in."""

    def __init__(self, folder: Path, name: str = "corpus/a.json") -> None:
        self.top, self.name = folder / "repository", name
        self.path = self.top / name
        self._programs = folder / "bin"
        self.path.parent.mkdir(parents=True)
        self._programs.mkdir()
        self.git("init", "-q", "-b", "main")
        for key, value in (("user.name", "a"), ("user.email", "a@b.c"), ("commit.gpgsign", "false")):
            self.git("config", key, value)
        self.set_up_program()
        self.tools("git", "install", str(self.path.parent))

    def set_up_program(self) -> None:
        script = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m corpus_tools "$@"\n'
        (self._programs / "corpus-tools").write_text(script)
        (self._programs / "corpus-tools").chmod(0o755)

    def lose_program(self) -> None:
        (self._programs / "corpus-tools").unlink()

    def git(self, *arguments: str, code: int | None = 0) -> str:
        done = self._run("git", *arguments)
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def tools(self, *arguments: str, code: int = 0) -> str:
        done = self._run(str(self._programs / "corpus-tools"), *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def _run(self, *call: str) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        environment |= {"PATH": f"{self._programs}:/usr/bin:/bin", "HOME": str(self.top), "GIT_EDITOR": "true"}
        environment |= {"GIT_CONFIG_NOSYSTEM": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.run(call, cwd=self.top, capture_output=True, encoding="utf-8", env=environment, check=False)

    def write(self, tree: Tree, name: str | None = None) -> None:
        path = self.top / (name or self.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(canonical(json.dumps(tree)), encoding="utf-8")

    def commit(self, message: str = "x") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def change(self, change: Change, message: str = "x") -> None:
        """Change the record and commit it."""
        tree = json.loads(self.path.read_text(encoding="utf-8"))
        change(tree)
        self.write(tree)
        self.commit(message)

    def branch(self, name: str, start: str = "main") -> None:
        self.git("checkout", "-q", "-B", name, start)

    def record(self, name: str | None = None) -> Record:
        """The record as it is, which is always a valid one."""
        path = self.top / (name or self.name)
        found = check(Source(str(path), path.read_bytes()), TagSets(), Selection())
        assert not [finding for finding in found if finding.severity == "error"]
        return parse(path.read_bytes(), str(path))

    @property
    def unmerged(self) -> list[str]:
        listed = self.git("-c", "core.quotePath=false", "ls-files", "-u").splitlines()
        return sorted({line.split("\t")[1] for line in listed})


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write(base())
    made.commit("base")
    return made


def ada(tree: Tree) -> list[Any]:
    found: list[Any] = tree["layers"][0]["entities"]
    return found


def relabel(kind: str, at: int = 0) -> Change:
    return lambda tree: ada(tree)[at].update(type=kind)


def note(words: str, at: int) -> Change:
    return lambda tree: ada(tree)[at].update(note=words)


def add(name: str, words: str, kind: str = "PER") -> Change:
    return lambda tree: ada(tree).append(entity(name, words, kind))


def drop(at: int) -> Change:
    return lambda tree: ada(tree).pop(at)


def marked(record: Record, layer: str = "ada") -> dict[str, str]:
    """The words of the entities of a layer with their types."""
    [found] = [one for one in record.layers if one.name == layer]
    return {part.spans[0].text: part.type for part in found.entities or ()}


def stored(record: Record) -> list[tuple[str, str]]:
    return [(one.conflict["class"], str(one.conflict.get("annotation", ""))) for one in conflicts(record)]


def two_sides(repository: Repository, ours: Change, theirs: Change) -> None:
    """A branch with their change, and ours on main."""
    repository.branch("side")
    repository.change(theirs, "theirs")
    repository.git("checkout", "-q", "main")
    repository.change(ours, "ours")


def test_installing_is_told_and_taken_back(repository: Repository) -> None:
    attributes = repository.top / ".gitattributes"
    assert attributes.read_text() == "corpus/**/*.json merge=corpus-tools diff=corpus-tools\n"
    assert "git merges and shows" in repository.tools("git", "install", "--check", "corpus")
    repository.tools("git", "install", "corpus")
    assert len(attributes.read_text().splitlines()) == 1
    repository.tools("git", "install", "--uninstall", "corpus")
    assert not attributes.exists()
    missing = repository.tools("git", "install", "--check", "corpus", code=1)
    assert missing.count("is not set") == 3
    assert ".gitattributes has no line" in missing


def test_changes_at_neighbouring_lines_are_merged(repository: Repository) -> None:
    two_sides(repository, relabel("ORG", 0), note("which one?", 1))
    repository.git("merge", "-q", "--no-edit", "side")
    record = repository.record()
    assert marked(record)["Mira Oldane"] == "ORG"
    assert record.layers[0].entities[1].note == "which one?"  # type: ignore[index]
    assert not stored(record)


def test_new_annotations_get_ids_of_their_own(repository: Repository) -> None:
    two_sides(repository, add("t4", "waved", "EVENT"), add("t4", "Mira left"))
    repository.git("merge", "-q", "--no-edit", "side")
    record = repository.record()
    assert {"waved", "Mira left"} <= marked(record).keys()


def test_a_conflict_is_stored_told_and_resolved(repository: Repository) -> None:
    two_sides(repository, relabel("ORG"), relabel("GPE"))
    said = repository.git("merge", "--no-edit", "side", code=1)
    assert "k1 type of t1" in said
    assert repository.unmerged == [repository.name]
    record = repository.record()
    assert stored(record) == [("type", "t1")]
    assert marked(record)["Mira Oldane"] == "PER"
    repository.tools("conflicts", repository.name, "--resolve", "t1=theirs")
    repository.commit("merged")
    assert marked(repository.record())["Mira Oldane"] == "GPE"


def test_rebase(repository: Repository) -> None:
    two_sides(repository, relabel("ORG"), relabel("GPE"))
    repository.git("checkout", "-q", "side")
    repository.git("rebase", "main", code=1)
    [conflict] = conflicts(repository.record())
    assert (conflict.conflict["ours"], conflict.conflict["theirs"]) == ("ORG", "GPE")
    repository.tools("conflicts", repository.name, "--resolve", "k1=theirs")
    repository.git("add", "-A")
    repository.git("rebase", "--continue")
    assert marked(repository.record())["Mira Oldane"] == "GPE"


def test_cherry_pick(repository: Repository) -> None:
    two_sides(repository, add("t4", "waved", "EVENT"), relabel("FAC", 2))
    repository.git("cherry-pick", "side")
    assert marked(repository.record()) == {
        "Mira Oldane": "PER",
        "harbour": "FAC",
        "Port Vale": "FAC",
        "waved": "EVENT",
    }


def test_stash_pop(repository: Repository) -> None:
    tree = base()
    note("mine", 2)(tree)
    relabel("ORG", 1)(tree)
    repository.write(tree)
    repository.git("stash", "-q")
    repository.change(relabel("GPE", 1))
    repository.git("stash", "pop", code=1)
    record = repository.record()
    assert stored(record) == [("type", "t2")]
    assert record.layers[0].entities[2].note == "mine"  # type: ignore[index]
    assert "stash@{0}" in repository.git("stash", "list")


def test_criss_cross(repository: Repository) -> None:
    two_sides(repository, add("t4", "waved", "EVENT"), add("t5", "old", "FAC"))
    repository.git("branch", "ours-before")
    repository.git("merge", "-q", "--no-edit", "side")
    repository.change(note("a", 0))
    repository.branch("other", "side")
    repository.git("merge", "-q", "--no-edit", "ours-before")
    repository.change(note("b", 1))
    repository.git("merge", "-q", "--no-edit", "main")
    record = repository.record()
    assert {"waved", "old"} <= marked(record).keys()
    assert len(marked(record)) == len(record.layers[0].entities or ())
    assert not stored(record)


def test_criss_cross_with_a_conflict_in_the_common_past(repository: Repository) -> None:
    two_sides(repository, relabel("ORG"), relabel("GPE"))
    repository.git("branch", "ours-before")
    repository.git("merge", "--no-edit", "side", code=1)
    repository.tools("conflicts", repository.name, "--resolve", "k1=ours")
    repository.commit()
    repository.branch("other", "side")
    repository.git("merge", "--no-edit", "ours-before", code=1)
    repository.tools("conflicts", repository.name, "--resolve", "k1=ours")
    repository.commit()
    repository.change(note("b", 1))
    repository.git("merge", "--no-edit", "main", code=None)
    record = repository.record()
    values = [one.conflict for one in conflicts(record)]
    assert {"ORG", "GPE"} <= {value[side] for value in values for side in ("ours", "theirs") if side in value}


def test_a_rename_with_changes_on_both_sides(repository: Repository) -> None:
    repository.branch("side")
    repository.change(relabel("ORG"))
    repository.git("checkout", "-q", "main")
    repository.git("mv", repository.name, "corpus/b.json")
    tree = json.loads((repository.top / "corpus/b.json").read_text())
    add("t4", "waved", "EVENT")(tree)
    repository.write(tree, "corpus/b.json")
    repository.commit()
    repository.git("merge", "-q", "--no-edit", "side")
    assert not repository.path.exists()
    found = marked(repository.record("corpus/b.json"))
    assert (found["Mira Oldane"], found["waved"]) == ("ORG", "EVENT")


def test_the_same_file_added_on_both_sides(repository: Repository) -> None:
    one, other = base(), base()
    relabel("ORG")(one)
    add("t4", "waved", "EVENT")(other)
    repository.branch("side")
    repository.write({**other, "id": "n"}, "corpus/n.json")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write({**one, "id": "n"}, "corpus/n.json")
    repository.commit()
    repository.git("merge", "--no-edit", "side", code=1)
    record = repository.record("corpus/n.json")
    assert {"Mira Oldane", "harbour", "Port Vale", "waved"} == marked(record).keys()
    assert [class_ for class_, _ in stored(record)] == ["add_add"]


def test_a_file_deleted_here_and_changed_there(repository: Repository) -> None:
    repository.branch("side")
    repository.change(relabel("ORG"))
    repository.git("checkout", "-q", "main")
    repository.git("rm", "-q", repository.name)
    repository.commit()
    repository.git("merge", "--no-edit", "side", code=1)
    assert repository.unmerged == [repository.name]
    assert marked(repository.record())["Mira Oldane"] == "ORG"


def test_an_annotation_deleted_here_and_changed_there(repository: Repository) -> None:
    two_sides(repository, drop(2), note("which one?", 2))
    repository.git("merge", "--no-edit", "side", code=1)
    assert stored(repository.record()) == [("delete_modify", "t3")]


def test_an_annotation_deleted_here_alone_is_gone(repository: Repository) -> None:
    two_sides(repository, drop(2), relabel("ORG"))
    repository.git("merge", "-q", "--no-edit", "side")
    assert marked(repository.record()) == {"Mira Oldane": "ORG", "harbour": "FAC"}


@pytest.mark.parametrize(
    "name", ["corpus/two words.json", "corpus/Łódź 東京.json", "my corpus/a'b $(x).json", "é/a;b.json"]
)
def test_names_of_files(tmp_path: Path, name: str) -> None:
    repository = Repository(tmp_path, name)
    repository.write(base())
    repository.commit()
    two_sides(repository, relabel("ORG"), relabel("GPE"))
    said = repository.git("merge", "--no-edit", "side", code=1)
    assert f"{name}: k1 type of t1" in said
    assert stored(repository.record()) == [("type", "t1")]
    assert sorted(path.name for path in repository.top.iterdir() if not path.name.startswith(".git")) == [
        name.split("/")[0]
    ]


@pytest.mark.parametrize("name", ["corpus/a.json", "my corpus/a'b $(touch x).json"])
def test_a_missing_program_loses_nothing(tmp_path: Path, name: str) -> None:
    repository = Repository(tmp_path, name)
    repository.write(base())
    repository.commit()
    two_sides(repository, relabel("ORG"), add("t4", "waved", "EVENT"))
    repository.lose_program()
    said = repository.git("merge", "--no-edit", "side", code=1)
    assert "corpus-tools is not installed" in said
    assert repository.unmerged == [name]
    assert marked(repository.record())["Mira Oldane"] == "ORG"
    assert not (repository.top / "x").exists()
    assert '"ORG"' in repository.git("show", f":2:{name}")
    assert '"waved"' in repository.git("show", f":3:{name}")
    assert repository.git("log", "-p", "-1")
    repository.set_up_program()
    repository.git("checkout", "--merge", "--", name)
    assert marked(repository.record()) == {
        "Mira Oldane": "ORG",
        "waved": "EVENT",
        "harbour": "FAC",
        "Port Vale": "LOC",
    }


def test_texts_that_were_both_changed_are_kept_whole(repository: Repository) -> None:
    def retext(ending: str) -> Change:
        return lambda tree: tree.update(text=TEXT + ending)

    two_sides(repository, retext(" One."), retext(" Two."))
    said = repository.git("merge", "--no-edit", "side", code=1)
    assert "both sides changed the text" in said
    record = repository.record()
    assert record.text.endswith("One.")
    assert [one.conflict["theirs"]["text"] for one in conflicts(record)] == [TEXT + " Two."]
    repository.tools("conflicts", repository.name, "--resolve", "k1=theirs")
    assert repository.record().text.endswith("Two.")


def test_a_file_that_is_no_record_is_merged_by_line(repository: Repository) -> None:
    repository.path.write_text("{\n1\n2\n")
    repository.commit()
    repository.branch("side")
    repository.path.write_text("{\n1\n3\n")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.path.write_text("{\n1\n4\n")
    repository.commit()
    said = repository.git("merge", "--no-edit", "side", code=1)
    assert "merged line by line" in said
    assert repository.path.read_text().count("<<<<<<<") == 1


def test_git_diff_shows_annotations(repository: Repository) -> None:
    repository.path.write_text(json.dumps(base()))
    repository.commit()
    tree = base()
    relabel("ORG")(tree)
    repository.path.write_text(json.dumps(tree))
    shown = repository.git("diff")
    assert [line for line in shown.splitlines() if line[:2] in ("- ", "+ ")] == [
        '-   {"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},',
        '+   {"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},',
    ]
