"""Gamma by pygamma-agreement, for `benchmarks.agreement`: run by the Python that has it, it needs nothing of ours.

Reads continua as JSON on standard input, a list of units `[coder, start, end, category]` for each, and writes for each
a line of JSON: CPU seconds, and gamma.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np
from pyannote.core import Segment  # type: ignore[import-not-found,unused-ignore]
from pygamma_agreement import (  # type: ignore[import-not-found,unused-ignore]
    CombinedCategoricalDissimilarity,
    Continuum,
)

SAMPLES = 30
_WARM_UP = [["a", 0, 4, "X"], ["a", 6, 9, "Y"], ["b", 1, 4, "X"], ["b", 5, 9, "Y"]]


def gamma(units: list[list[Any]]) -> float:
    """Gamma of one continuum."""
    continuum = Continuum()
    for coder, start, end, category in units:
        continuum.add(coder, Segment(start, end), category)
    dissimilarity = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
    return float(continuum.compute_gamma(dissimilarity, n_samples=SAMPLES).gamma)


def main() -> None:
    """Answer what is asked on standard input."""
    gamma(_WARM_UP)
    for units in json.load(sys.stdin):
        np.random.seed(0)
        start = time.process_time()
        found = gamma(units)
        print(json.dumps({"cpu": time.process_time() - start, "gamma": found}), flush=True)


if __name__ == "__main__":
    main()
