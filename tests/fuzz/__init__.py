"""Targets for fuzzing: one file each, found by looking in this folder, exporting TARGET.

A target takes any bytes and asserts what must hold whatever they are: nothing is raised but what is meant to be, every
finding has a place, what is written is read back. Inputs worth keeping are in `corpus/<target>/`; the test suite runs
them all. `python -m tests.fuzz TARGET --seconds 60` looks for more with atheris.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus_tools.plugins import collect, names

Target = Callable[[bytes], None]
CORPUS = Path(__file__).parent / "corpus"


def targets() -> dict[str, Target]:
    """Every target by its name."""
    return dict(zip(names(__name__), collect(__name__, "TARGET"), strict=True))


def saved(name: str) -> list[Path]:
    """The inputs kept for a target."""
    return sorted(path for path in (CORPUS / name).glob("*") if path.is_file())
