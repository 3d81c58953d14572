"""Tables of others: a row is a stretch of a text and its label, or a text; columns are known by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from ...errors import FormatError
from ...model import Entity, Layer
from ...text import quoted
from .._count import count
from .._format import MAX_FILE, Read, Settings
from .._loss import Loss
from .._names import Names, article_id, layer_name
from .._offsets import Claim
from .._skipped import Skipped, with_skipped
from .._spots import Spots
from .._text import MAX_TEXT, cleaned, new_record
from .rows import Row

NAMES = {
    "article": ("article", "article_id", "doc", "doc_id", "docid", "document", "document_id", "file", "filename"),
    "text": ("text", "article_text", "document_text", "full_text", "content", "body"),
    "start": ("start", "begin", "start_offset", "offset_start", "start_char", "char_start", "from"),
    "end": ("end", "stop", "end_offset", "offset_end", "end_char", "char_end", "to"),
    "label": ("label", "type", "category", "tag", "entity_type", "ner_tag", "class"),
    "annotator": ("annotator", "annotator_id", "annotated_by", "coder", "coder_id", "rater", "worker", "reader"),
    "words": ("words", "surface", "span", "span_text", "mention", "covered_text", "entity", "entity_text", "string"),
}
"""What columns are called, by what they hold."""
HEADERLESS = ("annotator", "label", "start", "end")
"""The columns of the tables of pygamma-agreement, which have no header."""
_NUMBER = re.compile(r"[0-9]{1,9}")
What = Literal["lost", "changed", "wrong"]
STAND_IN = "·"
"""What stands in a text for words that nobody knows."""
_SHARE = 0.9


class Named(NamedTuple):
    """A row: its line, its cells by what they hold, and those of other columns by their names."""

    line: int
    cells: dict[str, str]
    others: dict[str, str]

    def number(self, what: str, file: str) -> int:
        """A cell as a number.

        Raises:
            FormatError: it is none.
        """
        cell = self.cells[what].strip()
        if not _NUMBER.fullmatch(cell):
            raise FormatError(file, self.line, 1, f"a whole number for the {what}", quoted(cell))
        return int(cell)


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Where each column that is known stands.

    >>> columns_of(["Label", "Start offset", "end", "id"])
    {'start': 1, 'end': 2, 'label': 0}
    """
    names = [re.sub(r"[^a-z]+", "_", name.strip().lower()) for name in header]
    found = {what: next((names.index(name) for name in known if name in names), -1) for what, known in NAMES.items()}
    return {what: at for what, at in found.items() if at >= 0}


def is_headerless(cells: Sequence[str]) -> bool:
    """Whether a row is an annotator, a category, a start and an end."""
    return len(cells) == len(HEADERLESS) and bool(cells[0] and cells[1]) and all(map(_NUMBER.fullmatch, cells[2:]))


def is_annotations(columns: Sequence[str] | dict[str, int]) -> bool:
    """Whether columns are those of stretches with labels."""
    return {"start", "end", "label"} <= set(columns)


def reads(header: Sequence[str], rows: Iterator[Row], file: str, settings: Settings) -> Iterator[Read]:
    """The records of a table. All rows are read first, since those of an article need not stand together.

    Raises:
        FormatError: a row is not as it should be.
    """
    columns = columns_of(header)
    if is_annotations(columns):
        found = _with_words(list(_named(header, columns, rows, file)), file)
    elif "text" in columns:
        found = list(
            _named(header, {name: columns[name] for name in ("article", "text") if name in columns}, rows, file)
        )
    else:
        shown = ", ".join(header[:20])
        raise FormatError(file, 1, 1, "columns start, end and label, or a column text", quoted(shown))
    documents = _documents(found, file)
    yield from with_skipped(_read_or_skip(article, rows_, file, settings) for article, rows_ in documents)


def _read_or_skip(article: str, rows: list[Named], file: str, settings: Settings) -> Read | Skipped:
    """The record of some rows; one of texts without a text is passed over."""
    if any("label" in row.cells or row.cells["text"].strip() for row in rows):
        return _read(article, rows, file, settings)
    error = FormatError(file, rows[0].line, 1, "some text", "an empty cell")
    loss = _loss("lost", "article", article, f"{file}:{rows[0].line}", "its text is empty")
    others = [_other(name, article, f"{file}:{row.line}") for row in rows for name in row.others]
    return Skipped([loss, *others], {"article": 1, "extension": len(others)}, error)


def _named(header: Sequence[str], columns: dict[str, int], rows: Iterator[Row], file: str) -> Iterator[Named]:
    others, size = [at for at in range(len(header)) if at not in columns.values()], 0
    for row in rows:
        size += sum(map(len, row.cells))
        if size > MAX_FILE:
            raise FormatError(file, row.line, 1, f"a table of at most {MAX_FILE >> 20} MiB", "a larger one")
        cells = {what: row.cells[at] for what, at in columns.items()}
        yield Named(row.line, cells, {header[at]: row.cells[at] for at in others if row.cells[at]})


def _with_words(rows: list[Named], file: str) -> list[Named]:
    """The rows with what they call text as the words of the stretch, where it is as long as that in nearly all."""
    if any("words" in row.cells or "text" not in row.cells for row in rows):
        return rows
    fitting = sum(len(row.cells["text"]) == row.number("end", file) - row.number("start", file) for row in rows)
    if fitting < _SHARE * len(rows):
        return rows
    return [row._replace(cells={**row.cells, "words": row.cells["text"], "text": ""}) for row in rows]


def _documents(rows: list[Named], file: str) -> Iterator[tuple[str, list[Named]]]:
    """The rows of each article: by its name, or else by its text; where each row is a text, one by one."""
    found: dict[str, list[Named]] = {}
    for number, row in enumerate(rows):
        key = row.cells.get("article") or (row.cells.get("text", "") if "label" in row.cells else str(number))
        found.setdefault(key, []).append(row)
    stem = PurePosixPath(file).stem
    for number, (key, of_article) in enumerate(found.items(), 1):
        name = stem if len(found) == 1 else f"{stem}-{number}"
        yield article_id(key if of_article[0].cells.get("article") else name), of_article


def _read(article: str, rows: list[Named], file: str, settings: Settings) -> Read:
    claims = [_claim(row, file) for row in rows if "label" in row.cells]
    texts = list(dict.fromkeys(row.cells["text"] for row in rows if row.cells.get("text")))
    source = texts[0] if texts else _stand_in(claims)
    text = cleaned(source, file)
    spots = Spots(source, text, claims, repair=settings.repair)
    losses = [_loss("changed", "text", article, f"{file}:{rows[0].line}", why) for why in _changes(text.changes, texts)]
    named = _by_annotator(rows, claims, settings)
    for row, claim in (pair for found in named.values() for pair in found if spots.find(pair[1]).why):
        losses.append(_misplaced(row, claim, spots, article, file))
    losses += [_other(name, article, f"{file}:{row.line}") for row in rows for name in row.others]
    record = new_record(article, text.text, [_layer(name, found, spots) for name, found in named.items()])
    extensions = count(record)["extension"] + sum(len(row.others) for row in rows)
    return Read(record, losses, {"entity": len(claims), "extension": extensions})


def _layer(name: str, found: Sequence[tuple[Named, Claim]], spots: Spots) -> Layer:
    names = Names()
    placed = [(row, span) for row, claim in found if (span := spots.find(claim).span)]
    entities = [
        Entity(id=f"t{number}", type=names.ours("type", row.cells["label"]), spans=[span])
        for number, (row, span) in enumerate(placed, 1)
    ]
    return Layer(annotator=name, extensions=names.extensions, entities=entities)


def _misplaced(row: Named, claim: Claim, spots: Spots, article: str, file: str) -> Loss:
    span, why = spots.find(claim)
    name, where = f"{row.cells['label']} {claim.start}-{claim.end}", f"{file}:{row.line}"
    return _loss("wrong" if span else "lost", "entity", article, where, why, name)


def _claim(row: Named, file: str) -> Claim:
    return Claim(row.number("start", file), row.number("end", file), row.cells.get("words", ""))


def _stand_in(claims: Sequence[Claim]) -> str:
    """A text of which only the words of stretches are known."""
    length = max((claim.end for claim in claims), default=0)
    if length > MAX_TEXT:
        return STAND_IN * (MAX_TEXT + 1)
    text = [STAND_IN] * max(length, 1)
    for claim in claims:
        if len(claim.words) == claim.end - claim.start:
            text[claim.start : claim.end] = claim.words
    return "".join(text)


def _changes(changes: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    yield from changes
    if not texts:
        yield f"the table has no text: {STAND_IN} stands for every character that is not known"
    if len(texts) > 1:
        yield f"{len(texts)} texts are given, of which the first is taken"


def _by_annotator(
    rows: Sequence[Named], claims: Sequence[Claim], settings: Settings
) -> dict[str, list[tuple[Named, Claim]]]:
    found: dict[str, list[tuple[Named, Claim]]] = {}
    for row, claim in zip(rows, claims, strict=False):
        annotator = row.cells.get("annotator", "")
        found.setdefault(layer_name(annotator) if annotator else settings.annotator, []).append((row, claim))
    return found


def _loss(what: What, kind: str, article: str, where: str, why: str, name: str = "") -> Loss:
    return Loss(what=what, kind=kind, id=name, article=article, where=where, why=why)


def _other(column: str, article: str, where: str) -> Loss:
    return _loss("lost", "extension", article, where, "a record has no such field", column)
