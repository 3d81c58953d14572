"""What validation costs grows with the record and no faster, whatever lies upon each other or is wrong in it.

Work is counted in lines of Python that run, so nothing here depends on the machine; what loops inside one call of the
standard library is held by the bound of seconds in `test_hostile.py`.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import pytest

from benchmarks.shapes import SHAPES, Part, Shape, entity, record, text, word
from corpus_tools.findings import Checked, Finding
from corpus_tools.fixing import fix
from corpus_tools.plugins import names
from corpus_tools.report import Summary, formats
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets, builtin
from corpus_tools.validation import Selection, check

COUNTS = (200, 400, 800)
GROWTH = 1.05
"""What the second half of the annotations may cost, beside twice the second quarter: 1 is linear, 2 is a square."""


def entities(count: int, **fields: Any) -> list[Part]:
    return [entity(number, word(number), **fields) for number in range(count)]


def article(**parts: Any) -> bytes:
    layers = parts.pop("layers", [{"annotator": "ada", "entities": entities(3)}])
    return json.dumps({"format_version": "1.0", "id": "large", "text": text(), "layers": layers, **parts}).encode()


def sections(count: int, length: int) -> list[Part]:
    return [
        {"id": f"s{number}", "type": "body", "start": 5 * number, "end": 5 * number + length} for number in range(count)
    ]


def layer(**parts: Any) -> bytes:
    return article(layers=[{"annotator": "ada", **parts}])


def unanchored(number: int) -> Part:
    context = [{"start": 0, "prefix": "", "suffix": "a"}]
    return {"kind": "entity", "annotation": entity(number, word(number)), "context": context}


def conflict(number: int) -> Part:
    return {"id": f"x{number}", "class": "type", "annotation": f"t{number}", "path": "/type", "status": "open"}


def members(number: int, count: int) -> Part:
    leads_to = [f"c{(number + step) % count}" for step in (1, 2, 3)]
    return {"id": f"c{number}", "kind": "entity", "type": "PER", "members": leads_to}


def segmented(count: int, length: int) -> Part:
    pairs = [[5 * number, 5 * number + length] for number in range(count)]
    return {"segmentation": {"tokenizer": "x", "tokens": pairs, "sentences": pairs}}


def types(count: int) -> bytes:
    tagset = {"format_version": "1.0", "id": "many", "version": "1.0.0", "title": "Many", "license": "CC0-1.0"}
    arrays = ("event_types", "quote_types", "relation_types", "attributes", "section_types", "kbs")
    entity_types = [{"name": f"T{number}", "definition": "A thing.", "parent": "T0"} for number in range(count)]
    return json.dumps({**tagset, **{name: [] for name in arrays}, "entity_types": entity_types}).encode()


ADA = {"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}
MORE: dict[str, Shape] = {
    "keys given twice": lambda n: layer(entities=entities(n)).replace(b'"level": ', b'"level": "nominal", "level": '),
    "halves of characters": lambda n: layer(entities=entities(n, note="\ud83d")),
    "halves of characters in one id": lambda n: article(id="\ud83d" * n),
    "objects where names are wanted": lambda n: layer(derived_from=[{"name": number} for number in range(n)]),
    "names and numbers mixed": lambda n: layer(scope=[number if number % 2 else f"s{number}" for number in range(n)]),
    "edges of spans": lambda n: layer(entities=[entity(i, (word(i)[0], word(i)[1] + 1)) for i in range(n)]),
    "unknown keys": lambda n: article(**{f"key{number}": 1 for number in range(n)}),
    "unknown types": lambda n: layer(entities=entities(n), tagset={"id": "nowhere", "version": "1.0.0"}),
    "sections, crossing": lambda n: article(sections=sections(n, 2000)),
    "sections, in one place": lambda n: article(sections=[{**one, "start": 0, "end": 500} for one in sections(n, 9)]),
    "sections, all in the scope": lambda n: article(
        sections=sections(n, 4),
        layers=[{"annotator": "ada", "scope": [f"s{number}" for number in range(n)], "entities": entities(n)}],
    ),
    "tokens, crossing": lambda n: article(**segmented(n, 204)),
    "layers": lambda n: article(
        layers=[{"annotator": f"a{number}", "entities": entities(3)} for number in range(n // 4)]
    ),
    "unanchored": lambda n: layer(unanchored=[unanchored(number) for number in range(n)]),
    "unanchored, one and the same": lambda n: layer(unanchored=[unanchored(0)] * n),
    "conflicts": lambda n: layer(entities=entities(n), conflicts=[conflict(number) for number in range(n)]),
    "members in circles": lambda n: record("chains", n, lambda number: members(number, n)),
    "a word marked once": lambda n: article(
        text="Ada met. " * n + "x", layers=[{"annotator": "ada", "entities": [ADA]}]
    ),
    "types of a tag set": lambda n: types(n // 2),
}


def work(job: Callable[[], object]) -> int:
    """How many lines of Python, and calls, a job takes."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += 1
        return trace

    former = sys.gettrace()
    sys.settrace(trace)
    try:
        job()
    finally:
        sys.settrace(former)
    return count


def growth(job: Callable[[int], object]) -> float:
    job(9)  # what is made once, such as compiled patterns, is no work of any
    quarter, half, whole = map(work, [partial(job, count) for count in COUNTS])
    return (whole - half) / (half - quarter) / 2


AT_HAND, CHOSEN = TagSets(default=builtin()), Selection()


def look(data: bytes) -> list[Finding]:
    return check(Source("large.json", data), AT_HAND, CHOSEN)


def on(shape: Shape, job: Callable[[bytes], object]) -> Callable[[int], object]:
    """A job on records of a shape, which are made beforehand."""
    made = {count: shape(count) for count in (9, *COUNTS)}
    return lambda count: job(made[count])


@pytest.mark.parametrize("name", [*SHAPES, *MORE])
def test_checking_grows_with_the_record(name: str) -> None:
    assert growth(on({**SHAPES, **MORE}[name], look)) < GROWTH


@pytest.mark.parametrize("name", ["entities, misplaced", "entities, one and the same", "edges of spans"])
def test_fixing_grows_with_the_record(name: str) -> None:
    assert growth(on({**SHAPES, **MORE}[name], lambda data: fix(data, look, ("safe", "unsafe")))) < GROWTH


@pytest.mark.parametrize("name", ["entities, misplaced", "entities, overlapping"])
@pytest.mark.parametrize("form", names(formats.__name__))
def test_reporting_grows_with_the_findings(name: str, form: str) -> None:
    def written(data: bytes) -> None:
        summary = Summary()
        checked = summary.counted([Checked("large.json", look(data))])
        deque(formats.find(form)(checked, summary, formats.Detail(limit=0)), maxlen=0)

    assert growth(on(SHAPES[name], written)) < GROWTH
