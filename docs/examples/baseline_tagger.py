"""A model's predictions as a layer of their own: a small rule-based tagger for names and values.

    python docs/examples/baseline_tagger.py corpus/articles/rate-decision.json

writes the record with a layer `baseline` to standard output. The tagger knows titles, words that end the names of
bodies, months, currencies and capital letters, and nothing else; it is there to be beaten.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from corpus_tools.canonical import canonical_record
from corpus_tools.model import Annotator, Entity, Layer, Record, Span, TagSetRef
from corpus_tools.store import decode

NAME = "baseline"
VERSION = "1.0"

_TITLES = (
    r"Judge|Prosecutor|Governor|Minister|President|Professor|Dr|Mr|Ms|ministra?|presidenta?|consejer[ao]|alcalde(?:sa)?"
)
_BODIES = (
    r"Bank|Court|Ministry|Agency|Union|Council|Party|Association|Institute|Confederaci[oó]n|Ministerio|Instituto|Junta"
)
_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_CAPITAL = r"[A-ZÁÉÍÓÚÑ][\w’-]*"
_RULES: tuple[tuple[str, str, float], ...] = (
    ("QUANTITY", r"\d+(?:[.,]\d+)?\s?(?:%|percent|por ciento)", 0.95),
    (
        "MONEY",
        r"[$€£]\s?\d[\d.,]*(?: (?:million|billion))?"
        r"|\d[\d.,]* (?:million |billion |millones de )?(?:euros|dollars|talers)",
        0.8,
    ),
    ("DATE", rf"\d{{1,2}} (?:de )?(?:{_MONTHS})|(?:{_MONTHS}) \d{{4}}", 0.9),
    ("ORG", rf"(?:{_CAPITAL} )*(?:{_BODIES})(?: (?:of|de|del) (?:la )?{_CAPITAL})?", 0.7),
    ("PER", rf"(?<=(?:\b))(?:(?:{_TITLES}) )({_CAPITAL}(?: {_CAPITAL})*)", 0.85),
    ("PER", rf"{_CAPITAL} {_CAPITAL}", 0.4),
)


def spans(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Stretches found by the rules, in text order, without overlaps: `(start, end, type, confidence)`."""
    taken: list[tuple[int, int]] = []
    found = []
    for label, pattern, confidence in _RULES:
        for match in re.finditer(pattern, text):
            start, end = match.span(match.lastindex or 0)
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                found.append((start, end, label, confidence))
    yield from sorted(found)


def predict(record: Record, tagset: TagSetRef) -> Layer:
    """The prediction layer for a record."""
    entities = [
        Entity(id=f"t{n}", type=label, spans=[Span(start, end, record.text[start:end])], confidence=confidence)
        for n, (start, end, label, confidence) in enumerate(spans(record.text), 1)
    ]
    return Layer(
        id=NAME,
        role="prediction",
        annotator=NAME,
        tagset=tagset,
        tasks=["entities"],
        status="complete",
        entities=entities,
    )


def with_prediction(record: Record) -> Record:
    """The record with the prediction layer, and its maker among the annotators; an older prediction is replaced."""
    layers = [layer for layer in record.layers if layer.name != NAME]
    tagset = next(layer.tagset for layer in layers if layer.tagset)
    annotators = [part for part in record.annotators or [] if part.id != NAME]
    annotators.append(Annotator(id=NAME, kind="software", name="rule-based baseline tagger", version=VERSION))
    return msgspec.structs.replace(record, layers=[*layers, predict(record, tagset)], annotators=annotators)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        record = decode(Path(path).read_bytes())
        if record is None:
            sys.exit(f"{path}: not a sound record; run corpus-tools validate on it")
        sys.stdout.write(canonical_record(with_prediction(record)))
