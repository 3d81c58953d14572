"""Student's t for intervals: scipy has it too, but takes longer to load than a small corpus to count."""

from __future__ import annotations

import math

_HALVINGS = 60
"""How often a quarter turn is halved: until nothing changes any more."""


def reach(level: float, freedom: int) -> float:
    """How many standard errors an interval of that certainty reaches to either side.

    >>> round(reach(0.95, 10), 3)
    2.228
    """
    low, high = 0.0, math.pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, freedom) < level else (low, middle)
    return math.sqrt(freedom) * math.tan(low)


def within(angle: float, freedom: int) -> float:
    """The share of Student's t between ± √n tan θ for n degrees of freedom (Abramowitz and Stegun 1964, 26.7.3-4)."""
    odd, cosine = freedom % 2, math.cos(angle)
    term, total = cosine if odd else 1.0, 0.0
    for step in range(2 + odd, freedom + 1, 2):
        total += term
        term *= (step - 1) / step * cosine**2
    sum_of_terms = math.sin(angle) * total
    return 2 / math.pi * (angle + sum_of_terms) if odd else sum_of_terms
