"""Annotations carried over to a changed text: every one gets a fate, and what is doubtful is marked for review.

result = reanchor(record, corrected)
[fate for fate in result.fates if fate.needs_review]
"""

from .corrections import Correction, corrected
from .fates import Fate, Reanchored
from .record import reanchor

__all__ = ["Correction", "Fate", "Reanchored", "corrected", "reanchor"]
