"""What is told of a document of CoNLL-U as a whole: what is said of its words and sentences, and no record holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from .._loss import Loss
from .._token_text import TokenText
from .rows import COLUMNS, Row, Sentence
from .values import PREFIX
from .wording import Worded

_KNOWN = {"text", "sent_id", "newdoc", "newdoc id", "newpar", "newpar id", "global.Entity", "annotator"}
_MISC = {"Entity", "SpaceAfter", "SpacesAfter", "Bridge", "SplitAnte"}


class Told(NamedTuple):
    """Losses, and how many things of a kind they are of."""

    losses: list[Loss]
    seen: dict[str, int]


def told(
    sentences: Sequence[Sentence], words: TokenText, others: Sequence[str], said: Worded, article: str, file: str
) -> Told:
    """What is told of a document; `others` are the names of comments that say something of it and are no metadata."""
    where = f"{file}:{sentences[0].rows[0].line}"

    def loss(kind: str, name: str, why: str, what: Literal["lost", "changed"] = "changed") -> Loss:
        return Loss(what=what, kind=kind, id=name, article=article, where=where, why=why)

    rows = [row for sentence in sentences for row in sentence.rows]
    losses = [loss("text", "", "; ".join(words.cleaned.changes))] if words.cleaned.changes else []
    if said.unlike:
        lines = ", ".join(str(sentence.rows[0].line) for sentence in said.unlike[:10])
        losses.append(loss("text", f"lines {lines}", "the words of a sentence do not stand in its text"))
    if columns := list(_columns(rows)):
        losses.append(loss("tokens", ", ".join(columns), "a record holds tokens, but nothing that is said of each"))
    if empty := sum(row.mark == "." for row in rows):
        losses.append(loss("tokens", f"{empty} empty nodes", "a record holds only what is written"))
    if unsplit := _unsplit(rows):
        losses.append(loss("tokens", f"{unsplit} ranges", "the words of a range do not make it up: it is one token"))
    if names := sorted(set(_comments(sentences))):
        losses.append(loss("sentences", ", ".join(names), "a record holds sentences, but nothing that is said of each"))
    losses += [loss("extension", PREFIX + name, "it is no field of the metadata", "lost") for name in others]
    return Told(losses, {"extension": len(others)})


def _columns(rows: Sequence[Row]) -> Iterator[str]:
    """The columns that say something, and the names in the last one."""
    for at, name in enumerate(COLUMNS[2:-1], 2):
        if any(row.cells[at] != "_" for row in rows):
            yield name
    yield from sorted({name for row in rows for name in row.misc} - _MISC)


def _unsplit(rows: Sequence[Row]) -> int:
    """How many ranges there are that their words do not make up."""
    ranges = ((row, rows[at + 1 : at + 2 + row.last - row.first]) for at, row in enumerate(rows) if row.mark == "-")
    return sum("".join(word.form for word in inside if not word.mark) != row.form for row, inside in ranges)


def _comments(sentences: Iterable[Sentence]) -> Iterator[str]:
    """The names of comments that say something else."""
    for sentence in sentences:
        yield from (name for name in sentence.comments if name not in _KNOWN and not name.startswith(PREFIX))
