"""Small accidents in a real record: each gives the one finding it should, at the right place, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus_tools.store import Source
from corpus_tools.store.manifest import Surroundings
from corpus_tools.text import line_and_column
from corpus_tools.validation import Selection, check

from . import case_files

HERE = Path(__file__).parent
ARTICLES = HERE.parent / "corpus" / "articles"


def cases() -> list[Any]:
    """Every case, with the article that its file is named after."""
    found = []
    for path in sorted((HERE / "cases" / "broken").glob("*.yaml")):
        for case in case_files.load(path.read_text(encoding="utf-8")):
            found.append(pytest.param(path.stem, case, id=case["name"].replace(" ", "-")))
    return found


@pytest.mark.parametrize(("article", "case"), cases())
def test_accident(article: str, case: dict[str, Any]) -> None:
    path = ARTICLES / f"{article}.json"
    source = path.read_text(encoding="utf-8")
    assert case["old"] in source
    marked = source.replace(case["old"], case["new"], 1)
    broken = marked.replace("§", "")
    found = list(check(Source(str(path), broken.encode()), Surroundings().tagsets(str(path)), Selection()))
    shown = [f"{f.code} {f.line}:{f.column} {f.pointer} {f.message}" for f in found]
    assert {f.code for f in found} == {case["code"], *case.get("also", ())}, shown
    assert len(found) == 1 + len(case.get("also", ())), shown
    if "§" in case["new"]:
        first = next(f for f in found if f.code == case["code"])
        assert (first.line, first.column) == line_and_column(marked, marked.index("§")), shown
