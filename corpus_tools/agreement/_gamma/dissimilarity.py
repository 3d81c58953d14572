"""How unlike two units are, in multiples of what a unit costs that stands alone."""

from __future__ import annotations

import numpy as np

from .._counts import Array
from .._measure import Parameters
from .continua import Numbers, Units


def positional(units: Units, first: Numbers, second: Numbers) -> Array:
    """Equation 2 of the paper: 0 for the same place, 1 or more for places that do not touch."""
    start, end, length = units.start, units.end, units.length
    apart = np.abs(start[first] - start[second]) + np.abs(end[first] - end[second])
    found: Array = (apart / (length[first] + length[second])) ** 2
    return found


def categorical(units: Units, first: Numbers, second: Numbers) -> Array:
    """0 for the same category, else 1."""
    differ: Array = (units.category[first] != units.category[second]).astype(np.float64)
    return differ


def combined(units: Units, first: Numbers, second: Numbers, parameters: Parameters) -> Array:
    """Both together, weighted by alpha and beta."""
    return parameters.alpha * positional(units, first, second) + parameters.beta * categorical(units, first, second)
