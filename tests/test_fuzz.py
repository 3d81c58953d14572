"""Every fuzzing target on the inputs kept for it, and on damaged copies of them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from .fuzz import saved, targets

TARGETS = targets()
INPUTS = [pytest.param(name, path, id=f"{name}-{path.name}") for name in TARGETS for path in saved(name)]
DAMAGES = 20


@pytest.mark.parametrize("name", TARGETS)
def test_has_inputs(name: str) -> None:
    assert saved(name), f"nothing is kept in tests/fuzz/corpus/{name}"


@pytest.mark.parametrize(("name", "path"), INPUTS)
def test_holds_of_kept_inputs_and_of_damaged_copies(name: str, path: Path) -> None:
    data = path.read_bytes()
    TARGETS[name](data)
    random = Random(path.name)
    for _ in range(DAMAGES):
        TARGETS[name](damaged(data, random))


def damaged(data: bytes, random: Random) -> bytes:
    """A copy with a stretch taken out, doubled or replaced."""
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.randrange(1, 12))
    new = random.choice([b"", data[start:end] * 2, random.randbytes(3), b'"', b"[", b"\xc3\xa9", b"-1"])
    return data[:start] + new + data[end:]
