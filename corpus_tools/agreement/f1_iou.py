"""F1 weighted by overlap: marks of the same type count by how much of them both have.

    F1 = 2 · Σ IoU / (marks of the first + marks of the second)

IoU is the intersection over union of the characters of two marks that were paired; those below `--threshold` count
nothing.

When: one figure that is lenient with small differences of boundaries and strict with large ones.

Reading it: it has no fixed place between `f1-exact` and `f1-type`, but lies between them.

Source: the Jaccard index (1912), as used for spans; there is no agreed definition, so say the threshold with it.

Example: ada marks [0, 4) PER and [9, 12) ORG, ben [0, 4) PER and [9, 15) ORG: F1 = 0.75
"""

from __future__ import annotations

from ..align import Criteria
from . import _spans as spans
from ._comparison import Comparison
from ._counts import Counts
from ._measure import Measure, Parameters


def count(comparison: Comparison, parameters: Parameters) -> Counts:
    least = parameters.threshold
    criteria = Criteria(same_type=True, least=2 * least / (1 + least))
    return spans.counted(lambda a, b: spans.intersection_over_union(a.place, b.place), criteria)(comparison, parameters)


MEASURE = Measure(
    name="f1-iou",
    title="F1 by overlap",
    units=spans.UNITS,
    count=count,
    value=spans.f1,
    why=spans.why_undefined,
    bounds=(0.0, 1.0),
    beside=spans.beside("f1-iou"),
)
