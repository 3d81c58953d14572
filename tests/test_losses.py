"""Counting things and finding losses by what has changed gives what listing everything would give."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from corpus_tools.formats import HOLDS, Settings, find, narrow
from corpus_tools.formats._count import is_bare
from corpus_tools.formats._loss import Loss, difference
from corpus_tools.formats._narrow import steps
from corpus_tools.formats._things import count, things
from corpus_tools.model import Entity, Layer, Record

from . import generators
from .conversions import record_of

JSONL = find("jsonl")
SPAN = {"start": 0, "end": 3, "text": "Ada"}


def layer(*entities: str, name: str = "ada") -> dict[str, object]:
    return {"annotator": name, "entities": [{"id": one, "type": "PER", "spans": [SPAN]} for one in entities]}


def record(*layers: dict[str, object]) -> Record:
    return record_of({"id": "a", "text": "Ada wrote.", "layers": list(layers)})


def told(losses: list[Loss]) -> list[tuple[str, str, str, str]]:
    return sorted((loss.what, loss.kind, loss.id, loss.where) for loss in losses)


def by_listing(before: Record, after: Record) -> list[tuple[str, str, str, str]]:
    """The losses as found by listing every thing of both states."""
    left = {thing.key: thing.value for thing in things(after)}
    found = [("lost" if one.key not in left else "changed", one) for one in things(before)]
    return sorted(
        (what, one.kind, one.shown, one.where) for what, one in found if what == "lost" or left[one.key] != one.value
    )


@settings(deadline=None, max_examples=150)
@given(seed=st.integers(0, 2**32 - 1))
def test_columns_count_what_is_listed(seed: int) -> None:
    made = record_of(generators.record(Random(seed)))
    assert count(made) == Counter(thing.kind for thing in things(made))


def bare_of(made: Record) -> Record:
    """A record with nothing but the text and the first stretches of the mentions of another."""
    mentions = [[Entity(id=e.id, type=e.type, spans=e.spans[:1]) for e in one.entities or ()] for one in made.layers]
    layers = [Layer(annotator=f"a{at}", entities=of_layer) for at, of_layer in enumerate(mentions)]
    return Record(format_version="1.0", id=made.id, text=made.text, layers=layers)


@settings(deadline=None, max_examples=150)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_spares_bare_mentions_takes_nothing_from_them(seed: int) -> None:
    made = record_of(generators.record(Random(seed)))
    assert is_bare(bare_of(made)), "or nothing is tried here"
    lacking = type(JSONL)(**{name: getattr(JSONL, name) for name in JSONL.__struct_fields__} | {"holds": frozenset()})
    for one in (made, bare_of(made)):
        for limit in steps(lacking, Settings()):
            if limit.spares_bare and is_bare(one):
                assert limit.step(one) is one, limit.why


@settings(deadline=None, max_examples=150)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_bare_record_has_nothing_else(seed: int) -> None:
    random = Random(seed)
    made, bare = record_of(generators.record(random)), bare_of(record_of(generators.record(Random(seed))))
    if made.layers and made.layers[0].entities and bare.layers[0].entities:
        name = random.choice([name for name in Entity.__struct_fields__ if name not in ("id", "type", "spans")])
        given = [getattr(one, name) for layer in made.layers for one in layer.entities or ()]
        value = next((one for one in given if one is not UNSET), UNSET)
        more = [replace(bare.layers[0].entities[0], **{name: value}), *bare.layers[0].entities[1:]]
        changed = replace(bare, layers=[replace(bare.layers[0], entities=more), *bare.layers[1:]])
        assert is_bare(changed) is (value is UNSET)
    for name in ("metadata", "sections", "segmentation", "annotators", "extensions"):
        if (value := getattr(made, name)) is not UNSET:
            assert not is_bare(replace(bare, **{name: value}))


@settings(deadline=None, max_examples=100)
@given(seed=st.integers(0, 2**32 - 1), lacks=st.sets(st.sampled_from(sorted(HOLDS)), max_size=6))
def test_what_changed_tells_all_that_is_lost(seed: int, lacks: set[str]) -> None:
    before = record_of(generators.record(Random(seed)))
    format = find("jsonl")
    poorer = type(format)(
        **{name: getattr(format, name) for name in format.__struct_fields__} | {"holds": format.holds - lacks}
    )
    for step in steps(poorer, Settings(misaligned="split-token")):
        after = step.step(before)
        losses = list(difference(before, after, lambda kind: ""))
        assert told(losses) == by_listing(before, after)
        lost = Counter(loss.kind for loss in losses if loss.what == "lost")
        assert count(before) - lost == count(after)
        before = after


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ([layer("t1", "t1")], [layer("t1")], [("lost", "entity", "t1", "layer ada, 0-3")]),
        (
            [layer("t1")],
            [layer("t1", name="ben")],
            [("lost", "entity", "t1", "layer ada, 0-3"), ("lost", "layer", "", "layer ada")],
        ),
    ],
)
def test_things_of_one_id_are_not_taken_for_each_other(
    before: list[dict[str, object]], after: list[dict[str, object]], wanted: list[tuple[str, str, str, str]]
) -> None:
    found = told(list(difference(record(*before), record(*after), lambda kind: "")))
    assert Counter(one[:2] for one in found) == Counter(one[:2] for one in wanted)


def test_an_annotation_that_only_moved_to_another_layer_is_not_lost() -> None:
    first = record(layer("t1"), layer("t2", name="ben"))
    part = (first.layers[0].entities or [])[0]
    merged = type(first.layers[1])(annotator="ben", entities=[part, *(first.layers[1].entities or [])])
    after = type(first)(format_version="1.0", id="a", text=first.text, layers=[merged])
    found = list(difference(first, after, lambda kind: ""))
    assert [(loss.what, loss.kind, loss.where) for loss in found] == [("lost", "layer", "layer ada")]


def test_the_same_argument_twice_is_two_things() -> None:
    argument = {"role": "actor", "filler": "t1"}
    event = {"id": "e1", "type": "Met", "trigger": [SPAN]}
    twice, once = (
        record({**layer("t1"), "events": [{**event, "arguments": [argument] * number}]}) for number in (2, 1)
    )
    assert told(list(difference(twice, once, lambda kind: ""))) == [
        ("lost", "argument", "e1 actor:t1 2", "layer ada, 0-3")
    ]


@pytest.mark.parametrize(
    ("format", "name"), [("oneie", "mention_type"), ("wikievents", "mention_type"), ("ace", "phrase_type")]
)
@pytest.mark.parametrize(
    ("sort", "level", "kept"), [("NAM", UNSET, False), ("PRE", "name", False), ("PRE", UNSET, True)]
)
def test_a_sort_of_mention_that_would_be_read_as_something_else_is_told(
    format: str, name: str, sort: str, level: str, kept: bool
) -> None:
    part = (record(layer("t1")).layers[0].entities or [])[0]
    made = record()
    entity = replace(part, attributes={name: sort}, level=level)
    before = replace(made, layers=[Layer(annotator="ada", entities=[entity])])
    lost = [loss.id for loss in narrow(before, find(format), Settings()).losses if loss.kind == "attribute"]
    assert lost == ([] if kept else [f"t1 {name}"])
