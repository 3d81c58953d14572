"""Sources and targets of `convert` that are packed, cut off, misnamed or made to do harm."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from typer.testing import CliRunner, Result

import corpus_tools
from corpus_tools.cli import app
from corpus_tools.conversion import files

LINES = "".join(
    json.dumps({"format_version": "1.0", "id": name, "text": f"Ada 👍 met {name}.", "layers": []}) + "\n"
    for name in ("a", "b", "c")
).encode()


def run(*arguments: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["convert", *map(str, arguments)], input=given)


def ids(folder: Path) -> list[str]:
    """The articles in a folder of records."""
    return [record.id for record in corpus_tools.read(str(folder))] if folder.exists() else []


def zipped(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("all.jsonl.gz", gzip.compress(LINES)),
        ("all.jsonl.zst", zstandard.compress(LINES)),
        ("all.zip", zipped({"inner/all.jsonl": LINES, "__MACOSX/._all.jsonl": b"\0", "inner/": b""})),
    ],
)
def test_packed_sources_are_unpacked_as_they_are_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(tmp_path / name, "-t", "json", "-o", f"{tmp_path}/out/")
    assert (result.exit_code, ids(tmp_path / "out")) == (0, ["a", "b", "c"]), result.stderr
    each = run(tmp_path / name, "-t", "conll", "-o", f"{tmp_path}/each/")
    assert (each.exit_code, [path.name for path in (tmp_path / "each").rglob("*.conll")]) == (0, ["all.conll"])


def test_a_folder_may_hold_packed_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress(LINES))
    assert run(tmp_path / "in", "-t", "json", "-o", f"{tmp_path}/out/").exit_code == 0
    assert ids(tmp_path / "out") == ["a", "b", "c"]
    (tmp_path / "in" / "a.jsonl").write_bytes(LINES)


def test_of_a_file_and_its_packed_twin_the_one_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(LINES)
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress(LINES.replace(b'"a"', b'"packed"')))
    (tmp_path / "in" / "z.jsonl").write_bytes(LINES.replace(b'"a"', b'"z"').split(b"\n")[0])
    for name, first in (("a.jsonl", "a"), ("a.jsonl.gz", "packed")):
        result = run(tmp_path / "in" / name, "-t", "json", "-o", f"{tmp_path}/{first}/")
        assert (result.exit_code, ids(tmp_path / first)) == (0, sorted([first, "b", "c"])), result.stderr
    both = run(tmp_path / "in", "-t", "json", "-o", f"{tmp_path}/both/")
    assert (both.exit_code, ids(tmp_path / "both")) == (1, ["a", "b", "c", "z"])
    assert "in/a.jsonl: error it lies there packed, too; only the unpacked file was read" in both.stderr


@pytest.mark.parametrize("format", [[], ["-f", "jsonl"]])
def test_standard_input_is_read(tmp_path: Path, format: list[str]) -> None:
    result = run("-", *format, "-t", "json", "-o", f"{tmp_path}/out/", given=LINES)
    assert (result.exit_code, ids(tmp_path / "out")) == (0, ["a", "b", "c"]), result.stderr


def test_standard_input_that_is_long_or_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    long = "".join(LINES.decode().replace('"id": "', f'"id": "x{number}-') for number in range(1000)).encode()
    result = run("-", "-t", "jsonl", "-o", tmp_path / "all.jsonl", given=long + b'{"id": ')
    assert (result.exit_code, len(list(corpus_tools.read(str(tmp_path / "all.jsonl"))))) == (1, 3000)
    assert "<stdin>:3001:7: error expected strict JSON" in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_met_in_a_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "a.jsonl")
    (tmp_path / "in" / "b.jsonl").write_bytes(LINES)
    result = run(tmp_path / "in", "-t", "json", "-o", f"{tmp_path}/out/")
    assert (result.exit_code, ids(tmp_path / "out")) == (1, ["a", "b", "c"])
    assert "a.jsonl: error it is not a regular file" in result.stderr


def cut_gzip() -> bytes:
    """Enough lines to be unpacked before the place where it is cut off."""
    packed = gzip.compress(b"".join(LINES.replace(b'"a"', b'"a%d"' % number) for number in range(500)), 1)
    return packed[: len(packed) - 20]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jsonl.gz", gzip.compress(LINES)[:-12], "it cannot be unpacked"),
        ("a.jsonl.gz", b"this is no gzip", "Not a gzipped file"),
        ("a.jsonl.zst", zstandard.compress(LINES)[:-4], "it cannot be unpacked"),
        ("a.jsonl.zst", b"this is no zstd", "it cannot be unpacked"),
        ("a.zip", b"PK\3\4 cut off", "it is no zip archive, or damaged"),
    ],
    ids=["gzip cut off", "no gzip", "zstd cut off", "no zstd", "no zip"],
)
def test_damaged_packed_sources_are_told(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(tmp_path / name, "-f", "jsonl", "-t", "json", "-o", f"{tmp_path}/out/")
    assert result.exit_code in (1, 2)
    assert f"{name}: " in result.stderr
    assert said in result.stderr


def test_of_a_packed_file_that_is_cut_off_what_came_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(cut_gzip())
    result = run(tmp_path / "a.jsonl.gz", "-t", "jsonl", "-o", tmp_path / "all.jsonl")
    assert (result.exit_code, len(list(corpus_tools.read(str(tmp_path / "all.jsonl")))) > 1000) == (1, True)
    assert "a.jsonl.gz: error it cannot be unpacked" in result.stderr


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstandard.compress), ("a.zip", lambda d: zipped({"a.jsonl": d}))],
)
def test_a_bomb_does_not_go_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(files, "MAX_FILE", 1_000_000)
    (tmp_path / name).write_bytes(pack(LINES + b" " * 50_000_000))
    result = run(tmp_path / name, "-f", "jsonl", "-t", "json", "-o", f"{tmp_path}/out/")
    assert (result.exit_code, ids(tmp_path / "out")) == (1, ["a", "b", "c"])
    assert "unpacks to more than 200 times its size" in result.stderr


@pytest.mark.parametrize("name", ["../a.jsonl", "/a.jsonl", "x/../../a.jsonl", "C:a.jsonl", "x\\..\\a.jsonl"])
def test_an_archive_with_names_that_lead_outside_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({"good.jsonl": LINES, name: LINES}))
    result = run(tmp_path / "in" / "a.zip", "-t", "json", "-o", f"{tmp_path}/in/out/")
    assert (result.exit_code, "leads outside" in result.stderr) == (2, True)
    assert tree(tmp_path) == ["in", "in/a.zip"]


def test_an_archive_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.jsonl": LINES, "b.jsonl": LINES}).replace(b"b.jsonl", b"a.jsonl")
    (tmp_path / "a.zip").write_bytes(data)
    result = run(tmp_path / "a.zip", "-t", "json", "-o", f"{tmp_path}/out/")
    assert (result.exit_code, "is in it twice" in result.stderr) == (2, True)


def test_an_archive_under_a_password_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.jsonl": LINES}))
    data[data.index(b"PK\1\2") + 8] |= 1
    data[6] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    result = run(tmp_path / "a.zip", "-f", "jsonl", "-t", "json", "-o", f"{tmp_path}/out/")
    assert (result.exit_code, "password" in result.stderr) == (1, True)


@pytest.mark.parametrize("name", ["../x", "/x", "..", "a/../../x", "C:x", "nul\0", "con"])
def test_no_id_of_a_source_leads_outside_of_the_target(tmp_path: Path, name: str) -> None:
    """Ids of records cannot have such names, and those that systems reserve are written otherwise."""
    line = json.dumps({"format_version": "1.0", "id": name, "text": "Ada.", "layers": []})
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    run(tmp_path / "a.jsonl", "-t", "brat", "-o", f"{tmp_path}/out/")
    assert {path.split("/")[0] for path in tree(tmp_path)} <= {"a.jsonl", "out"}
    assert not {"con.ann", "con.txt"} & {path.rpartition("/")[2] for path in tree(tmp_path)}


def test_articles_whose_ids_differ_in_case_only_do_not_meet_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES.replace(b'"id": "b"', b'"id": "A"'))
    assert run(tmp_path / "a.jsonl", "-t", "json", "-o", f"{tmp_path}/out/").exit_code == 0
    assert len({path.lower() for path in tree(tmp_path / "out")}) == 3


def test_a_target_that_is_a_link_is_replaced_and_its_file_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.json").symlink_to(tmp_path / "own.json")
    (tmp_path / "a.jsonl").write_bytes(LINES)
    assert "--force" in str(run(tmp_path / "a.jsonl", "-t", "json", "-o", f"{tmp_path}/out/").exception)
    assert run(tmp_path / "a.jsonl", "-t", "json", "-o", f"{tmp_path}/out/", "--force").exit_code == 0
    assert ((tmp_path / "own.json").read_text(), ids(tmp_path / "out")) == ("mine", ["a", "b", "c"])


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nobody forbids anything to root")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    (tmp_path / "a.jsonl").write_bytes(LINES)
    assert "Permission denied" in str(run(tmp_path / "a.jsonl", "-t", "json", "-o", f"{tmp_path}/out/").exception)


def test_what_fails_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES.replace(b'"id": "c"', b'"id": "a"'))
    assert "two articles" in str(run(tmp_path / "a.jsonl", "-t", "json", "-o", f"{tmp_path}/x/y/").exception)
    assert tree(tmp_path) == ["a.jsonl"]
