"""F1 of spans by nervaluate, for `benchmarks.agreement`: run by the Python that has it, it needs nothing of ours.

Reads a question `{"rounds": n, "corpora": [...]}` as JSON on standard input. A corpus is two lists of documents, a
document a list of `{"label", "start", "end"}`. Writes a line of JSON for each corpus: CPU seconds, and the strict F1.
"""

from __future__ import annotations

import json
import sys
import time
from statistics import median
from typing import Any

from nervaluate import Evaluator  # type: ignore[import-not-found,unused-ignore]


def evaluated(true: list[Any], found: list[Any]) -> tuple[float, float]:
    """CPU seconds of all four schemes, and the F1 of the strict one."""
    start = time.process_time()
    results = Evaluator(true, found, tags=list("ABCD"), loader="dict").evaluate()
    return time.process_time() - start, float(results["overall"]["strict"].f1)


def main() -> None:
    """Answer what is asked on standard input."""
    asked = json.load(sys.stdin)
    for true, found in asked["corpora"]:
        cpu, f1 = zip(*(evaluated(true, found) for _ in range(asked["rounds"])), strict=True)
        print(json.dumps({"cpu": median(cpu), "f1": f1[0]}), flush=True)


if __name__ == "__main__":
    main()
