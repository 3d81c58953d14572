"""What differs between two records: every class of change, the laws of patches, and what does not fit."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, get_args

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus_tools
from corpus_tools import schema
from corpus_tools.canonical import canonical_record
from corpus_tools.decode import decode, record_from
from corpus_tools.diff import Difference, compare, compare_layers, patch, patches
from corpus_tools.diff.changes import Class
from corpus_tools.edits import apply
from corpus_tools.errors import CorpusToolsError, DifferentArticles, FormatError, PatchMismatch, UnknownName
from corpus_tools.findings import Edit
from corpus_tools.model import Record

from . import case_files
from .generators import ARRAYS, Tree, record
from .mutations import mutate
from .renumbering import renumbered

ROOT = Path(__file__).parents[1]
CASES = case_files.load((Path(__file__).parent / "cases" / "diff" / "classes.yaml").read_text(encoding="utf-8"))
BASE = CASES["base"]
SPANS = ("spans", "head", "trigger", "content", "cue")
VALIDATOR = jsonschema_rs.validator_for(schema.load("change"))
few = settings(max_examples=50, deadline=None, derandomize=True, database=None)
seeds = st.integers(0, 2**32 - 1)


# Cases


def spelled(part: Any, key: str = "") -> Any:
    """A tree with words in place of spans, made whole."""
    if isinstance(part, dict):
        return {name: spelled(value, name) for name, value in part.items()}
    if isinstance(part, list) and key in SPANS:
        return [_span(item) if isinstance(item, str) else item for item in part]
    return [spelled(item) for item in part] if isinstance(part, list) else part


def _span(words: str) -> Tree:
    start = BASE["text"].index(words, BASE["text"].index("\n") if words == "it" else 0)
    return {"start": start, "end": start + len(words), "text": words}


def edited(tree: Tree, edits: list[Tree]) -> Tree:
    made = [
        Edit(edit["at"], *([spelled(edit["value"], edit["at"].rpartition("/")[2])] if "value" in edit else []))
        for edit in edits
    ]
    changed: Tree = json.loads(apply(json.dumps(tree), made)) if made else tree
    return changed


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_each_class_of_change(case: Tree) -> None:
    before = edited(spelled(BASE), case.get("before", []))
    after = edited(spelled(BASE), case["edits"])
    difference = compare(record_from(before), record_from(after))
    wanted = [(*found, *[None] * (6 - len(found))) for found in case["found"]]
    found = [(c.class_, c.kind, c.path, c.how or "", c.before, c.after) for c in difference]
    assert [one[:3] for one in found] == [one[:3] for one in wanted]
    for one, expected in zip(found, wanted, strict=True):
        assert all(value is None or value == other for value, other in zip(expected[3:], one[3:], strict=True))
    if "ids" in case:
        assert {"a": list(difference.changes[0].ids.a), "b": list(difference.changes[0].ids.b)} == case["ids"]
    assert_laws(record_from(before), record_from(after))


def test_every_class_has_a_case() -> None:
    shown = {found[0] for case in CASES["cases"] for found in case["found"]}
    assert {*shown, "text"} == set(get_args(Class))


def test_a_changed_text_moves_annotations_and_says_so() -> None:
    tree = spelled(BASE)
    text = "Again: " + tree["text"].replace("a generous offer", "an offer")
    moved = json.loads(json.dumps(tree))
    moved["text"] = text
    for layer in moved["layers"]:
        layer.pop("unanchored", None)
        for span in _spans(layer):
            span["text"] = "an offer" if span["text"] == "a generous offer" else span["text"]
            span["start"] = text.index(span["text"], text.index("\n") if span["text"] == "it" else 0)
            span["end"] = span["start"] + len(span["text"])
    difference = compare(record_from(tree), record_from(moved))
    hows = [change.how for change in difference if change.how]
    assert hows.count("moved") == len(hows) == 11
    assert not [change for change in difference if change.class_ in ("added", "removed") and change.kind == "entity"]
    assert_laws(record_from(tree), record_from(moved))


def _spans(part: Any) -> Iterator[Tree]:
    if isinstance(part, dict) and "start" in part and "text" in part:
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _spans(inner)


# Laws


def assert_laws(a: Record, b: Record) -> Difference:
    """What holds for every two records: the patch makes the second, and back, also after it went through a file."""
    difference = compare(a, b)
    source = "".join(patches.write([difference])).encode()
    [stored] = patches.read(source, "p.json") or [difference]
    VALIDATOR.validate(json.loads(source))
    assert canonical_record(patch(a, difference)) == canonical_record(b)
    assert canonical_record(patch(a, stored)) == canonical_record(b)
    assert canonical_record(patch(b, difference.inverse)) == canonical_record(a)
    assert difference.inverse.inverse == difference
    assert not compare(patch(a, difference), b)
    return difference


def sound_mutant(tree: Tree, random: Random) -> Tree:
    """The tree with up to six changes, after each of which it can still be compared."""
    for _ in range(random.randint(1, 40)):
        mutant = mutate(tree, random)[1]
        if not isinstance(mutant, bytes) and (found := decode(json.dumps(mutant).encode())) is not None:
            try:
                compare(found, found)
            except FormatError:
                continue
            tree = mutant
    return tree


@few
@given(seeds)
def test_a_patch_makes_the_second_record_of_the_first(seed: int) -> None:
    random = Random(seed)
    tree = record(random)
    other = {**sound_mutant(tree, random), "id": tree["id"]}
    assert_laws(record_from(tree), record_from(other))


@few
@given(seeds, seeds)
def test_also_between_records_that_have_nothing_in_common(one: int, other: int) -> None:
    assert_laws(record_from({**record(Random(one)), "id": "a"}), record_from({**record(Random(other)), "id": "a"}))


@few
@given(seeds)
def test_a_record_does_not_differ_from_itself(seed: int) -> None:
    same = record_from(record(Random(seed)))
    difference = compare(same, same)
    assert not difference
    assert not difference.to_ids


@few
@given(seeds)
def test_other_ids_and_another_order_are_no_difference(seed: int) -> None:
    tree = record(Random(seed))
    a, b = record_from(tree), record_from(renumbered(tree, Random(seed)))
    assert not compare(a, b)
    assert canonical_record(patch(a, compare(a, b))) == canonical_record(b)


@few
@given(seeds)
def test_what_differs_does_not_depend_on_ids(seed: int) -> None:
    random = Random(seed)
    tree = record(random)
    other = {**sound_mutant(tree, random), "id": tree["id"]}
    a, b, c = (record_from(part) for part in (tree, other, renumbered(other, random)))
    classes = [sorted((change.class_, change.kind, change.path) for change in compare(a, side)) for side in (b, c)]
    assert classes[0] == classes[1]


def test_layers_of_the_sample_corpus() -> None:
    for one in list(corpus_tools.read(str(ROOT / "corpus" / "articles")))[:5]:
        names = [layer.name for layer in one.layers]
        for a, b in pairwise(names):
            difference = compare_layers(one, a, b)
            made = patch(one, difference)
            assert not compare_layers(made, a, b)
            assert [layer for layer in made.layers if layer.name != a] == [x for x in one.layers if x.name != a]


def test_versions_of_the_sample_corpus_in_git() -> None:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "log", "--format=%H", "--", "corpus/articles"], capture_output=True, text=True
    )
    commits = listed.stdout.split()
    if len(commits) < 2:
        pytest.skip("no history here")
    for path in sorted((ROOT / "corpus" / "articles").glob("*.json"))[:4]:
        name = path.relative_to(ROOT).as_posix()
        shown = [_shown(commit, name) for commit in (commits[-1], commits[0])]
        a, b = (record_from(json.loads(source)) for source in shown if source)
        assert_laws(a, b)


def _shown(commit: str, name: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), "show", f"{commit}:{name}"], capture_output=True).stdout


# What cannot be compared, and what does not fit


def test_different_articles_are_refused() -> None:
    other = {**spelled(BASE), "id": "other", "text": "Another story.", "layers": [], "sections": []}
    other.pop("sections")
    with pytest.raises(DifferentArticles, match="example and other"):
        compare(record_from(spelled(BASE)), record_from(other))


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        ("/layers/0/entities/1/id", "t1", "IDS001"),
        ("/layers/0/entities/0/chain", "c9", "REF001"),
        ("/layers/0/events/0/arguments/0/filler", "t99", "REF001"),
        ("/layers/1/annotator", "ada", "IDS002"),
        ("/sections/0/id", "s2", "IDS002"),
    ],
)
def test_records_whose_ids_are_not_in_order_are_refused(at: str, value: str, code: str) -> None:
    broken = record_from(edited(spelled(BASE), [{"at": at, "value": value}]))
    with pytest.raises(FormatError, match=code):
        compare(record_from(spelled(BASE)), broken)


def test_unknown_layers_are_refused() -> None:
    with pytest.raises(UnknownName, match="did you mean ben"):
        compare_layers(record_from(spelled(BASE)), "ada", "bne")


@pytest.mark.parametrize("case", CASES["misfits"], ids=lambda case: case["name"])
def test_a_patch_that_does_not_fit_is_refused_with_the_place(case: Tree) -> None:
    base = spelled(BASE)
    difference = compare(record_from(base), record_from(edited(base, case["edits"])))
    with pytest.raises(PatchMismatch, match=case["place"]):
        patch(record_from(edited(base, case["there"])), difference)


def test_a_patch_that_is_applied_twice_does_not_fit() -> None:
    a, b = record_from(spelled(BASE)), record_from(edited(spelled(BASE), [{"at": "/layers/0/entities/3"}]))
    difference = compare(a, b)
    with pytest.raises(PatchMismatch):
        patch(patch(a, difference), difference)


def test_a_patch_leaves_other_changes_alone() -> None:
    base = spelled(BASE)
    difference = compare(
        record_from(base), record_from(edited(base, [{"at": "/layers/0/entities/3/value", "value": "x"}]))
    )
    elsewhere = [{"at": "/layers/0/entities/6/type", "value": "LOC"}]
    both = [*elsewhere, {"at": "/layers/0/entities/3/value", "value": "x"}]
    made = patch(record_from(edited(base, elsewhere)), difference)
    assert canonical_record(made) == canonical_record(record_from(edited(base, both)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tree: tree.pop("format_version"),
        lambda tree: tree["differences"][0].pop("status"),
        lambda tree: tree["differences"][0]["changes"][0].update({"class": "moved"}),
        lambda tree: tree["differences"][0]["changes"][0].pop("after"),
        lambda tree: tree["differences"][0]["changes"][0]["after"].update({"type": 7}),
    ],
)
def test_what_is_no_patch_is_refused(spoil: Callable[[Any], object]) -> None:
    added = [{"at": "/layers/0/entities/-", "value": {"id": "t8", "type": "PER", "spans": ["Mira Oldane"]}}]
    difference = compare(record_from(spelled(BASE)), record_from(edited(spelled(BASE), added)))
    tree = json.loads("".join(patches.write([difference])))
    spoil(tree)
    with pytest.raises(CorpusToolsError, match=r"p\.json"):
        patches.read(json.dumps(tree).encode(), "p.json")


def test_extensions_survive_as_they_are_written() -> None:
    source = json.dumps(spelled(BASE))
    odd = source.replace('{"org.example": [1]}', '{"org.example": [1.0,  1e2, "\\u00e9"]}')
    a, b = decode(source.encode()), decode(odd.encode())
    assert a
    assert b
    assert '[1.0,  1e2, "\\u00e9"]' in canonical_record(patch(a, assert_laws(a, b)))


def test_the_arrays_of_the_generator_are_those_that_are_compared() -> None:
    from corpus_tools.align.contents import KINDS

    assert set(KINDS.values()) == set(ARRAYS)
