"""Reading and writing: order, packing, limits, and files that are old or new but never half."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest
import zstandard

import corpus_tools
from corpus_tools.errors import FormatError, UnreadableFile
from corpus_tools.store import decode, file_name, sources, write_atomically
from corpus_tools.store import source as store_source

from .shorthand import source

SOUND = source({"text": "Zoë wrote 𝔑𝔬𝔳𝔞.", "id": "sound"})


def test_files_in_a_folder_come_in_the_order_of_names(tmp_path: Path) -> None:
    for name in (
        "b/2.json",
        "b/10.json",
        "a.json",
        "c.txt",
        ".hidden.json",
        ".git/x.json",
        "node_modules/y.json",
        "d.jsonl",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")
    found = [os.path.relpath(document.file, tmp_path) for document in sources([str(tmp_path)])]
    assert found == ["a.json", "d.jsonl", "b/10.json", "b/2.json"]


def test_patterns_and_names_of_files_with_magic_characters(tmp_path: Path) -> None:
    for name in ("a1.json", "a2.json", "b[1].json"):
        (tmp_path / name).write_bytes(SOUND)
    assert len(list(sources([str(tmp_path / "a*.json")]))) == 2
    assert next(sources([str(tmp_path / "b[1].json")])).data == SOUND
    assert next(sources([str(tmp_path / "z*.json")])).error == "no file matches this pattern"


def test_a_file_that_several_paths_lead_to_comes_once(tmp_path: Path) -> None:
    for name in ("a.json", "b.jsonl"):
        (tmp_path / name).write_bytes(SOUND + b"\n" + SOUND)
    twice = [str(tmp_path / "b.jsonl"), str(tmp_path), str(tmp_path / "*.json"), str(tmp_path / "." / "a.json")]
    assert [os.path.basename(document.file) for document in sources(twice)] == ["b.jsonl", "b.jsonl", "a.json"]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_lines_are_split_at_line_feeds_only(tmp_path: Path, suffix: str) -> None:
    line = json.dumps({"text": "a\u2028b\x85c"}, ensure_ascii=False).encode()
    data = b"\n".join([line, b" ", line.replace(b" ", b"\t"), line + b"\r"]) + b"\n"
    packed = {"": data, ".gz": gzip.compress(data), ".zst": zstandard.compress(data)}[suffix]
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(packed)
    assert [(document.line, document.data.strip()) for document in sources([str(path)])] == [
        (1, line),
        (3, line.replace(b" ", b"\t")),
        (4, line),
    ]


@pytest.mark.parametrize("suffix", ["gz", "zst"])
@pytest.mark.parametrize("damage", ["cut", "not packed"])
def test_broken_packing_is_an_error_of_that_file_alone(tmp_path: Path, suffix: str, damage: str) -> None:
    data = b"".join(b'{"n": %d}\n' % number for number in range(9999))
    packed = {"gz": gzip.compress(data), "zst": zstandard.compress(data)}[suffix]
    (tmp_path / f"a.jsonl.{suffix}").write_bytes(packed[: len(packed) // 2] if damage == "cut" else b"no archive")
    (tmp_path / "b.json").write_bytes(SOUND)
    *_, broken, sound = sources([str(tmp_path)])
    assert broken.error is not None
    assert sound.data == SOUND


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_source, "MAX_DOCUMENT", 2**16)
    zeros = b"\0" * 2**24
    lines = b"{}\n" * 2**22
    for name, data in (("zeros", zeros), ("lines", lines)):
        path = tmp_path / f"{name}.jsonl.{suffix}"
        path.write_bytes(gzip.compress(data) if suffix == "gz" else zstandard.compress(data))
        last = list(sources([str(path)]))[-1]
        assert last.error is not None
        assert "the rest" in last.error


def test_a_document_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_source, "MAX_DOCUMENT", 8)
    path = tmp_path / "a.json"
    path.write_bytes(SOUND)
    assert "larger than" in (next(sources([str(path)])).error or "")


@pytest.mark.parametrize(
    ("data", "lines"),
    [(SOUND, [1]), (SOUND + b"\n" + SOUND + b"\n", [1, 2]), (b"{\n}", [1]), (b"", [1]), (b'{"a": 1', [1])],
)
def test_standard_input_holds_a_document_or_lines(
    data: bytes, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [document.line for document in sources(["-"])] == lines


def test_reading_gives_typed_records(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(SOUND)
    (tmp_path / "b.jsonl").write_bytes(SOUND + b"\n" + SOUND.replace(b"sound", b"other"))
    assert [record.id for record in corpus_tools.read(str(tmp_path))] == ["sound", "sound", "other"]
    assert next(corpus_tools.read(str(tmp_path))).text == "Zoë wrote 𝔑𝔬𝔳𝔞."


def test_reading_says_where_a_record_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{\n "format_version": "1.0", "id": "a", "text": "A.",\n "layers": [], "lang": "en"}')
    with pytest.raises(FormatError) as caught:
        list(corpus_tools.read(str(path)))
    assert (caught.value.line, caught.value.column) == (3, 16)
    with pytest.raises(UnreadableFile):
        list(corpus_tools.read(str(tmp_path / "missing.json")))


def test_whole_numbers_written_as_12_0_are_read(tmp_path: Path) -> None:
    data = source(
        {"text": "Ada.", "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}
    )
    path = tmp_path / "a.json"
    path.write_bytes(data.replace(b'"end": 3', b'"end": 3.0'))
    assert decode(path.read_bytes()) is None
    (record,) = corpus_tools.read(str(path))
    assert record.layers[0].entities
    assert record.layers[0].entities[0].spans[0].end == 3


def test_a_write_replaces_the_file_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new", expected=b"old")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_changed_underneath_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"theirs")
    with pytest.raises(UnreadableFile, match="changed by somebody else"):
        write_atomically(path, b"ours", expected=b"old")
    assert path.read_bytes() == b"theirs"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(UnreadableFile, match="No space left"):
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "target.json").write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "target.json")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "target.json").read_bytes() == b"new"


def test_file_names_are_safe_and_apart() -> None:
    ids = ["a", "A", "con", "CON", "nul.txt", "com1", "x.", "x", "a.b-c_d", "Ab", "aB", "AB", "ab", "9", "..", "a..b"]
    made = [file_name(identifier) for identifier in ids]
    assert len({name.casefold() for name in made}) == len(ids)
    for name in made:
        assert not set(name) & set('/\\:*?"<>|')
        assert name.split(".")[0].casefold() not in {"con", "nul", "com1"}
