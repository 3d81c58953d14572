"""What BioC holds, however it is spelled."""

from __future__ import annotations

from .._kinds import HOLDS

_NOT_HELD = {
    *("head", "implicit", "provenance", "anchor", "unanchored", "conflict", "layer field", "tokens", "annotator"),
}
HELD = frozenset(HOLDS.keys() - _NOT_HELD)
