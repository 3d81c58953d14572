"""Pk, as agreement: the share of windows whose ends both annotators put into one segment, or both into two.

    1 - Pk = Σ [same(first) = same(second)] / number of windows

A window is as long as half a segment on average, of the reference, or else of both. Boundaries are the edges of marks,
between tokens (or characters). The figure is 1 minus the error of the paper, so that 1 is perfect as everywhere here.

When: to compare with older work on segmentation; `boundary-similarity` has fewer faults.

Reading it: it forgives boundaries that are too many more than such as are missing.

Source: Beeferman, Berger and Lafferty (1999), Statistical models for text segmentation.

Example: 8 tokens cut after 4 by ada and after 5 by ben: windows of 2, of which 4 in 6 are alike: 0.667
"""

from __future__ import annotations

from . import _boundaries as boundaries
from ._measure import Measure


def alike(first: int, second: int) -> bool:
    return (first > 0) == (second > 0)


MEASURE = Measure(
    name="pk",
    title="1 - Pk",
    units=boundaries.UNITS,
    count=boundaries.counted(boundaries.compared(alike)),
    value=boundaries.share_alike,
    why=boundaries.why_undefined,
    bounds=(0.0, 1.0),
)
