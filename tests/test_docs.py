"""The pages for readers: their examples are valid, their code runs, and their links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_tools import jsontext, schema
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets
from corpus_tools.validation import Selection, check

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINKED = [
    *(ROOT / "README.md", ROOT / "CONTRIBUTING.md"),
    *sorted((ROOT / "corpus").glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
_FENCE = re.compile(r"^( *)(```+|~~~+) *([\w+-]*)[^\n]*\n(.*?)^ *\2 *$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"\]\(<?([^()<>\s]+)>?[^()]*\)|^ *\[[^\]\n]+\]: *<?([^<>\s]+)", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Every fenced block of a language with the page and line it stands at."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            if match[3].lower() == language:
                yield f"{page.relative_to(ROOT).as_posix()}:{text.count(chr(10), 0, match.start()) + 1}", match[4]


def whole_documents() -> Iterator[tuple[str, str]]:
    """Every JSON block that is a record, a tag set or a manifest."""
    return ((place, block) for place, block in blocks("json") if schema.kind_of(jsontext.parse(block)[0]))


def links(page: Path) -> Iterator[str]:
    """The targets of the relative links of a page; code is no link."""
    text = _CODE.sub("", _FENCE.sub("", page.read_text(encoding="utf-8")))
    targets = [inline or defined for inline, defined in _LINK.findall(text)]
    return (target for target in targets if not _ELSEWHERE.match(target))


def by_place(found: Iterator[tuple[str, str]]) -> list[object]:
    """Parameters of a test, named by page and line."""
    return [pytest.param(block, id=place) for place, block in found]


@pytest.mark.parametrize("block", by_place(blocks("json")))
def test_json_blocks_are_json(block: str) -> None:
    assert jsontext.parse(block)[1] == []


@pytest.mark.parametrize("block", by_place(whole_documents()))
def test_whole_documents_are_valid(block: str) -> None:
    found = check(Source("example.json", block.encode()), TagSets(), Selection())
    assert [(one.code, one.pointer, one.message) for one in found if one.severity != "info"] == []


@pytest.mark.parametrize("block", by_place(blocks("python")))
def test_python_blocks_run_at_the_top_of_the_checkout(block: str) -> None:
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_to_files(page: Path) -> None:
    missing = [target for target in links(page) if not (page.parent / target.partition("#")[0]).exists()]
    assert missing == []


def test_examples_are_found() -> None:
    """The pattern for fenced blocks has not gone blind: the page on the format has some of each sort."""
    places = [place for found in (whole_documents(), blocks("python")) for place, _ in found]
    assert len([place for place in places if place.startswith("docs/format.md:")]) >= 4


def test_the_readme_shows_what_is_said(tmp_path: Path) -> None:
    """The finding in the README is that of the sample corpus with the fault it tells of."""
    command, _, shown = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("$ corpus-tools validate ")[2].partition("\n")
    )
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    article = tmp_path / command
    sound = article.read_text(encoding="utf-8")
    article.write_text(sound.replace('{"start": 44, "end": 54,', '{"start": 45, "end": 55,', 1), encoding="utf-8")
    call = [sys.executable, "-m", "corpus_tools", "validate", command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, encoding="utf-8", env=environment)
    assert done.stdout == shown.partition("```")[0]
