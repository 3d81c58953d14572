"""Answers of a language model: their records fit the schema, or a line is refused."""

from __future__ import annotations

from ._formats import read_or_refused


def answers(data: bytes) -> None:
    """Read any bytes as conversations."""
    read_or_refused(data, "llm", "fuzz.jsonl")


TARGET = answers
