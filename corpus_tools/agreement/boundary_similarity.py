"""Boundary similarity, B: how alike two ways to cut a text into segments are, where a near miss counts half.

    B = 1 - (additions + near misses / 2) / (additions + near misses + matches)

Boundaries are the edges of marks, between tokens (or characters, `--grain characters`). A near miss is a boundary that
the other has one token further on or back.

When: segments that follow each other, such as long quotes; `f1-exact` where marks are names.

Reading it: 1 is perfect. It is not corrected for chance.

Source: Fournier (2013), Evaluating text segmentation using boundary edit distance, equation 9 with n_t = 2.

Example: segments of 2, 3 and 6 tokens beside 2, 2 and 7: 0.75
"""

from __future__ import annotations

from . import _boundaries as boundaries
from ._boundaries import Segmented
from ._counts import Array, Counts, Rows, ratio
from ._measure import Measure, Parameters


def count(found: Segmented, has_reference: bool) -> Counts:
    near = boundaries.near_misses(found)
    return {
        ("match",): len(found.first & found.second),
        ("near",): near,
        ("addition",): len(found.first ^ found.second) - 2 * near,
    }


def value(rows: Rows, parameters: Parameters) -> Array:
    wrong = rows["addition"] + rows["near"] / 2
    return 1 - ratio(wrong, rows["addition"] + rows["near"] + rows["match"])


MEASURE = Measure(
    name="boundary-similarity",
    title="boundary similarity B",
    units=boundaries.UNITS,
    count=boundaries.counted(count),
    value=value,
    why=boundaries.why_undefined,
    bounds=(0.0, 1.0),
)
