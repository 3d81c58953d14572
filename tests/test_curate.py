"""Curation: what must hold of every gold layer, over generated annotators; and what becomes of decisions."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from corpus_tools.align.contents import everything
from corpus_tools.canonical import canonical_record
from corpus_tools.decode import record_from
from corpus_tools.diff import compare_layers
from corpus_tools.diff.curate import Answer, Ask, Curation, curate
from corpus_tools.diff.curate_earlier import earlier, split
from corpus_tools.diff.curate_log import log_of
from corpus_tools.diff.curate_panel import Panel
from corpus_tools.diff.curate_parts import Parts, decided
from corpus_tools.diff.curate_readings import Words, kind_of
from corpus_tools.diff.curate_votes import Reading, judged
from corpus_tools.errors import CorpusToolsError
from corpus_tools.findings import Finding
from corpus_tools.model import Layer, Record
from corpus_tools.validation import validate

from .annotators import annotated, disturbed
from .generators import MARKED
from .renumbering import renumbered

ASK = Ask(("ada", "ben", "cem"))
ASKS = st.builds(
    Ask, st.just(ASK.sources), min_votes=st.integers(1, 3), confidence=st.sampled_from((0.0, 0.5, 0.75, 1.0))
)
seeds = st.integers(0, 2**32 - 1)
law = settings(deadline=None, max_examples=40)


def gold_of(record: Record) -> Layer:
    return next(layer for layer in record.layers if layer.name == "gold")


def errors(record: Record) -> list[Finding]:
    return [finding for finding in validate(record) if finding.severity == "error"]


def walked(curation: Curation, ask: Ask, random: Random, steps: int) -> Curation:
    """The same after some questions were answered at random."""
    for _ in range(steps):
        cases = [case for case in curation.open if not case.waits]
        if not cases:
            break
        case = random.choice(cases)
        layer = random.choice([*(reading.voters[0] for reading in case.readings), ""])
        answer = Answer(case.case.name, layer, "" if layer else "no such thing")
        try:
            curation = curate(curation.record, ask, answer=answer, by="dora", at="2026-03-01T09:00:00Z")
        except CorpusToolsError:
            continue
    return curation


@pytest.mark.parametrize(
    ("votes", "lookers", "ask", "why"),
    [
        ([2], 2, {}, ""),
        ([2, 1], 3, {}, ""),
        ([1, 1], 2, {}, "tie"),
        ([1], 2, {"min_votes": 1}, "tie"),
        ([2, 2], 5, {}, "tie"),
        ([2], 4, {}, "tie"),
        ([1], 3, {}, "most marked nothing"),
        ([1], 1, {}, "too few votes"),
        ([1], 1, {"min_votes": 1}, ""),
        ([2, 1], 3, {"confidence": 0.75}, "too small a share"),
        ([3, 1], 4, {"confidence": 0.75}, ""),
        ([], 2, {}, "rejected"),
    ],
)
def test_when_a_reading_is_agreed_on(votes: list[int], lookers: int, ask: dict[str, Any], why: str) -> None:
    names = iter("abcdefgh")
    readings = [Reading(b"%d" % index, tuple(next(names) for _ in range(count))) for index, count in enumerate(votes)]
    found = judged(readings, lookers, Ask(ASK.sources, **ask))
    assert (found.why, found.winner) == (why, None if why else readings[0])


@law
@given(seed=seeds, ask=ASKS)
def test_gold_always_validates(seed: int, ask: Ask) -> None:
    record = record_from(annotated(seed))
    made = walked(curate(record, ask), ask, Random(seed), 3).record
    before = {(one.code, one.pointer) for one in errors(record)}
    assert [(one.code, one.message) for one in errors(made) if (one.code, one.pointer) not in before] == []


@law
@given(seed=seeds, ask=ASKS)
def test_the_order_of_layers_changes_nothing(seed: int, ask: Ask) -> None:
    record = record_from(annotated(seed))
    turned = replace(record, layers=record.layers[::-1])
    other = curate(turned, replace(ask, sources=ask.sources[::-1]))
    assert gold_of(other.record) == gold_of(curate(record, ask).record)


@law
@given(seed=seeds, ask=ASKS)
def test_doing_it_again_changes_nothing(seed: int, ask: Ask) -> None:
    once = walked(curate(record_from(annotated(seed)), ask), ask, Random(seed), 3)
    again = curate(once.record, ask)
    assert canonical_record(again.record) == canonical_record(once.record)
    assert [(one.case.name, one.why) for one in again.open] == [(one.case.name, one.why) for one in once.open]
    assert not again.reopened


@law
@given(seed=seeds)
def test_one_layer_is_reproduced(seed: int) -> None:
    record = record_from(annotated(seed, ("ada",), 0))
    made = curate(record, Ask(("ada",), min_votes=1))
    if not errors(record):
        assert [
            (c.class_, c.kind, c.path) for c in compare_layers(made.record, "ada", "gold") if c.kind != "layer"
        ] == []
        assert not made.open


@law
@given(seed=seeds, ask=ASKS)
def test_everything_marked_is_in_gold_or_open_or_rejected(seed: int, ask: Ask) -> None:
    made = walked(curate(record_from(annotated(seed)), ask), ask, Random(seed), 2)
    gold = gold_of(made.record)
    panel_words = {layer.name: Words(layer) for layer in made.record.layers}
    rejected = {digest for one in log_of(gold).rejected for digest in one.readings}
    open_ids = {f"{layer}:{part.id}" for one in made.open for layer, part in one.case.members.items()}
    panel = Panel(made.record, ask)
    settled = [panel.cases[name] for name in earlier(panel).about.values()]
    settled_ids = {f"{layer}:{part.id}" for case in settled for layer, part in case.members.items()}
    for layer in made.record.layers[:-1]:
        for part in everything(layer):
            name = f"{layer.name}:{part.id}"
            is_rejected = panel_words[layer.name].digest(part.id) in rejected
            assert name in open_ids | settled_ids or is_rejected or not panel.is_common(kind_of(part)), part


@law
@given(seed=seeds, ask=ASKS)
def test_decisions_are_kept_when_layers_change_and_are_renumbered(seed: int, ask: Ask) -> None:
    random = Random(seed)
    once = walked(curate(record_from(annotated(seed)), ask), ask, random, 4)
    before = decisions(once.record)
    again = curate(disturbed_but_gold(once.record, random), ask)
    after = decisions(again.record)
    assert {name: after.get(name) for name in before} == before
    log, needed = log_of(gold_of(again.record)), earlier(Panel(again.record, ask)).needed
    assert log.rejected == log_of(gold_of(once.record)).rejected
    rejected = {digest for one in log.rejected for digest in one.readings}
    words = {layer.name: Words(layer) for layer in again.record.layers}
    agreed = [part for part in everything(gold_of(again.record)) if part.decision == "agreed" and part.id not in needed]
    voices = [split(origin) for part in agreed for origin in part.from_ or ()]
    assert not rejected & {words[layer].digest(name) for layer, name in voices}


def decisions(record: Record) -> dict[str, tuple[Any, ...]]:
    """What was decided by somebody: what it says, and who said so, by id."""
    gold = gold_of(record)
    marked = {array: [replace(part, chain=UNSET) for part in getattr(gold, array) or ()] for array in MARKED}
    words = Words(replace(gold, **marked))  # which of its mentions a chain holds depends on what else is settled
    chosen = [part for part in everything(gold) if part.decision != "agreed"]
    return {part.id: (words.digest(part.id), part.decision, logged(part)) for part in chosen}


def logged(part: Any) -> dict[str, Any]:
    return {name: json.loads(bytes(value)) for name, value in (part.extensions or {}).items()}


def disturbed_but_gold(record: Record, random: Random) -> Record:
    """The record with its annotators' layers changed, and everything in them called otherwise."""
    tree = json.loads(canonical_record(record))
    *layers, gold = tree["layers"]
    assert gold["id"] == "gold"
    layers = [disturbed(layer, random, 0.3) for layer in layers]
    sections = [{"id": name} for name in {name for layer in layers for name in layer.get("scope", ())}]
    turned = renumbered({"layers": [{**layer, "scope": []} for layer in layers], "sections": sections}, random)[
        "layers"
    ]
    scopes = {layer["id"]: {"scope": layer["scope"]} for layer in layers if "scope" in layer}
    back = [{key: layer[key] for key in layer if key != "scope"} | scopes.get(layer["id"], {}) for layer in turned]
    return record_from({**tree, "layers": [*back, gold]})


@law
@given(seed=seeds, ask=ASKS)
def test_a_part_is_decided_as_the_whole_would_be(seed: int, ask: Ask) -> None:
    random = Random(seed)
    found = walked(curate(record_from(annotated(seed)), ask), ask, random, random.randrange(3))
    parts = Parts(found.record, ask)
    for case in [one for one in found.open if not one.waits][:5]:
        layer = random.choice([*(reading.voters[0] for reading in case.readings), ""])
        answer = Answer(case.origin, layer, "" if layer else "no such thing")
        try:
            whole = curate(found.record, ask, answer=answer, by="dora")
        except CorpusToolsError:
            with pytest.raises(CorpusToolsError):
                decided(found, parts, None, answer, "dora")
            continue
        found = decided(found, parts, None, answer, "dora")
        assert canonical_record(found.record) == canonical_record(whole.record)
        assert {(one.origin, one.why) for one in found.open} == {(one.origin, one.why) for one in whole.open}
        assert found.counts == whole.counts
