"""Bad input: a coded finding with its place, exit code 1 or 2, no traceback, the file untouched, in bounded time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .shorthand import source

SOUND = source({"text": "Ada wrote to Charles.", "id": "sound"})
NEIGHBOUR = source({"text": "Charles wrote to Ada.", "id": "neighbour"})


def with_text(text: str) -> bytes:
    return source({"text": text, "$unsealed": True})


def with_extension(value: bytes) -> bytes:
    return SOUND.replace(b'"layers": []', b'"layers": [], "extensions": {"org.example.x": ' + value + b"}")


def many(count: int, entity: Callable[[int], dict[str, object]]) -> bytes:
    words = "word " * (count + 1)
    record = {"format_version": "1.0", "id": "many", "text": words.strip()}
    layers = [{"annotator": "ada", "entities": [entity(number) for number in range(count)]}]
    return json.dumps({**record, "layers": layers}).encode()


def word(number: int, end: int | None = None) -> dict[str, object]:
    start = 5 * number
    end = start + 4 if end is None else end
    return {
        "id": f"t{number}",
        "type": "PER",
        "level": "nominal",
        "spans": [{"start": start, "end": end, "text": "word"}],
    }


def layer(**parts: object) -> bytes:
    return source({"text": "Ada wrote.", "id": "bad", "layers": [{"annotator": "ada", **parts}]})


def quote(number: int) -> dict[str, object]:
    return {"id": f"q{number}", "type": "direct", "content": [{"start": 0, "end": 3, "text": "Ada"}]}


def in_scope(sections: int, layers: int) -> bytes:
    parts = [{"id": f"s{n}", "type": "body", "start": 5 * n, "end": 5 * n + 4} for n in range(sections)]
    scope = [part["id"] for part in parts]
    made = [{"annotator": f"a{n}", "scope": scope, "entities": [word(n)]} for n in range(layers)]
    return source({"text": "word " * sections + "word", "sections": parts, "layers": made})


CASES: dict[str, tuple[bytes, str]] = {
    "empty file": (b"", "FMT002"),
    "white space only": (b" \n\n ", "FMT002"),
    "invalid UTF-8": (SOUND.replace(b"Ada", b"Ad\xff"), "FMT001"),
    "CESU-8": (SOUND.replace(b"Ada", b"\xed\xa0\xbd\xed\xb8\x80"), "FMT001"),
    "UTF-16": (SOUND.decode().encode("utf-16"), "FMT001"),
    "byte order mark": (b"\xef\xbb\xbf" + SOUND, "FMT001"),
    "doubled key": (SOUND.replace(b'"id"', b'"id": "other", "id"'), "FMT002"),
    "doubled key spelt another way": (SOUND.replace(b'"id"', b'"i\\u0064": "other", "id"'), "FMT002"),
    "doubled key below extensions": (with_extension(b'{"a": 1, "a": 2}'), "FMT002"),
    "NaN": (with_extension(b"NaN"), "FMT002"),
    "Infinity": (with_extension(b"[-Infinity]"), "FMT002"),
    "1e400": (with_extension(b"1e400"), "FMT002"),
    "a number of 30 digits": (SOUND.replace(b'"text_length": 21', b'"text_length": ' + b"9" * 30), "FMT002"),
    "a number of 5,000 digits": (with_extension(b"9" * 5000), "FMT002"),
    "a lone surrogate": (SOUND.replace(b"Ada", b"\\ud83d"), "FMT002"),
    "nested 100,000 deep": (with_extension(b"[" * 100_000 + b"]" * 100_000), "FMT002"),
    "nested 100,000 deep and never closed": (b'{"layers": ' + b"[" * 100_000, "FMT002"),
    "cut in the middle": (SOUND[: len(SOUND) // 2], "FMT002"),
    "two documents": (SOUND + SOUND, "FMT002"),
    "a list": (b"[1, 2]", "FMT003"),
    "a number": (b"1", "FMT003"),
    "null": (b"null", "FMT003"),
    "an id that climbs out": (SOUND.replace(b'"sound"', b'"../../etc/passwd"'), "FMT003"),
    "an id of 10 MB": (SOUND.replace(b'"sound"', b'"' + b"a" * 10_000_000 + b'"'), "FMT003"),
    "a text of 2 million characters": (with_text("a" * 2_000_000), "FMT003"),
    "NUL in the text": (with_text("Ada\0wrote."), "TXT002"),
    "a line separator in the text": (with_text("Ada\u2028wrote."), "TXT002"),
    "a noncharacter in the text": (with_text("Ada\ufffewrote."), "TXT002"),
    "carriage returns": (with_text("Ada\r\nwrote."), "TXT002"),
    "an escape in the text": (with_text("Ada \x1b[31mwrote."), "TXT002"),
    "a control of C1 in the text": (with_text("Ada \x9b31mwrote."), "TXT002"),
    "a million marks on one letter": (with_text("a" + "\u0301\u0316" * 499_999), "TXT001"),
    "a mark that turns the direction": (with_text("Ada \u202ewrote."), "TXT004"),
    "a soft hyphen": (with_text("Ada wr\u00adote."), "TXT004"),
    "not composed": (with_text("Zoe\u0308 wrote."), "TXT001"),
    "more annotations than a layer may have": (layer(quotes=[quote(number) for number in range(10_001)]), "FMT003"),
    "the same annotation 20,000 times": (many(20_000, lambda number: word(0)), "IDS001"),
    "every annotation over all of the text": (many(3_000, lambda number: word(number, 14_000)), "SPN003"),
    "a key of 10 MB": (
        with_extension(b"1").replace(b'"layers"', b'"' + b"a" * 10_000_000 + b'": 1, "layers"'),
        "FMT003",
    ),
    "100,000 halves of characters in the id": (SOUND.replace(b'"sound"', b'"' + b"\\ud83d" * 100_000 + b'"'), "FMT002"),
    "20,000 objects where names are wanted": (layer(derived_from=[{"name": n} for n in range(20_000)]), "FMT003"),
    "10,000 sections, all in the scope of 40 layers": (in_scope(10_000, 40), "SEC003"),
    "members in a circle": (
        layer(chains=[{"id": f"c{n}", "kind": "entity", "members": [f"c{(n + 1) % 5000}", "c0"]} for n in range(5000)]),
        "CHN007",
    ),
    "a chain of references in a circle": (
        json.dumps(
            {
                "format_version": "1.0",
                "id": "circle",
                "text": "Ada wrote.",
                "layers": [
                    {
                        "annotator": "ada",
                        "tagset": {"id": "political-news", "version": "1.0.1"},
                        "events": [
                            {
                                "id": f"e{n}",
                                "type": "Request",
                                "trigger": [{"start": 4, "end": 9, "text": "wrote"}],
                                "arguments": [{"role": "demand", "filler": f"e{(n + 1) % 5000}"}],
                            }
                            for n in range(5000)
                        ],
                    }
                ],
            }
        ).encode(),
        "EVT005",
    ),
}
SECONDS = 30
"""A bound that only runaway work breaks; nothing here measures speed."""


@pytest.mark.parametrize("name", CASES)
def test_bad_input(name: str, tmp_path: Path) -> None:
    data, code = CASES[name]
    bad, good = tmp_path / "a.json", tmp_path / "b.json"
    bad.write_bytes(data)
    good.write_bytes(NEIGHBOUR)
    began = time.monotonic()
    command = [sys.executable, "-m", "corpus_tools", "validate", "--output-format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 1, done.stderr
    assert not done.stderr
    report = json.loads(done.stdout)
    assert code in {finding["code"] for finding in report["findings"]}
    assert {finding["file"] for finding in report["findings"]} == {str(bad)}
    assert all(f["line"] is not None and f["column"] is not None for f in report["findings"])
    assert report["summary"]["records"] == 2
    assert bad.read_bytes() == data
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_not_rewritten(name: str, tmp_path: Path) -> None:
    data, code = CASES[name]
    if not code.startswith("FMT") or name == "byte order mark":
        return  # what is sound but for its text has a canonical form, and the canonical form has no mark
    path = tmp_path / "a.json"
    path.write_bytes(data)
    command = [sys.executable, "-m", "corpus_tools", "fmt", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert code.encode() in done.stderr
    assert path.read_bytes() == data
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_pattern_of_a_tag_set_that_backtracks_is_bounded(tmp_path: Path) -> None:
    tagset = {
        "format_version": "1.0",
        "id": "slow",
        "version": "1.0.0",
        "title": "Slow",
        "license": "CC0-1.0",
        "entity_types": [{"name": "DATE", "class": "value", "definition": "A date.", "value_pattern": "(a+)+b"}],
        **{key: [] for key in ("event_types", "quote_types", "relation_types", "attributes", "section_types", "kbs")},
    }
    entity = {"id": "t1", "type": "DATE", "value": "a" * 60, "spans": [{"start": 0, "end": 3, "text": "Ada"}]}
    (tmp_path / "tagset.json").write_text(json.dumps(tagset))
    (tmp_path / "a.json").write_bytes(source({"text": "Ada wrote.", "entities": [entity]}))
    command = [sys.executable, "-m", "corpus_tools", "validate", str(tmp_path / "a.json")]
    command += ["--tagset", str(tmp_path / "tagset.json"), "--output-format", "json"]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    assert "ENT005" in {finding["code"] for finding in json.loads(done.stdout)["findings"]}


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"\xff\xfe", b'{"format_version": "1.0", "entity_types": 3}', b'{"extends": 5}']
)
def test_a_bad_tag_set_is_said_with_exit_code_2(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "tagset.json").write_bytes(data)
    (tmp_path / "a.json").write_bytes(SOUND)
    command = [sys.executable, "-m", "corpus_tools", "validate", str(tmp_path / "a.json")]
    done = subprocess.run([*command, "--tagset", str(tmp_path / "tagset.json")], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"tagset.json" in done.stderr


def test_a_bad_manifest_does_not_stop_the_records(tmp_path: Path) -> None:
    (tmp_path / "corpus.json").write_text(
        '{"articles": 3, "tagsets": [5, {"path": "../x.json"}, {"path": "missing.json"}]}'
    )
    (tmp_path / "a.json").write_bytes(SOUND)
    command = [sys.executable, "-m", "corpus_tools", "validate", str(tmp_path), "--output-format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    report = json.loads(done.stdout)
    assert {Path(finding["file"]).name for finding in report["findings"]} == {"corpus.json"}
    assert report["summary"]["records"] == 2
