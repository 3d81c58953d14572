"""What the language server is made of: places, what the cursor is on, what is offered, shown, marked and changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

pytest.importorskip("pygls")

from lsprotocol.types import Position

from corpus_tools import tagset
from corpus_tools.lsp.checks import Checks
from corpus_tools.lsp.completion import completions
from corpus_tools.lsp.cursor import cursor, outline
from corpus_tools.lsp.definition import definition
from corpus_tools.lsp.diagnostics import stretch
from corpus_tools.lsp.hover import hover
from corpus_tools.lsp.positions import Text
from corpus_tools.lsp.text_edits import text_edits
from corpus_tools.tagset import TagSets

from . import case_files, shorthand

CASES = Path(__file__).parent / "cases" / "lsp"
FORMAT = Path(__file__).parents[1] / "docs" / "format.md"
ARTICLE = "🎉 Ada wrote to the *Mary* today."
PARTS = {
    "{text}": f'"format_version": "1.0", "text": "{ARTICLE}"',
    "{tagset}": '"annotator": "ada", "tagset": {"id": "harbour-news", "version": "1.0.0"}',
    "{entities}": '"entities": [{"id": "t1", "type": "PER", "spans": [{"start": 2, "end": 5, "text": "Ada"}]},'
    ' {"id": "t2", "type": "SHIP", "spans": [{"start": 19, "end": 25, "text": "*Mary*"}]}],'
    ' "chains": [{"id": "c1", "kind": "entity", "type": "PER", "name": "Ada"}]',
}
MARK = "¦"
sources = st.text(st.sampled_from('{}[]:,"\\ \n\rab1é🎉\u2028' + MARK), max_size=60)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def cases(name: str) -> list[Any]:
    found = case_files.load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"].replace(" ", "-")) for case in found]


def marked(source: str) -> tuple[str, int]:
    """A source without its mark, and the offset of the mark."""
    for name, part in PARTS.items():
        source = source.replace(name, part)
    return source.replace(MARK, "", 1), source.index(MARK)


@cache
def at_hand() -> TagSets:
    """The tag set about harbours in the page on the format."""
    page = FORMAT.read_text(encoding="utf-8")
    block = next(block for block in page.split("```json\n") if '"harbour-news"' in block.partition("```")[0])
    return TagSets([tagset.parse(block.partition("```")[0].encode(), tagset.builtin())])


@pytest.mark.parametrize("case", cases("cursor"))
def test_the_place_of_the_cursor_is_known(case: dict[str, Any]) -> None:
    found = cursor(*marked(case["source"]))
    assert [*found.path] == case["path"]
    assert (found.on_key, found.word) == (case.get("key", False), case["word"])


@given(sources, st.data())
def test_any_text_has_an_outline_and_a_cursor_anywhere(source: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(source)))
    found = cursor(source, offset)
    assert 0 <= found.start <= offset <= found.end <= len(source)
    outline(source)


@given(values, st.sampled_from([None, 1]))
def test_the_outline_of_json_is_what_it_says(value: Any, indent: int | None) -> None:
    source = json.dumps(value, ensure_ascii=False, indent=indent)
    assert outline(source) == value


def words(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every text below a value that stands there once, with its path."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(inner, str):
            yield (*path, key), inner
        yield from words(inner, (*path, key))


@given(values)
def test_the_cursor_in_json_is_where_a_parser_says(value: Any) -> None:
    source = json.dumps(value, ensure_ascii=False)
    for path, word in words(value):
        written = json.dumps(word, ensure_ascii=False)
        if len(word) > 2 and source.count(written[1:-1]) == 1:
            found = cursor(source, source.index(written) + 1)
            assert (found.path, found.word, found.tree) == (path, word, value)


@pytest.mark.parametrize("case", cases("completion"))
def test_completion_offers_what_may_stand_there(case: dict[str, Any]) -> None:
    source, offset = marked(case["source"])
    items = completions(Text(source), cursor(source, offset), at_hand())
    offered = [item.label for item in sorted(items, key=lambda item: item.sort_text or "")]
    assert offered == case.get("offers", offered)
    assert set(offered) >= set(case.get("among", ()))
    assert set(offered).isdisjoint(case.get("not", ()))


def test_a_chosen_label_takes_the_place_of_what_is_there() -> None:
    source, offset = marked('{"🎉": 1, {text}, "layers": [{{tagset}, "entities": [{"id": "t1", "type": "PE¦}]}]}')
    text = Text(source)
    chosen = next(item for item in completions(text, cursor(source, offset), at_hand()) if item.label == "SHIP")
    assert chosen.text_edit is not None
    assert chosen.documentation is not None
    assert changed(text, [chosen.text_edit]) == source.replace('"PE}', '"SHIP"}')


@pytest.mark.parametrize("case", cases("hover"))
def test_hover_tells_what_something_means(case: dict[str, Any]) -> None:
    source, offset = marked(case["source"])
    found = hover(Text(source), cursor(source, offset), offset, [], at_hand())
    shown = found.contents.value if found else ""  # type: ignore[union-attr]
    assert bool(shown) == bool(case.get("shows"))
    assert [words for words in case.get("shows", ()) if words not in shown] == []


@pytest.mark.parametrize("case", cases("stretches"))
def test_a_finding_marks_what_it_is_about(case: dict[str, Any]) -> None:
    text = Text(shorthand.source(case["record"]).decode())
    [found] = [one for one in shorthand.findings(case["record"], case["rule"]) if one.code == case["rule"]]
    start, end = stretch(text, found)
    assert text.source[start:end] == case["marked"]


def test_a_file_of_one_document_a_line_is_left_alone(tmp_path: Path) -> None:
    text = Text('{"format_version": "1.0", "text": "Ada wrote.", "layers": []}\n' * 2)
    assert Checks(print).findings(str(tmp_path / "a.json"), text)
    assert not Checks(print).findings(str(tmp_path / "a.jsonl"), text)


def test_an_id_leads_to_its_annotation() -> None:
    source, offset = marked('{{text}, "layers": [{{tagset}, {entities}, "quotes": [{"source": ["t¦2"]}]}]}')
    text = Text(source)
    place = definition(text, cursor(source, offset), "file:///a.json")
    assert place is not None
    assert source[: text.offset(place.range.start)].endswith('{"id": ')
    assert source[text.offset(place.range.start) : text.offset(place.range.end)] == '"t2"'
    assert definition(Text(source[:-1]), cursor(source[:-1], offset), "file:///a.json") is None


@given(sources, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_positions_and_offsets_lead_back_to_each_other(source: str, unit: str) -> None:
    text = Text(source, unit)
    for offset in range(len(source) + 1):
        inside_a_line_break = source[offset - 1 : offset + 1] == "\r\n"
        assert text.offset(text.position(offset)) == offset - inside_a_line_break


@pytest.mark.parametrize(("unit", "column"), [("utf-8", 10), ("utf-16", 7), ("utf-32", 6)])
def test_columns_count_in_the_unit_agreed_on(unit: str, column: int) -> None:
    text = Text('x\n"🎉é" : 1', unit)
    assert text.position(8) == Position(1, column)
    assert text.offset(Position(1, 99)) == len(text.source)
    assert text.offset(Position(9, 0)) == len(text.source)


def test_a_place_inside_a_character_is_behind_it() -> None:
    assert Text("🎉b").offset(Position(0, 1)) == 1


@given(sources)
def test_lines_of_findings_are_counted_as_findings_count_them(source: str) -> None:
    text = Text(source)
    for offset in range(len(source)):
        line, column = source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)
        assert text.found_at(line, column) == offset


def test_a_byte_order_mark_is_no_column_of_findings() -> None:
    assert Text("\ufeff{}\n{}").found_at(1, 1) == 1
    assert Text("\ufeff{}\n{}").found_at(2, 1) == 4


def changed(text: Text, edits: Any) -> str:
    """A text with edits made, from the last to the first."""
    source = text.source
    for edit in reversed(edits):
        source = source[: text.offset(edit.range.start)] + edit.new_text + source[text.offset(edit.range.end) :]
    return source


@given(sources, sources)
@example("a\r\n", "a\rb")
@example("a\r\n", "a\n")
def test_edits_make_the_one_text_out_of_the_other(before: str, after: str) -> None:
    assert changed(Text(before), text_edits(Text(before), after)) == after


@given(st.lists(st.sampled_from(["a\n", "bb\n", "🎉\r\n", "c\r"]), max_size=4, unique=True), st.data())
def test_edits_leave_alone_what_stays(lines: list[str], data: st.DataObject) -> None:
    before = "".join(lines)
    assert text_edits(Text(before), before) == []
    if lines:
        at = data.draw(st.integers(0, len(lines) - 1))
        after = "".join([*lines[:at], "new\n", *lines[at + 1 :]])
        edits = text_edits(Text(before), after)
        assert changed(Text(before), edits) == after
        assert sum(len(edit.new_text) for edit in edits) <= len("new\n")
