"""What differs between two versions of an article, as values, and one version made of the other.

difference = compare(a, b)
assert canonical_record(patch(a, difference)) == canonical_record(b)
"""

from .changes import Change, Difference, Ids
from .compare import compare, compare_layers
from .patch import patch

__all__ = ["Change", "Difference", "Ids", "compare", "compare_layers", "patch"]
