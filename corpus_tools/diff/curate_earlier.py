"""What was decided before, and which cases it is about now: by what it says and what it came from, not by ids alone."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..align import place
from ..align.contents import everything
from ..align.matching import shared
from ..model import Annotation, Chain
from .curate_cases import Case
from .curate_log import Rejected, log_of, taken
from .curate_panel import Panel
from .curate_readings import kind_of, own_spans, roles


class Earlier(Struct, frozen=True):
    """The gold layer as it was found.

    `parts` are its annotations by id, `about` tells the case that each belongs to, `kept` which of them somebody
    decided, and `needed` those together with all that they refer to.
    """

    parts: dict[str, Annotation]
    about: dict[str, str]
    kept: frozenset[str]
    needed: frozenset[str]
    rejected: tuple[Rejected, ...]


def earlier(panel: Panel) -> Earlier:
    """What the gold layer of a panel says; everything but what was agreed on was decided by somebody."""
    parts = {part.id: part for part in everything(panel.gold)}
    kept = frozenset(name for name, part in parts.items() if part.decision != "agreed")
    return Earlier(parts, dict(_about(panel, parts)), kept, _closed(kept, parts), log_of(panel.gold).rejected)


def _closed(kept: frozenset[str], parts: dict[str, Annotation]) -> frozenset[str]:
    found, waiting = set[str](), list(kept)
    while waiting:
        name = waiting.pop()
        if name in parts and name not in found:
            found.add(name)
            waiting += roles(parts[name])
    return frozenset(found)


def _about(panel: Panel, parts: dict[str, Annotation]) -> Iterator[tuple[str, str]]:
    """Annotations of the gold layer and their cases, one to one, the surest first."""
    digests = _by_digest(panel)
    found = [
        (-strength, name, case.name)
        for name, part in parts.items()
        for case in _candidates(panel, part, digests)
        if (strength := _strength(panel, part, case))
    ]
    used = set[str]()
    for _, name, case_name in sorted(found):
        if not used & {f"gold {name}", case_name}:
            used |= {f"gold {name}", case_name}
            yield name, case_name


def _by_digest(panel: Panel) -> dict[str, set[str]]:
    """Cases by the digests of what is said in them, and by kind and place."""
    found: dict[str, set[str]] = {}
    for name, case in panel.cases.items():
        for layer, part in case.members.items():
            for key in (panel.words[layer].digest(part.id), _spot(part)):
                found.setdefault(key, set()).add(name)
    return found


def _spot(part: Annotation) -> str:
    spans = own_spans(part)
    return f"{kind_of(part)} {place(spans)}" if spans else ""


def _candidates(panel: Panel, part: Annotation, digests: dict[str, set[str]]) -> list[Case]:
    """The cases that an annotation of the gold layer may be about."""
    keys = [panel.words[panel.gold.name].digest(part.id), *taken(part).seen, *filter(None, [_spot(part)])]
    names = set[str]().union(*(digests.get(key, ()) for key in keys))
    names |= {name for origin in part.from_ or () if (name := panel.case_of.get(split(origin)))}
    return [case for name in sorted(names) if (case := panel.cases[name]).kind == kind_of(part)]


def split(origin: str) -> tuple[str, str]:
    """The layer and the id that an origin names."""
    layer, _, name = origin.partition(":")
    return layer, name


def _strength(panel: Panel, part: Annotation, case: Case) -> int:
    """How sure it is that an annotation of the gold layer is about a case; 0 where it is not."""
    digest, seen = panel.words[panel.gold.name].digest(part.id), taken(part).seen
    same = 1 if isinstance(part, Chain) else 8  # a chain only holds what mentions are settled
    strengths = [0]
    for layer, member in case.members.items():
        said = panel.words[layer].digest(member.id)
        comes_from = f"{layer}:{member.id}" in (part.from_ or ()) and meet(part, member)
        strengths.append(same * (said == digest) + 4 * comes_from + 2 * (said in seen) + _is_same_mark(part, member))
    return max(strengths)


def meet(one: Annotation, other: Annotation) -> bool:
    """Whether two annotations share words; what has none is only held to have the same type."""
    if not own_spans(one):
        return one.type == other.type
    return shared(place(own_spans(one)), place(own_spans(other))) > 0


def _is_same_mark(one: Annotation, other: Annotation) -> bool:
    spans = own_spans(one)
    return bool(spans) and spans == own_spans(other) and one.type == other.type
