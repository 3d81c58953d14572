"""Edits in JSON source: what comes out is the edited tree, and what has no edit keeps its bytes."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from corpus_tools.edits import apply
from corpus_tools.findings import Edit, Path, pointer
from corpus_tools.refactor.between import between

KEYS = st.sampled_from(["a", "b", "id", "x/y", "m~n", "ü", "🦊", ""])
TREES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text('ab"\\\n🦊', max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.lists(TREES, min_size=1, max_size=4) | st.dictionaries(KEYS, TREES, min_size=1, max_size=4)


def places(tree: Any, path: Path = ()) -> list[Path]:
    """The path of everything below the top of a tree."""
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found for key, value in children for found in [(*path, key), *places(value, (*path, key))]]


def edited(tree: Any, path: Path, value: Any) -> Any:
    """The tree with one edit made, by another way than the source."""
    tree = copy.deepcopy(tree)
    parent = tree
    for key in path[:-1]:
        parent = parent[key]
    if value is UNSET:
        del parent[path[-1]]
    elif path[-1] == "-" and isinstance(parent, list):
        parent.append(value)
    else:
        parent[path[-1]] = value
    return tree


@given(st.data(), DOCUMENTS, st.sampled_from([None, 1, "\t"]))
def test_one_edit_gives_the_edited_tree(data: st.DataObject, tree: Any, indent: Any) -> None:
    path = data.draw(st.sampled_from(places(tree)))
    value = data.draw(TREES | st.just(UNSET))
    after = apply(json.dumps(tree, indent=indent, ensure_ascii=False), [Edit(pointer(path), value)])
    assert json.loads(after) == edited(tree, path, value)


@given(st.lists(st.integers(), max_size=12), st.data(), st.sampled_from([None, 2]))
def test_many_edits_of_one_list_are_against_the_list_as_it_was(
    items: list[int], data: st.DataObject, indent: Any
) -> None:
    gone = data.draw(st.sets(st.sampled_from(range(len(items))))) if items else set()
    new = data.draw(st.lists(st.integers(), max_size=3))
    edits = [*(Edit(f"/{index}") for index in gone), *(Edit("/-", value) for value in new)]
    after = apply(json.dumps(items, indent=indent), edits)
    assert json.loads(after) == [item for index, item in enumerate(items) if index not in gone] + new


@given(DOCUMENTS, st.sampled_from([None, 1, 4]))
def test_no_edit_changes_no_byte(tree: Any, indent: Any) -> None:
    source = f" {json.dumps(tree, indent=indent)}\n"
    assert apply(source, []) == source


LAYOUT = '{\n  "b" : [ 1,2 ,\n 3.50 ],\t"a": {"x":"\\u00e9"}  }\n'


@pytest.mark.parametrize(
    ("edits", "after"),
    [
        ([Edit("/b/1", 7)], LAYOUT.replace(",2", ",7")),
        ([Edit("/b/0")], '{\n  "b" : [ 2 ,\n 3.50 ],\t"a": {"x":"\\u00e9"}  }\n'),
        ([Edit("/a/y", [1])], LAYOUT.replace('9"}', '9", "y": [1]}')),
        ([Edit("/b/1")], LAYOUT.replace(",2", "")),
        ([Edit("/b/2")], LAYOUT.replace(" ,\n 3.50", "")),
        ([Edit("/b/0"), Edit("/b/1")], LAYOUT.replace("1,2 ,\n ", "")),
        ([Edit("/b/1"), Edit("/b/2"), Edit("/b/-", 7)], LAYOUT.replace(",2 ,\n 3.50", ",\n 7")),
        ([Edit("/b/0"), Edit("/b/1"), Edit("/b/2")], LAYOUT.replace(" 1,2 ,\n 3.50 ", "")),
        ([Edit("/a/x"), Edit("/a/y", 7)], LAYOUT.replace('"x":"\\u00e9"', '"y": 7')),
        ([Edit("/c", None)], LAYOUT.replace("  }", ',\t"c": null  }')),
        ([Edit("/a/x", "ö")], LAYOUT.replace("\\u00e9", "ö")),
    ],
)
def test_layout_around_an_edit_stays(edits: list[Edit], after: str) -> None:
    assert apply(LAYOUT, edits) == after


def test_a_new_item_in_canonical_layout_stands_on_its_own_line() -> None:
    source = '{\n"entities": [\n {"id": "t1"}\n]\n}\n'
    assert apply(source, [Edit("/entities/-", {"id": "t2"})]) == source.replace(
        '{"id": "t1"}', '{"id": "t1"},\n {"id": "t2"}'
    )


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("/b/9", 1)],
        [Edit("/b/x", 1)],
        [Edit("/none/x", 1)],
        [Edit("/none")],
        [Edit("/b/0/x", 1)],
        [Edit("/a/-")],
        [Edit("", 1)],
        [Edit("/b/1", 1), Edit("/b/1", 2)],
        [Edit("/b", []), Edit("/b/1", 2)],
        [Edit("/b/1", 2), Edit("/b", [])],
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match=r"edit|nothing"):
        apply(LAYOUT, edits)


@given(DOCUMENTS, DOCUMENTS)
def test_edits_between_two_documents_make_the_second(before: Any, after: Any) -> None:
    if isinstance(before, dict) and isinstance(after, dict):
        assert json.loads(apply(json.dumps(before), between(before, after))) == after


NAMED = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("abcdef"), "x": st.integers(0, 2)}),
    unique_by=lambda item: str(item["name"]),
)


@given(NAMED, NAMED)
def test_edits_between_lists_of_named_items_make_the_second(before: list[Any], after: list[Any]) -> None:
    source = json.dumps({"items": before})
    assert json.loads(apply(source, between({"items": before}, {"items": after}))) == {"items": after}


def test_a_named_item_that_goes_takes_nothing_with_it() -> None:
    before = {"items": [{"name": "a", "x": 1}, {"name": "b", "x": 1}, {"name": "c", "x": 1}]}
    after = {"items": [{"name": "a", "x": 2}, {"name": "c", "x": 1}, {"name": "d"}]}
    assert list(between(before, after)) == [Edit("/items/0/x", 2), Edit("/items/1"), Edit("/items/-", {"name": "d"})]
