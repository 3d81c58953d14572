"""Pair the annotations of two layers; their ids do not matter, nor does their order, nor which layer is which.

`match` pairs marks, that is places with a type, as scores need it; `pair` pairs two layers, as comparing needs it.
"""

from .layers import Pairing, pair, place
from .marks import Criteria, Mark, Matching, Pair, Place
from .matching import match

__all__ = ["Criteria", "Mark", "Matching", "Pair", "Pairing", "Place", "match", "pair", "place"]
