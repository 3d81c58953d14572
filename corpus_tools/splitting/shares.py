"""How large each part is to be."""

from __future__ import annotations

import re

from ..errors import CorpusToolsError

Shares = dict[str, float]
"""The share of each part; they add up to 1."""
_NAMES = {2: ("train", "test"), 3: ("train", "dev", "test")}
_PART = re.compile(r"(?:([a-z][a-z0-9_-]*)=)?([0-9]+(?:\.[0-9]+)?)")


class WrongShares(CorpusToolsError, ValueError):
    """Parts that cannot be."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} does not say how large the parts are; write 80/10/10, or train=70/test=30")


def parts(written: str) -> Shares:
    """The shares in `80/10/10` (train, dev, test), `80/20` (train, test) or `train=70/dev=15/blind=15`.

    Raises:
        WrongShares: it is none of these.

    >>> parts("80/10/10")
    {'train': 0.8, 'dev': 0.1, 'test': 0.1}
    """
    found = [_PART.fullmatch(part.strip()) for part in written.split("/")]
    names = [match[1] for match in found if match]
    if not any(names):
        names = list(_NAMES.get(len(found), ()))
    sizes = [float(match[2]) for match in found if match]
    if len(sizes) != len(found) or len(set(names)) != len(sizes) or not all(names) or min(sizes, default=0) <= 0:
        raise WrongShares(written)
    return {name: size / sum(sizes) for name, size in zip(names, sizes, strict=True)}
