"""Fixes: the edits that findings carry, made in the source, and taken back where they would add an error."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from . import rules
from .canonical import canonical, read_tree, write_tree
from .edits import apply, parts
from .findings import Edit, Finding, FixClass
from .migrations import migrate

Check = Callable[[bytes], list[Finding]]
"""Finds what is wrong with the bytes of one document."""
ROUNDS = 10
"""Fixes that get in each other's way, or that show only when others are made, wait for the next of so many rounds."""
TRIES = 100
"""Checks of one round, so that thousands of fixes that add errors do not take hours."""
_BOM = b"\xef\xbb\xbf"


class Fixed(Struct, frozen=True):
    """A document after its fixes: its bytes, the findings whose fixes were made, those whose fixes were taken back
    because they would have added an error, and what is still to be found."""

    data: bytes
    made: list[Finding]
    undone: list[Finding]
    left: list[Finding]


def fix(data: bytes, check: Check, classes: Collection[FixClass]) -> Fixed:
    """Make every fix of the given classes, round by round, until none is left to make."""
    found, made, undone = check(data), list[Finding](), list[Finding]()
    in_form = _is_canonical(data)
    for _ in range(ROUNDS):
        refused = set(map(_name, undone))
        wanted = [f for f in found if can_fix(f, classes) and _name(f) not in refused]
        batch = list(_apart(wanted))
        if not batch:
            break
        good = _sound(data, found, batch, check, in_form)
        kept = set(map(id, good))
        undone += [finding for finding in batch if id(finding) not in kept]
        if good:
            data = _after(data, good, in_form)
            found = check(data)
            made += good
    return Fixed(data, made, undone, found)


def can_fix(finding: Finding, classes: Collection[FixClass]) -> bool:
    """Whether a finding carries a fix of one of the classes that can be made without a person."""
    fix = finding.fix or None
    return fix is not None and fix.class_ in classes and bool(fix.edits or finding.code in _REWRITES)


def _apart(wanted: Sequence[Finding]) -> Iterator[Finding]:
    """The findings whose edits do not touch a place that an earlier one's edits touch; a rewrite stands alone."""
    rewrites = [finding for finding in wanted if finding.code in _REWRITES]
    if rewrites:
        yield rewrites[0]
        return
    taken: set[tuple[str, ...]] = set()
    above: set[tuple[str, ...]] = set()
    for finding in wanted:
        places = [tuple(parts(edit.pointer)) for edit in _edits(finding)]
        lines = {place[:depth] for place in places for depth in range(len(place))}
        if not (above.intersection(places) or taken.intersection(places) or taken.intersection(lines)):
            taken.update(places)
            above |= lines
            yield finding


def _sound(data: bytes, found: list[Finding], batch: list[Finding], check: Check, in_form: bool) -> list[Finding]:
    """As many of a batch as can be made together without a new error: all, or else found by halving.

    What is not found in so many tries is not made.
    """
    good: list[Finding] = []
    waiting = [batch]
    for _ in range(TRIES):
        if not waiting:
            break
        some = waiting.pop()
        if not _adds_error(data, found, [*good, *some], check, in_form):
            good += some
        elif len(some) > 1:
            waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
    return good


def _adds_error(data: bytes, found: list[Finding], batch: list[Finding], check: Check, in_form: bool) -> bool:
    try:
        after = _after(data, batch, in_form)
    except (ValueError, LookupError):
        return True
    errors = [finding for finding in check(after) if finding.severity == "error"]
    added = fresh(errors, found)
    if batch[0].code in _REWRITES:
        added = [finding for finding in added if rules.find(finding.code).level == 1]  # the rest was not looked at
    return bool(added) and not _came_to_light(added, batch, after)


def fresh(found: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The findings that were not there before, or not as often, wherever in the document they stand now."""
    known = Counter(map(_gist, before))
    return [finding for finding in found if not _counted(known, finding)]


def _counted(known: Counter[Any], finding: Finding) -> bool:
    known[_gist(finding)] -= 1
    return known[_gist(finding)] >= 0


def _came_to_light(added: list[Finding], batch: list[Finding], after: bytes) -> bool:
    """Whether errors were only hidden: each is about a part that was mended, and of a rule that was silent till then.

    Rules of the same level or a later one are silent about a part of which another error was told.
    """
    mended = {(f.layer, f.annotation) for f in batch if f.annotation is not None}
    codes = {f.code for f in batch}
    first = min(rules.find(code).level for code in codes)
    tree = json.loads(after) if any(finding.related for finding in added) else None
    return all(
        finding.code not in codes
        and rules.find(finding.code).level >= first
        and not mended.isdisjoint([(finding.layer, finding.annotation), *_related(finding, tree)])
        for finding in added
    )


def _related(finding: Finding, tree: Any) -> Iterator[tuple[str | None, str | None]]:
    for related in finding.related or ():
        part = tree
        for key in parts(related.pointer)[:4]:
            part = part[int(key)] if isinstance(part, list) else part[key]
        yield finding.layer, part.get("id") if isinstance(part, dict) else None


def _after(data: bytes, batch: list[Finding], in_form: bool) -> bytes:
    """The document with the fixes of a batch; one that was in canonical form is in canonical form again."""
    if batch[0].code in _REWRITES:
        return _REWRITES[batch[0].code](data)
    source = apply(data.decode("utf-8"), [edit for finding in batch for edit in _edits(finding)])
    return (canonical(source) if in_form else source).encode()


def _edits(finding: Finding) -> Sequence[Edit]:
    return finding.fix.edits if finding.fix else ()


def _is_canonical(data: bytes) -> bool:
    try:
        source = data.decode("utf-8")
        return canonical(source) == source
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.pointer, finding.message


def _gist(finding: Finding) -> tuple[str, str | None, str | None, str]:
    """What a finding says, whatever its place: fixes move what stands after them."""
    return finding.code, finding.layer, finding.annotation, re.sub("[0-9]+", "0", finding.message)


_REWRITES: dict[str, Callable[[bytes], bytes]] = {
    "FMT001": lambda data: data.removeprefix(_BOM),
    "FMT007": lambda data: write_tree(migrate(read_tree(data.decode("utf-8")))).encode(),
    "FMT005": lambda data: canonical(data.decode("utf-8")).encode(),
}
"""Fixes that write the whole document anew, by the code of the rule."""
