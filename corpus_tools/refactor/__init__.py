"""Labels renamed, merged and split over a whole corpus and its tag set, and put back again."""

from .labels import KINDS, Label, label
from .records import Change, changes, edits
from .tagsets import merged, renamed, split

__all__ = ["KINDS", "Change", "Label", "changes", "edits", "label", "merged", "renamed", "split"]
