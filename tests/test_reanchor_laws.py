"""Laws of re-anchoring, over generated records and edits that tell where every character went."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.edits import KINDS, joined, paragraphs, traced
from corpus_tools.align.subsequence import common
from corpus_tools.align.texts import align_texts
from corpus_tools.canonical import canonical_record
from corpus_tools.diff.reanchor import Correction, Reanchored, corrected, reanchor
from corpus_tools.diff.reanchor.soundness import WAITING
from corpus_tools.engine.reanchor import accepted
from corpus_tools.errors import FormatError
from corpus_tools.intake.normalise import normalise
from corpus_tools.model import Layer, Record, Span
from corpus_tools.validation import validate

from .generators import record as generated

SEEDS = st.integers(0, 2**32 - 1)
LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def a_record(random: Random) -> Record:
    """A generated record without what was open in it before."""
    record = msgspec.json.decode(msgspec.json.encode(generated(random)), type=Record)
    return msgspec.structs.replace(record, layers=[_clean(layer) for layer in record.layers])


def _clean(layer: Layer) -> Layer:
    return msgspec.structs.replace(layer, conflicts=msgspec.UNSET, unanchored=msgspec.UNSET)


def edited(text: str, random: Random) -> str:
    """The text after some edit, as clean as a record wants it."""
    kind, amount = random.choice(list(KINDS)), random.choice((0.01, 0.1, 0.3))
    return normalise("".join(one for one, _ in KINDS[kind](traced(text), amount, random)))[0]


def carried(seed: int) -> tuple[Record, Reanchored] | None:
    """A record and what became of it with an edited text; None where the edit leaves no sound text."""
    random = Random(seed)
    record = a_record(random)
    try:
        return record, reanchor(record, edited(record.text, random))
    except FormatError:
        return None


def marked(record: Record) -> Iterator[tuple[str, Any]]:
    """Everything with spans, with its layer."""
    for layer in record.layers:
        for part in (*(layer.entities or ()), *(layer.events or ()), *(layer.quotes or ())):
            yield layer.name, part


def main_spans(part: Any) -> list[Span]:
    """The spans that an annotation stands at."""
    return next(getattr(part, name) for name in ("spans", "trigger", "content") if hasattr(part, name))


def all_spans(part: Any) -> Iterator[Span]:
    yield from main_spans(part)
    for name in ("head", "cue"):
        yield from getattr(part, name, None) or ()
    for argument in getattr(part, "arguments", None) or ():
        yield from argument.spans or ()


def errors(record: Record) -> set[str]:
    return {one.code for one in validate(record, ignore=WAITING) if one.severity == "error"}


@given(SEEDS)
@LAWS
def test_the_same_text_changes_nothing(seed: int) -> None:
    record = a_record(Random(seed))
    result = reanchor(record, record.text)
    assert result.record == record
    assert {fate.status for fate in result.fates} <= {"kept"}


@given(SEEDS)
@LAWS
def test_the_result_is_sound_and_every_place_holds_its_words(seed: int) -> None:
    if found := carried(seed):
        record, result = found
        for _, part in marked(result.record):
            for span in all_spans(part):
                assert result.record.text[span.start : span.end] == span.text
        assert errors(result.record) <= errors(record)
        assert canonical_record(msgspec.json.decode(canonical_record(result.record), type=Record)) == canonical_record(
            result.record
        )


@given(SEEDS)
@LAWS
def test_every_annotation_has_a_fate_and_none_is_gone(seed: int) -> None:
    if found := carried(seed):
        record, result = found
        before = {(layer, part.id) for layer, part in marked(record)}
        waiting = {
            (layer.name, item.annotation.id)
            for layer in result.record.layers
            for item in layer.unanchored or ()
            if not item.path
        }
        assert {(layer, part.id) for layer, part in marked(result.record)} | waiting == before
        assert {(fate.layer, fate.id) for fate in result.fates if fate.layer} == before


@given(SEEDS)
@LAWS
def test_kept_and_moved_mean_the_same_words(seed: int) -> None:
    if found := carried(seed):
        for fate in found[1].fates:
            if fate.layer and fate.status in ("kept", "moved"):
                assert [span.text for span in fate.before] == [span.text for span in fate.after]
                assert fate.status == "moved" or fate.before == fate.after


@given(SEEDS)
@LAWS
def test_what_is_doubtful_carries_a_mark_and_nothing_else_does(seed: int) -> None:
    if found := carried(seed):
        record, result = found
        former = {(layer, part.id): part.anchor for layer, part in marked(record)}
        doubtful = {(f.layer, f.id) for f in result.fates if f.status in ("stretched", "reanchored")}
        for layer, part in marked(result.record):
            is_new = part.anchor != former[layer, part.id]
            assert is_new == ((layer, part.id) in doubtful)


@given(SEEDS)
@LAWS
def test_references_roles_and_chains_stay_whole(seed: int) -> None:
    if found := carried(seed):
        record, result = found
        for before, after in zip(record.layers, result.record.layers, strict=True):
            assert (before.relations, before.chains, before.name) == (after.relations, after.chains, after.name)
            was = {part.id: part for part in (*(before.events or ()), *(before.quotes or ()))}
            for part in (*(after.events or ()), *(after.quotes or ())):
                assert references(part) == references(was[part.id])


def references(part: Any) -> list[Any]:
    filled = [(one.role, one.filler) for one in getattr(part, "arguments", None) or () if one.filler]
    return [filled, getattr(part, "source", None), getattr(part, "addressee", None), part.chain]


@given(SEEDS)
@LAWS
def test_what_lies_inside_stays_inside(seed: int) -> None:
    if found := carried(seed):
        record, result = found
        now = {(layer, part.id): main_spans(part) for layer, part in marked(result.record)}
        sure = {(f.layer, f.id) for f in result.fates if f.status in ("kept", "moved") and "/arguments" not in f.field}
        before = {(layer, part.id): main_spans(part) for layer, part in marked(record)}
        for (layer, name), inner in before.items():
            for (other_layer, other), outer in before.items():
                both = {(layer, name), (other_layer, other)}
                if layer == other_layer and both <= sure and both <= now.keys() and _holds(outer, inner):
                    assert _holds(now[layer, other], now[layer, name])


def _holds(outer: list[Span], inner: list[Span]) -> bool:
    return all(any(one.start <= span.start and span.end <= one.end for one in outer) for span in inner)


@given(SEEDS)
@LAWS
def test_going_back_restores_what_was_lost_and_moved(seed: int) -> None:
    if found := carried(seed):
        record, result = found
        sure = {(f.layer, f.id) for f in result.fates if f.status in ("kept", "moved", "lost") and f.layer}
        sure -= {(f.layer, f.id) for f in result.fates if f.status in ("stretched", "reanchored")}
        try:
            back = reanchor(accepted(result.record, record), record.text)
        except FormatError:
            return
        again = {(layer, part.id): part for layer, part in marked(back.record)}
        doubted = {(f.layer, f.id) for f in back.fates if f.needs_review}
        for layer, part in marked(record):
            if (layer, part.id) in sure and (layer, part.id) not in doubted:
                assert again[layer, part.id] == part


@given(SEEDS)
@LAWS
def test_no_character_comes_from_two_places_or_goes_to_two(seed: int) -> None:
    random = Random(seed)
    text = a_record(random).text
    other = edited(text, random)
    found = align_texts(text, other)
    for run in found.runs:
        assert text[run.start : run.start + run.length] == other[run.to : run.to + run.length]
    taken = sorted((run.to, run.to + run.length) for run in found.runs)
    ours = [(run.start, run.start + run.length) for run in found.runs]
    for places in (taken, ours):
        assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(st.text("ab ", max_size=9), st.text("ab ", max_size=9))
@settings(max_examples=300, deadline=None)
@example("said said", "said")
def test_what_is_certain_is_the_same_in_every_longest_subsequence(a: str, b: str) -> None:
    found, doubts = common(a, b)
    pairs = {(start + at, to + at) for start, to, length in found for at in range(length)}
    every = _all_longest(a, b)
    assert pairs in every
    sure = {(at, to) for at, to in pairs if not any(start <= at < end for start, end in doubts)}
    assert sure == set.intersection(*map(set, every))


def _all_longest(a: str, b: str) -> list[set[tuple[int, int]]]:
    """Every longest common subsequence of two short texts, by trying all."""
    best: dict[tuple[int, int], list[frozenset[tuple[int, int]]]] = {}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            options = [frozenset[tuple[int, int]]()] if not (i and j) else [*best[i - 1, j], *best[i, j - 1]]
            if i and j and a[i - 1] == b[j - 1]:
                options += [one | {(i - 1, j - 1)} for one in best[i - 1, j - 1]]
            most = max(map(len, options))
            best[i, j] = [one for one in dict.fromkeys(options) if len(one) == most]
    return [set(one) for one in best[len(a), len(b)]]


@given(SEEDS)
@LAWS
def test_corrections_put_their_words_where_they_say(seed: int) -> None:
    random = Random(seed)
    record = a_record(random)
    places = [span for _, part in marked(record) for span in main_spans(part)[:1]]
    if places:
        span = random.choice(places)
        try:
            result = corrected(record, [Correction(old=span.text, new="Quillon", start=span.start)])
        except FormatError:
            return
        assert result.record.text == record.text[: span.start] + "Quillon" + record.text[span.end :]
        for fate in result.fates:
            if fate.before == (span,) and fate.status != "lost":
                assert [one.text for one in fate.after] == ["Quillon"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_silently_wrong_at_one_percent(kind: str) -> None:
    text = "\n\n".join(
        f"In round {number} the {team} beat the guests from {place} by {number} goals to one, said coach {coach}."
        for number, (team, place, coach) in enumerate(
            (team, place, coach)
            for team in ("Rovers", "Harriers", "Athletic")
            for place in ("Carrow", "Eddon", "Port Vale", "Lothrey")
            for coach in ("Mira Dole", "Tam Orvis")
        )
    )
    for seed in range(5):
        new = KINDS[kind](traced(text), 0.01, Random(seed))
        where = {origin: at for at, (_, origin) in enumerate(new) if origin is not None}
        assert not list(silently_wrong(text, "".join(one for one, _ in new), where))


def silently_wrong(text: str, other: str, where: dict[int, int]) -> Iterator[tuple[str, int]]:
    """Words that are said to be the same ones at a place to which not one of their characters went."""
    from corpus_tools.diff.reanchor.places import Places

    places = Places(align_texts(text, other))
    at = 0
    for word in text.split():
        at = text.index(word, at)
        found = places.find([Span(at, at + len(word), word)])
        if found.status in ("kept", "moved"):
            truth = {where[one] for one in range(at, at + len(word)) if one in where}
            if not truth or not truth <= set(range(found.spans[0].start, found.spans[0].end)):
                yield word, at
        at += len(word)


def test_a_paragraph_that_was_moved_takes_its_annotations_along() -> None:
    parts = paragraphs(traced("Ada wrote a long letter.\n\nBen read the news aloud.\n\nCem sang at the harbour."))
    other = "".join(one for one, _ in joined([parts[2], parts[0], parts[1]]))
    found = align_texts("Ada wrote a long letter.\n\nBen read the news aloud.\n\nCem sang at the harbour.", other)
    placed = found.place(52, 55)
    assert placed is not None
    assert (other[placed.start : placed.end], placed.start) == ("Cem", 0)


def test_a_place_gains_no_white_space_at_its_edges() -> None:
    old, new = "The ferry left. Late\nIt rained all day.", "The ferry left.\nIt rained all day."
    placed = align_texts(old, new).place(old.index("Late"), len(old))
    assert placed
    assert new[placed.start : placed.end] == "It rained all day."
