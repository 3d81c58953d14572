"""What merge conflicts are about."""

from __future__ import annotations

from msgspec import UNSET

from ..model import Conflict
from ._view import LayerView


def is_about_something(layer: LayerView, conflict: Conflict) -> bool:
    """Whether the annotation that a conflict names is in the layer, or went when the conflict was resolved."""
    there = conflict.annotation in layer.kinds or conflict.annotation in layer.unanchored
    return there or (conflict.status == "resolved" and may_be_gone(conflict))


def may_be_gone(conflict: Conflict) -> bool:
    """Whether resolving a conflict took the annotation away that it names.

    So it is where the side chosen had deleted it, where of two additions theirs was chosen (the conflict names ours),
    and possibly where a conflict about a whole annotation was settled by hand.
    """
    if conflict.path:
        return False
    sides = {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}
    if conflict.class_ == "add_add":
        return conflict.chosen in ("base", "theirs", "edited")
    return conflict.chosen == "edited" or sides.get(conflict.chosen or "") is UNSET
