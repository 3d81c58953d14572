"""WindowDiff, as agreement: the share of windows in which two annotators have the same number of boundaries.

    1 - WindowDiff = Σ [b(first) = b(second)] / number of windows

A window is as long as half a segment on average, of the reference, or else of both. Boundaries are the edges of marks,
between tokens (or characters). The figure is 1 minus the error of the paper, so that 1 is perfect as everywhere here.

When: to compare with older work on segmentation; `boundary-similarity` has fewer faults.

Reading it: windows at the ends of a text count less; it depends on the length of segments.

Source: Pevzner and Hearst (2002), A critique and improvement of an evaluation metric for text segmentation.

Example: 8 tokens cut after 4 by ada and after 5 by ben: windows of 2, of which 4 in 6 are alike: 0.667
"""

from __future__ import annotations

from operator import eq

from . import _boundaries as boundaries
from ._measure import Measure

MEASURE = Measure(
    name="window-diff",
    title="1 - WindowDiff",
    units=boundaries.UNITS,
    count=boundaries.counted(boundaries.compared(eq)),
    value=boundaries.share_alike,
    why=boundaries.why_undefined,
    bounds=(0.0, 1.0),
)
