"""Every format: its documentation runs, its cases hold, it keeps what it says it holds, and its books are right."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.errors import FormatError, UnreadableFile
from corpus_tools.formats import HOLDS, Chunk, Format, Ledger, Settings, all_formats, find, home, narrow, recognise
from corpus_tools.formats._count import count
from corpus_tools.formats._kinds import NAMES
from corpus_tools.formats._names import Names
from corpus_tools.model import Record
from corpus_tools.store.staged import Staged

from . import case_files, generators
from .conversions import plain, read, record_of, write

CASES = Path(__file__).parent / "cases" / "formats"
READ = [format for format in all_formats() if format.read]
WRITTEN = [format for format in READ if format.write]
POLICY = Settings(misaligned="split-token")
"""Under which every record can be written in every format."""
EXAMPLES = {"hf": 20, "parquet": 20, "xmi": 30, "cas-json": 30, "nif": 30}
"""Records, fewer than usual, of formats whose libraries take a tenth of a second for each."""


def named(format: Format) -> str:
    return format.name


def cases() -> list[Any]:
    """Every case: one file each, in the folder of its format."""
    found = []
    for path in sorted(CASES.glob("*/*.yaml")):
        case = {"format": path.parent.name, **case_files.load(path.read_text(encoding="utf-8"))}
        found.append(pytest.param(case, id=f"{path.parent.name}-{path.stem}"))
    return found


def files_of(case: dict[str, Any]) -> dict[str, bytes]:
    return {name: text if isinstance(text, bytes) else text.encode() for name, text in case["files"].items()}


@pytest.mark.parametrize("format", all_formats(), ids=named)
def test_stands_in_the_file_of_its_name_and_holds_what_there_is(format: Format) -> None:
    assert home(format).FORMAT is format
    assert format.holds <= HOLDS.keys()
    assert all(suffix.startswith(".") for suffix in format.suffixes)


@pytest.mark.parametrize("format", all_formats(), ids=named)
def test_documentation_runs(format: Format) -> None:
    doc = home(format).__doc__ or ""
    example = re.search(r"^Example:\n\n((?:    .*\n?)+)", doc, re.MULTILINE)
    lost = re.search(r"^Lost: (.*)", doc, re.MULTILINE)
    assert example
    assert lost
    found = {loss.kind for loss in narrow(record_of(case_files.load(example[1])), format, Settings()).losses}
    assert found == set(lost[1].split(", ")) - {"nothing"}


@pytest.mark.parametrize("format", READ, ids=named)
def test_has_cases(format: Format) -> None:
    assert list((CASES / format.name).glob("*.yaml"))


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    format, chosen = find(case["format"]), Settings(**case.get("settings", {}))
    if "error" in case:
        before: list[str] = []
        with pytest.raises(FormatError) as error:
            before.extend(one.record.id for one in read(files_of(case), format, chosen))
        assert case["error"] in str(error.value)
        assert before == case.get("before", before)
        return
    found = list(read(files_of(case), format, chosen))
    assert [plain(one.record) for one in found] == [plain(record_of(tree)) for tree in case["records"]]
    losses = [loss for one in found for loss in one.losses]
    told = [f"{loss.what} {loss.kind} {loss.id} at {loss.where}: {loss.why}" for loss in losses]
    wanted = case.get("losses", [])
    assert len(told) == len(wanted), told
    assert [want for want, line in zip(wanted, told, strict=True) if not re.fullmatch(want, line)] == [], told
    for one in found:
        lost = [loss.kind for loss in one.losses if loss.what == "lost"]
        counted = count(one.record)
        assert {kind: n for kind, n in one.seen.items() if n != counted[kind] + lost.count(kind)} == {}


@pytest.mark.parametrize("case", [case for case in cases() if "written" in case.values[0]])
def test_what_is_written(case: dict[str, Any]) -> None:
    format, chosen = find(case["format"]), Settings(**case.get("settings", {}))
    written = write(map(record_of, case["records"]), format, chosen, Ledger())
    assert {name: data.decode() for name, data in written.items()} == case["written"]


@pytest.mark.parametrize("case", [case for case in cases() if "error" not in case.values[0]])
def test_every_fixture_is_recognised_as_what_it_is(case: dict[str, Any]) -> None:
    format = find(case["format"])
    for name, data in files_of(case).items():
        if name.lower().endswith(format.suffixes):
            assert [found.name for found in recognise(name, data)] == [format.name], name


@pytest.mark.parametrize("format", WRITTEN, ids=named)
def test_what_was_written_is_read_again_and_nothing_is_lost_without_a_word(format: Format) -> None:
    @settings(deadline=None, max_examples=EXAMPLES.get(format.name, 60))
    @given(seed=st.integers(0, 2**32 - 1))
    def holds(seed: int) -> None:
        record = record_of(generators.record(Random(seed)))
        books = Ledger()
        books.take_in(record, {})
        kept = narrow(record, format, POLICY)
        found = list(read(write([record], format, POLICY, books), format))
        assert [plain(one.record) for one in found] == [plain(kept.record)]
        assert [loss for one in found for loss in one.losses] == []
        assert books.balance == {}
        again = Ledger()
        for one in found:
            again.take_in(one.record, one.seen)
        again.came_in.subtract(kept.made)
        assert +again.came_in == +books.went_out

    holds()


@pytest.mark.parametrize("format", WRITTEN, ids=named)
def test_several_articles_stay_apart(format: Format) -> None:
    records = [record_of({**generators.record(Random(seed)), "id": f"a{seed}"}) for seed in (1, 2, 4)]
    kept = [plain(narrow(record, format, POLICY).record) for record in records]
    found = [plain(one.record) for one in read(write(records, format, POLICY, Ledger()), format)]
    assert sorted(found, key=lambda tree: str(tree["id"])) == kept


@pytest.mark.parametrize("format", WRITTEN, ids=named)
@pytest.mark.parametrize("name", ["kitchen utensil", "größe", "a|b;c", "x:y*1", "100%20", "(5) [x]", "B-PER#2"])
def test_names_that_a_record_cannot_have_come_back_as_they_were(format: Format, name: str) -> None:
    def spans(start: int, end: int) -> list[dict[str, Any]]:
        return [{"start": start, "end": end, "text": "Lea met Tom."[start:end]}]

    layer = {
        "annotator": "ada",
        "extensions": {NAMES: {"type": {"Odd": name}}},
        "entities": [
            {"id": "t1", "type": "Odd", "spans": spans(0, 3)},
            {"id": "t2", "type": "P", "spans": spans(8, 11)},
        ],
        "events": [{"id": "e1", "type": "Odd", "trigger": spans(4, 7), "arguments": [{"role": "who", "filler": "t1"}]}],
    }
    record = record_of({"id": "x", "text": "Lea met Tom.", "layers": [layer]})
    kept = narrow(record, format, POLICY).record
    [found] = read(write([record], format, POLICY, Ledger()), format)
    assert types(found.record) == types(kept)


def types(record: Record) -> list[str]:
    """The types of annotations as the format has them that they came from."""
    [layer] = record.layers
    names = Names.of(layer)
    return [names.theirs("type", one.type) for one in [*(layer.entities or ()), *(layer.events or ())]]


@pytest.mark.parametrize(
    "name", ["../x.json", "a/../../x.json", "/tmp/x.json", "..", "", "a\\..\\x", "C:x.json", "a/\0.json"]
)
def test_no_name_leads_outside_of_the_target(tmp_path: Path, name: str) -> None:
    with Staged(tmp_path / "in") as place, pytest.raises(UnreadableFile, match="outside"):
        place.add(Chunk(name, b"x").name, b"x")
    assert list(tmp_path.rglob("*")) == []


def test_a_link_does_not_lead_outside_of_the_target(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "in" / "a").symlink_to(tmp_path / "out")
    with Staged(tmp_path / "in") as place, pytest.raises(UnreadableFile, match="outside"):
        place.add("a/x.json", b"x")
    assert list((tmp_path / "out").iterdir()) == []


SHOUTED = """
from corpus_tools.formats import Chunk, Format

def write(records, settings):
    for record in records:
        yield Chunk(f"{record.id}.shout", record.text.upper().encode())

FORMAT = Format(name="shout", title="shouted text", suffixes=(".shout",), holds=frozenset({"text", "article"}),
                sniff=lambda name, head: False, write=write)
"""


def offer(tmp_path: Path, points: str) -> subprocess.CompletedProcess[str]:
    """Convert a record to the format `shout`, where a package offers these entry points."""
    (tmp_path / "shouting.py").write_text(SHOUTED)
    about = tmp_path / "shouting-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[corpus_tools.formats]\n{points}")
    (tmp_path / "a.json").write_text('{"format_version": "1.0", "id": "a", "text": "Ada wrote.", "layers": []}')
    command = [sys.executable, "-m", "corpus_tools", "convert", "a.json", "-t", "shout", "-o", "out/"]
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[1])])
    return subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)


def test_a_format_of_another_package_is_found(tmp_path: Path) -> None:
    done = offer(tmp_path, "shout = shouting:FORMAT\n")
    assert (done.returncode, (tmp_path / "out" / "a.shout").read_text()) == (0, "ADA WROTE."), done.stderr


def test_a_format_of_another_package_that_cannot_be_imported_is_told_once_and_stops_no_other(tmp_path: Path) -> None:
    done = offer(tmp_path, "shout = shouting:FORMAT\nwhisper = whispering:FORMAT\n")
    assert (done.returncode, (tmp_path / "out" / "a.shout").read_text()) == (0, "ADA WROTE."), done.stderr
    assert done.stderr.count("the plug-in whisper (whispering:FORMAT) cannot be imported: ModuleNotFoundError") == 1
