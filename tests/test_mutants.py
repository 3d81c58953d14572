"""Damaged records, thousands of them: validation always ends with findings that have a place, never with an error."""

from __future__ import annotations

import json
from random import Random

import jsonschema_rs
import pytest

from corpus_tools import schema
from corpus_tools.findings import Finding
from corpus_tools.report.formats.json import plain
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets, builtin
from corpus_tools.validation import Selection, check

from .generators import record
from .mutations import mutate

MUTANTS = 500
AT_HAND = TagSets(default=builtin())


def mutant(seed: int) -> tuple[str, bytes]:
    """A record with one thing changed, as bytes, and what was changed."""
    random = Random(seed)
    change, changed = mutate(record(random), random)
    return change, changed if isinstance(changed, bytes) else json.dumps(changed).encode("utf-8", "surrogatepass")


def findings(data: bytes) -> list[Finding]:
    return list(check(Source("mutant.json", data), AT_HAND, Selection()))


@pytest.mark.parametrize("part", range(6))
def test_every_mutant_is_judged(part: int) -> None:
    report = jsonschema_rs.validator_for(schema.load("report"))
    for seed in range(part * MUTANTS, (part + 1) * MUTANTS):
        change, data = mutant(seed)
        found = findings(data)
        lines = data.count(b"\n") + 1
        for finding in found:
            assert finding.line is not None, (seed, change, finding)
            assert 1 <= finding.line <= lines, (seed, change, finding)
        report.validate(
            {
                "findings": [plain(finding) for finding in found],
                "summary": {"files": 1, "records": 1, "errors": 0, "warnings": 0, "infos": 0},
            }
        )
