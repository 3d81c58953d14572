"""Files checked again as they are saved: only what changed is told."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from corpus_tools import cli, schema
from corpus_tools.engine.project import Project, project
from corpus_tools.engine.watch import Change, Look, change, watch_files
from corpus_tools.findings import Finding
from corpus_tools.fixing import fresh

from .shorthand import source

PATIENCE = 30
"""Seconds until a test gives up on a line."""


def record(words: str = "Charles", *, type: str = "PER", text: str = "Ada wrote to Charles.") -> bytes:
    entity = {"id": "t1", "type": type, "spans": [{"start": 13, "end": 20, "text": words}]}
    return source({"text": text, "id": "letter", "entities": [entity]})


def made_up(code: str, message: str, line: int = 1) -> Finding:
    return Finding(code=code, rule="made-up", severity="error", message=message, line=line)


found = st.lists(
    st.builds(made_up, st.sampled_from(["SPN003", "ENT001"]), st.sampled_from("abc"), st.integers(1, 9)), max_size=6
)


@given(found, found)
def test_what_is_new_and_what_is_gone_lead_from_one_look_to_the_next(
    before: list[Finding], after: list[Finding]
) -> None:
    new, gone = fresh(after, before), fresh(before, after)
    assert len(before) + len(new) - len(gone) == len(after)
    assert not fresh(new, after)
    assert not fresh(gone, before)
    assert not {(f.code, f.message) for f in new} & {(f.code, f.message) for f in gone}


@given(found)
def test_what_only_moved_is_no_change(before: list[Finding]) -> None:
    moved = [made_up(f.code, f.message, (f.line or 0) + 7) for f in reversed(before)]
    assert change("a.json", Look(before), Look(moved)) is None


def test_a_file_that_cannot_be_read_is_told_once() -> None:
    lost = Look(error="no such file")
    assert change("a.json", Look(), lost) == Change("a.json", [], [], 0, "no such file")
    assert change("a.json", lost, lost) is None


class Saving:
    """A folder whose files are saved while it is watched: each round saves some, and collects what is told."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.told, self.unnoticed = folder, list[Change](), set[str]()

    def start(self) -> Project:
        return project([str(self.folder)])

    def watch(self, *rounds: Mapping[str, bytes | None]) -> list[dict[str, tuple[list[str], list[str]]]]:
        """For each round the files that changed, with the codes of what is new and gone."""

        def saved() -> Iterator[Collection[Path]]:
            for files in rounds:
                for name, data in files.items():
                    path = self.folder / name
                    path.unlink() if data is None else path.write_bytes(data)
                yield {(self.folder / name).resolve() for name in files if name not in self.unnoticed}

        told = []
        for changes in watch_files([str(self.folder)], self.start, saved()):
            self.told += changes
            told.append({Path(c.file).name: ([f.code for f in c.new], [f.code for f in c.gone]) for c in changes})
        return told


@pytest.fixture
def saving(tmp_path: Path) -> Saving:
    return Saving(tmp_path)


def test_each_save_tells_what_changed_in_its_file(saving: Saving) -> None:
    told = saving.watch(
        {"a.json": record(), "b.json": record("Charlie")},
        {"a.json": record("Karl")},
        {"a.json": record("Karl", text="Ada wrote to Charles again.")},
        {"a.json": record(), "b.json": record("Charlie")},
        {"b.json": None},
        {},
    )
    assert told == [
        {"b.json": (["SPN003"], [])},
        {"a.json": (["SPN003"], [])},
        {},
        {"a.json": ([], ["SPN003"])},
        {"b.json": ([], ["SPN003"])},
        {},
    ]
    assert [change.left for change in saving.told] == [1, 1, 0, 0]


def test_other_files_are_passed_over(saving: Saving) -> None:
    assert saving.watch({"a.json": record()}, {".b.json": record("Karl"), "c.json~": record("Karl")}) == [{}, {}]


def test_only_files_that_were_saved_are_read(saving: Saving) -> None:
    saving.unnoticed = {"b.json"}
    both = {"a.json": record(), "b.json": record()}
    assert saving.watch(both, dict.fromkeys(both, record("Karl"))) == [{}, {"a.json": (["SPN003"], [])}]


def test_each_line_of_a_file_counts(saving: Saving) -> None:
    two = record("Karl") + b"\n"
    assert saving.watch({"a.jsonl": two}, {"a.jsonl": two * 3}, {"a.jsonl": two}) == [
        {"a.jsonl": (["SPN003"], [])},
        {"a.jsonl": (["SPN003", "SPN003"], [])},
        {"a.jsonl": ([], ["SPN003", "SPN003"])},
    ]


def test_settings_that_were_saved_hold_for_every_file(saving: Saving) -> None:
    told = saving.watch(
        {"a.json": record("Karl")},
        {"corpus.toml": b'[validate]\nignore = ["SPN"]\n'},
        {"corpus.toml": b"[validate]\nignroe = []\n"},
        {"corpus.toml": b"[validate]\nextend-select = []\n"},
        {"corpus.toml": b'[validate]\nexclude = ["a.json"]\n'},
        {"corpus.toml": None},
    )
    assert told == [
        {"a.json": (["SPN003"], [])},
        {"a.json": ([], ["SPN003"])},
        {"settings": ([], [])},
        {"a.json": (["SPN003"], [])},
        {"a.json": ([], ["SPN003"])},
        {"a.json": (["SPN003"], [])},
    ]
    assert "ignroe" in (saving.told[2].error or "")


def test_a_manifest_or_tag_set_that_was_saved_holds_for_every_file(saving: Saving) -> None:
    manifest = json.loads((Path(__file__).parents[1] / "corpus" / "corpus.json").read_bytes())
    manifest["tagsets"] = [{"id": "own", "version": "1.0.0", "path": "own.json"}]
    builtin = json.loads((schema.folder() / "political-news.tagset.json").read_bytes())
    harbour = {"name": "SHIP", "definition": "Use SHIP for a ship or boat."}

    def tagset(*types: Any) -> bytes:
        return json.dumps(
            {**builtin, "id": "own", "version": "1.0.0", "entity_types": [*builtin["entity_types"], *types]}
        ).encode()

    (saving.folder / "corpus.toml").write_bytes(b'[validate]\nselect = ["TAG001"]\n')
    told = saving.watch(
        {"own.json": tagset(), "a.json": record(type="SHIP")},
        {"corpus.json": json.dumps(manifest).encode()},
        {"own.json": tagset(harbour)},
        {"own.json": tagset()},
        {"own.json": None},
    )
    assert told == [
        {},
        {"a.json": (["TAG001"], [])},
        {"a.json": ([], ["TAG001"])},
        {"a.json": (["TAG001"], [])},
        {"a.json": ([], ["TAG001"])},
    ]


def _heed_ctrl_c() -> None:
    """What is started by a shell in the background is told to ignore it, and so would be what it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Screen:
    """The lines that a program prints, as they come."""

    def __init__(self, *command: str, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONUTF8": "1"}
        self.program = subprocess.Popen(
            [sys.executable, "-m", "corpus_tools", *command], cwd=folder, env=environment, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=None if os.name == "nt" else _heed_ctrl_c,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.program.stdout or ():
            self._lines.put(line)

    def until(self, words: str) -> list[str]:
        """The lines up to the first one with some words in it."""
        lines = [self._lines.get(timeout=PATIENCE)]
        while words not in lines[-1]:
            lines.append(self._lines.get(timeout=PATIENCE))
        return lines

    def close(self) -> None:
        self.program.kill()
        self.program.wait()
        if self.program.stdout:
            self.program.stdout.close()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    pytest.importorskip("watchfiles")
    (tmp_path / "a.json").write_bytes(record())
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.json").write_bytes(record("Karl"))
    screen = Screen("validate", "--watch", ".", folder=tmp_path)
    yield screen
    screen.close()


def test_a_file_that_is_saved_shows_what_changed(screen: Screen, tmp_path: Path) -> None:
    first = screen.until("watching")
    assert [line for line in first if "SPN003" in line]
    assert "b.json: 1 new, 0 gone, 1 left" in first[0]
    (tmp_path / "inner" / "b.json").write_bytes(record("Carl"))
    assert "b.json: 1 new, 1 gone, 1 left" in screen.until("gone: error SPN003")[0]
    (tmp_path / "a.json").write_bytes(record("Bob"))
    assert "a.json: 1 new, 0 gone, 1 left" in screen.until("error SPN003")[0]
    other = tmp_path / "a.json.tmp"
    other.write_bytes(record())
    shutil.move(other, tmp_path / "a.json")
    assert "a.json: 0 new, 1 gone, 0 left" in screen.until("gone: error SPN003")[-2]
    if os.name != "nt":  # where a signal goes to the whole console
        screen.program.send_signal(signal.SIGINT)
        assert screen.program.wait(PATIENCE) == 0


@pytest.mark.parametrize("option", [["--fix"], ["--statistics"], ["--output-format", "json"], ["-o", "x"]])
def test_what_does_not_go_with_watching_is_refused(option: list[str], tmp_path: Path) -> None:
    result = CliRunner(env={"NO_COLOR": "1"}).invoke(cli.app, ["validate", "--watch", str(tmp_path), *option])
    assert result.exit_code == 2


def test_without_the_library_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "corpus_tools.store.watching", raising=False)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = CliRunner(env={"NO_COLOR": "1"}).invoke(cli.app, ["validate", "--watch", str(tmp_path)])
    assert "corpus-tools[watch]" in str(result.exception)
