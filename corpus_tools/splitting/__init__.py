"""A corpus divided into parts for training, development and testing: by article, what belongs together in one part.

`gather` tells what one record has to say, `split` divides, `leakage` tells what the parts share.
"""

from __future__ import annotations

from .facts import GROUPS, Facts, gather
from .leakage import Leakage, Overlap, leakage, near_pairs
from .shares import Shares, parts
from .stratify import Split, split

__all__ = [
    "GROUPS",
    "Facts",
    "Leakage",
    "Overlap",
    "Shares",
    "Split",
    "gather",
    "leakage",
    "near_pairs",
    "parts",
    "split",
]
