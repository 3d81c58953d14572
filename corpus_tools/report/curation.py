"""What came of a curation: what is open, with its place and all readings, for people or as JSON; and the counts."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ..diff.curate import OpenCase
from ..diff.curate_readings import own_spans
from ..engine.curate import Curated, Places
from ..text import quoted, visible
from .console import Printer
from .readings import Readings
from .written import put


def run(files: Iterable[Curated], output_format: str, *, check: bool, quiet: bool) -> int:
    """Write the files that changed, unless it is only a check, and tell what is open; returns the exit code.

    It is 2 where a file could not be curated, 1 where something is open or, with `check`, would change.
    """
    counts, why, errors = Counter[str](), Counter[str](), Printer(sys.stderr)
    trees: dict[str, list[Any]] = {"open": [], "no_longer_agreed": []}
    for file in files:
        if file.curation is None:
            counts["faults" if file.is_fault else "passed over"] += 1
            errors.line(f"{visible(file.file)}: not curated: {visible(file.why)}")
            continue
        count(file, counts, why)
        if output_format == "json":
            trees["open"] += open_trees(file, check=check)
            trees["no_longer_agreed"] += ({"file": file.file, "id": name} for name in file.curation.reopened)
        elif not quiet:
            for line in lines(file, check=check):
                print(line)
        if file.changed and not check:
            put(file.file, file.before, file.after)
    if output_format == "json":
        print(json.dumps(trees, ensure_ascii=False, indent=1))
    errors.line(summary(counts, why, check=check))
    return 2 if counts["faults"] else 1 if why or (check and counts["changed"]) else 0


def count(file: Curated, counts: Counter[str], why: Counter[str]) -> None:
    """Add a file to the counts."""
    assert file.curation is not None
    counts.update(file.curation.counts)
    counts.update({"changed": int(file.changed), "no longer agreed": len(file.curation.reopened)})
    why.update(one.why for one in file.curation.open)


def lines(file: Curated, *, check: bool = False) -> Iterator[str]:
    """What is open in a file, and what had been agreed on and is no longer."""
    assert file.curation is not None
    for name, part in file.curation.reopened.items():
        words = " … ".join(span.text for span in own_spans(part))
        yield visible(
            f"{file.file}: no longer agreed on: {name} {part.type or ''} {quoted(words) if words else ''}".rstrip()
        )
    for one, (line, column) in _placed(file, check=check):
        yield visible(f"{file.file}:{line}:{column}: {one.case.kind}: {one.why}")
        yield from case_lines(one, Readings(file.curation.record))


def case_lines(one: OpenCase, readings: Readings) -> Iterator[str]:
    """The readings of a case, numbered, with who has them."""
    who = [", ".join(reading.voters) for reading in one.readings]
    width = max(map(len, who), default=0)
    for number, (reading, names) in enumerate(zip(one.readings, who, strict=True), 1):
        shown = "  ".join(filter(None, [readings.said(one, reading), readings.context(one, reading)]))
        yield visible(f"    {number}  {names:{width}}  {shown}")


def _placed(file: Curated, *, check: bool) -> Iterator[tuple[OpenCase, tuple[int, int]]]:
    """Open cases with their lines and columns, in the file as it is afterwards."""
    assert file.curation is not None
    if file.curation.open:
        places = Places(file.file, file.before if check else file.after)
        yield from ((one, places.of(one)) for one in file.curation.open)


def open_trees(file: Curated, *, check: bool = False) -> Iterator[dict[str, Any]]:
    """What is open in a file as plain objects."""
    assert file.curation is not None
    record = file.curation.record
    readings = Readings(record)
    for one, (line, column) in _placed(file, check=check):
        yield {
            "file": file.file,
            "line": line,
            "column": column,
            "article": record.id,
            "kind": one.case.kind,
            "why": one.why,
            "waits": one.waits,
            **({"was": one.was} if one.was else {}),
            "readings": [
                {
                    "from": [f"{layer}:{one.case.members[layer].id}" for layer in reading.voters],
                    "said": readings.said(one, reading),
                    "context": readings.context(one, reading),
                }
                for reading in one.readings
            ],
        }


def summary(counts: Counter[str], why: Counter[str], *, check: bool) -> str:
    """The last line: what is in gold, what is open and why."""
    gold = ", ".join(f"{counts[name]} {name}" for name in ("agreed", "decided", "rejected"))
    reasons = f" ({', '.join(f'{number} {name}' for name, number in sorted(why.items()))})" if why else ""
    files = ", ".join(
        f"{counts[name]} {said}"
        for name, said in (
            ("changed", "would change" if check else "written"),
            ("passed over", "passed over"),
            ("faults", "could not be curated"),
        )
        if counts[name]
    )
    parts = [f"gold: {gold}", f"open: {sum(why.values())}{reasons}"]
    parts += [f"no longer agreed: {counts['no longer agreed']}"] * bool(counts["no longer agreed"])
    return "; ".join([*parts, f"files: {files or 'nothing to write'}"])
