"""Files that are no files, links that lead elsewhere, and writing that goes wrong: a file is the old or the new one."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.canonical import canonical
from corpus_tools.errors import UnreadableFile
from corpus_tools.store import source as store_source
from corpus_tools.store import sources, write_atomically

from .shorthand import source

SECONDS = 30
SOUND = source({"text": "Ada wrote to Charles.", "id": "sound"})
FORMATTED = canonical(SOUND.decode()).encode()
UNTIDY = {"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Ada "}]}
posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and limits of POSIX")


def run(*arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, which may do something else before."""
    script = f"import os, resource, signal, sys\n{code}\nfrom corpus_tools.__main__ import main\nmain()"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.json").write_bytes(SOUND)
    return tmp_path


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def lost(path: Path) -> None:
    path.symlink_to("nowhere.json")


def bound(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
    os.chdir(here)


@posix
@pytest.mark.parametrize("make", [pipe, endless, circle, lost, bound])
def test_what_is_no_file_is_said_and_the_rest_goes_on(make: Callable[[Path], None], folder: Path) -> None:
    make(folder / "a.json")
    done = run("validate", folder)
    assert done.returncode == 2
    assert "a.json: error" in done.stdout
    assert "1 document in 2 files checked: no findings, 1 file could not be read" in done.stdout


@posix
def test_a_folder_that_holds_itself_is_walked_once(folder: Path) -> None:
    (folder / "again").symlink_to(folder)
    assert len(list(sources([str(folder)]))) == 1


@posix
def test_a_device_that_was_asked_for_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_source, "MAX_DOCUMENT", 2**16)
    (found,) = sources(["/dev/zero"])
    assert "larger than" in (found.error or "")


@pytest.mark.parametrize("end", [b"", b"\n{}\n"])
def test_a_line_without_end_is_refused(end: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_source, "MAX_DOCUMENT", 2**16)
    (tmp_path / "a.jsonl").write_bytes(b"{}\n" + b" " * 2**17 + end)
    first, second = sources([str(tmp_path / "a.jsonl")])
    assert first.error is None
    assert "the line is longer" in (second.error or "")


@posix
@pytest.mark.parametrize("command", [["fmt"], ["validate", "--fix"], ["migrate"]])
def test_links_in_a_folder_are_read_and_not_written_through(command: list[str], tmp_path: Path) -> None:
    untidy = source({"text": "Ada wrote.", "id": "b", "entities": [UNTIDY]})
    (tmp_path / "elsewhere.json").write_bytes(untidy)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "b.json").symlink_to(tmp_path / "elsewhere.json")
    assert run("validate", tmp_path / "corpus").returncode == 1
    done = run(*command, tmp_path / "corpus")
    assert "link" in done.stderr
    assert (tmp_path / "elsewhere.json").read_bytes() == untidy


ELSEWHERE = ["/dev/zero", "/dev/stdin", "../outside.json", "pipe", "a\\u0000b", "C:\\\\outside.json", "b.json"]


@posix
@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_manifest_leads_nowhere_else(path: str, folder: Path) -> None:
    pipe(folder / "pipe")
    tagsets, files = f'[{{"path": "{path}"}}]', f'[{{"path": "{path}", "sha256": "{"0" * 64}"}}]'
    manifest = f'{{"format_version": "1.0", "articles": {{"path": "{path}"}}, "tagsets": {tagsets}, "files": {files}}}'
    (folder / "corpus.json").write_text(manifest)
    done = run("validate", "--output-format", "json", folder)
    assert done.returncode == 1
    assert {Path(finding["file"]).name for finding in json.loads(done.stdout)["findings"]} == {"corpus.json"}


@posix
def test_an_undo_file_replaces_nothing_but_tag_sets(folder: Path) -> None:
    (folder / "mine.txt").write_text("mine")
    for name in ("mine.txt", "b.json"):
        undo = {"format_version": "1.0", "refactor": "x", "records": {}, "tagset": {name: '{"entity_types": []}'}}
        (folder / "hostile.undo").write_text(json.dumps(undo))
        assert run("refactor", "undo", folder / "hostile.undo").returncode == 2
    assert (folder / "mine.txt").read_text() == "mine"
    assert (folder / "b.json").read_bytes() == SOUND


def test_a_name_too_long_for_the_system_is_no_fault_of_ours() -> None:
    done = run("validate", "a" * 5000 + ".json")
    assert done.returncode == 2
    assert "internal error" not in done.stderr


@posix
def test_a_full_disk_leaves_the_old_file_and_nothing_else(folder: Path) -> None:
    done = run("fmt", folder, code="resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))")
    assert done.returncode == 2
    assert "b.json" in done.stderr
    assert (folder / "b.json").read_bytes() == SOUND
    assert os.listdir(folder) == ["b.json"]


def test_a_folder_that_cannot_be_written_to_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(UnreadableFile, match="Read-only file system"):
        write_atomically(folder / "b.json", b"new")
    assert (folder / "b.json").read_bytes() == SOUND


KILLED = """
real, count = os.{step}, []
def kill(*a, **k):
    count.append(1)
    if len(count) == {number}:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*a, **k)
os.{step} = kill
"""
"""Kills the process at a call of a function, counted from 1."""


@posix
@pytest.mark.parametrize("step", ["fsync", "chmod", "replace", "close"])
@pytest.mark.parametrize("number", [1, 7])
def test_work_that_is_killed_leaves_whole_files_and_can_be_done_again(step: str, number: int, tmp_path: Path) -> None:
    for index in range(10):
        (tmp_path / f"{index}.json").write_bytes(SOUND.replace(b"sound", b"sound%d" % index))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    after = {name: canonical(data.decode()).encode() for name, data in before.items()}
    killed = run("fmt", tmp_path, code=KILLED.format(step=step, number=number))
    assert killed.returncode == -9
    assert all((tmp_path / name).read_bytes() in (before[name], after[name]) for name in before)
    again = run("fmt", tmp_path)
    assert again.returncode == 0
    assert {name: (tmp_path / name).read_bytes() for name in before} == after
    assert len(list(sources([str(tmp_path)]))) == len(before)


@posix
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe(tmp_path / "out")
    with open(os.open(tmp_path / "out", os.O_RDWR), "rb", buffering=0) as reading:
        write_atomically(tmp_path / "out", b"said")
        assert reading.read(4) == b"said"
    assert stat.S_ISFIFO((tmp_path / "out").stat().st_mode)
    assert os.listdir(tmp_path) == ["out"]


def test_of_two_writers_the_second_is_refused_even_at_the_last_moment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def interrupted(handle: int) -> None:
        real(handle)
        (folder / "b.json").write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(UnreadableFile, match="changed by somebody else"):
        write_atomically(folder / "b.json", b"ours", expected=SOUND)
    assert (folder / "b.json").read_bytes() == b"theirs"
    assert os.listdir(folder) == ["b.json"]


def test_a_file_that_changes_while_it_is_read_is_not_overwritten(folder: Path) -> None:
    code = (
        "from corpus_tools.engine import rewrite\nreal = rewrite.canonical\n"
        f"def slow(text):\n open({str(folder / 'b.json')!r}, 'w').write('theirs')\n return real(text)\n"
        "rewrite.canonical = slow"
    )
    done = run("fmt", folder, code=code)
    assert done.returncode == 2
    assert "changed by somebody else" in done.stderr
    assert (folder / "b.json").read_text() == "theirs"
