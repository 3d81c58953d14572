"""Losses that many formats tell, in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ._loss import Loss

OTHER_WORDS = "the words at its place are not those it names"
NO_PLACE = "its place is empty or outside the text"
NO_FIELD = "a record has no field for it"


def of_text(changes: Sequence[str], article: str, where: str) -> Iterator[Loss]:
    """What was done to a text, if anything was."""
    if changes:
        yield Loss(what="changed", kind="text", id="", article=article, where=where, why="; ".join(changes))


def of_tokens(said: str, article: str, where: str) -> Iterator[Loss]:
    """What a source says of each of its tokens, if anything."""
    if said:
        why = "a record holds tokens, but nothing that is said of each of them"
        yield Loss(what="changed", kind="tokens", id=said, article=article, where=where, why=why)


def unknown(names: Iterable[str], article: str, where: str) -> Iterator[Loss]:
    """What a source says under names for which a record has nothing."""
    for name in names:
        why = "a record has no place for it"
        yield Loss(what="lost", kind="extension", id=name, article=article, where=where, why=why)
