"""F1 of relations: how many two annotators share that have the same type and the same arguments in the same roles.

    F1 = 2 · shared / (relations of the first + relations of the second)

Two arguments are the same where their fillers stand on the same words (`--fillers exact`), on words that overlap, or
have the same heads.

When: the headline for relations.

Reading it: where entities differ their relations must; compare it with `f1-exact` of entities, or take `--fillers
overlap`. Roles of symmetric relations count, since a record does not say which are.

Source: the "strict" setting of Bekoulis et al. (2018), Joint entity recognition and relation extraction.

Example: ada has a works-for of [0, 4) and [9, 12), ben the same and one more: F1 = 0.667
"""

from __future__ import annotations

from . import _spans as spans
from ._frames import shared_relations
from ._measure import Measure

MEASURE = Measure(
    name="f1-relation",
    title="F1",
    units=("relations",),
    default=("relations",),
    count=shared_relations,
    value=spans.f1,
    why=spans.why_undefined,
    bounds=(0.0, 1.0),
    beside=spans.beside("f1-relation"),
)
