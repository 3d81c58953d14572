"""Which files belong to one document, and whose work each is, as INCEpTION exports them.

A document is a folder (`annotation/ferry.txt/ada.tsv`), told by the folder above it or by the suffix in its name; each
annotator has a file in it, and what was curated lies in the folder `curation`. Any other file is a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from ...errors import FormatError
from ...file_names import file_name
from ...model import Layer, Record
from .._format import File, Files, Read, Settings
from .._loss import Loss
from .._names import article_id, layer_name
from .._text import Cleaned, cleaned, new_record
from . import Cas
from .places import segments
from .source import read_layer

TYPE_SYSTEM = "typesystem.xml"
"""The name, in small letters, of a file that describes types."""
ANNOTATION, CURATION = "annotation", "curation"
_NOBODYS = "INITIAL_CAS"
"""The file of a document that nobody has worked on."""
_SUFFIX = re.compile(r"(.+)\.[A-Za-z][A-Za-z0-9]{1,5}")


class Home(NamedTuple):
    """The folders above a document, its name, and whose work a file is; nobody's if the file stands for itself."""

    above: tuple[str, ...]
    document: str
    annotator: str = ""
    is_curated: bool = False


def home(name: str) -> Home:
    """Where a file belongs.

    >>> home("x/annotation/ferry.txt/ada.tsv")
    Home(above=('x',), document='ferry', annotator='ada', is_curated=False)
    >>> home("x/ferry.tsv").document
    'ferry'
    """
    path = PurePosixPath(name)
    *above, folder = path.parts[:-1] or ("",)
    kind = above[-1] if above and above[-1] in (ANNOTATION, CURATION) else ""
    if not kind and not _SUFFIX.fullmatch(folder):
        return Home(path.parts[:-1], path.stem)
    document = match[1] if (match := _SUFFIX.fullmatch(folder)) else folder
    return Home(tuple(above[:-1] if kind else above), document, path.stem, kind == CURATION)


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """The files of each document, with all files that describe types."""
    described = [name for name in names if is_type_system(name)]
    documents: dict[Home, list[str]] = {}
    for name in sorted(names):
        if not is_type_system(name):
            documents.setdefault(home(name)._replace(annotator="", is_curated=False), []).append(name)
    return ([*found, *described] for found in documents.values())


def is_type_system(name: str) -> bool:
    """Whether a file describes types."""
    return PurePosixPath(name).name.lower() == TYPE_SYSTEM


def layers_of(record: Record) -> Sequence[Layer | None]:
    """The layers of a record, for each of which a file is written; none, which takes a file too, where it has none."""
    return record.layers or [None]


def path_of(record: Record, layer: Layer | None, suffix: str, settings: Settings) -> str:
    """The path of the file for a layer of a record; for a record without layers that of a file of nobody's."""
    if settings.layer:
        return file_name(record.id, suffix)
    annotator = file_name(layer.name, suffix) if layer else f"{_NOBODYS}{suffix}"
    return f"{ANNOTATION}/{file_name(record.id, '.txt')}/{annotator}"


class _Work(NamedTuple):
    """A view of somebody's file."""

    home: Home
    file: File
    cas: Cas


def read(files: Files, settings: Settings, load: Callable[[File], Iterable[Cas]]) -> Iterator[Read]:
    """The records in the files of one document: one for each view.

    Raises:
        FormatError: the files have different texts.
    """
    views: dict[str, list[_Work]] = {}
    for file in files:
        if not is_type_system(file.name):
            for cas in load(file):
                views.setdefault(cas.view, []).append(_Work(home(file.name), file, cas))
    for view, found in views.items():
        name = found[0].home.document if view == next(iter(views)) else f"{found[0].home.document}-{view.strip('_')}"
        yield _record(article_id(name), found, settings)


def _record(article: str, found: Sequence[_Work], settings: Settings) -> Read:
    first = found[0]
    text = cleaned(first.cas.text, first.file.name)
    layers: dict[str, Layer] = {}
    losses, seen = list(_of_files(article, found, text)), dict[str, int]()
    for work in found:
        if work.home.annotator == _NOBODYS:
            continue
        name = _free(layer_name(work.home.annotator) if work.home.annotator else settings.annotator, layers)
        made = read_layer(work.cas, text, name, article, work.file.name)
        layers[name] = _curated(made.layer, list(layers)) if work.home.is_curated else made.layer
        losses += made.losses
        seen = {kind: seen.get(kind, 0) + made.seen[kind] for kind in {**seen, **made.seen}}
    found_parts = segments(first.cas, text)
    losses += [_wrong(article, first, *told) for told in found_parts.told]
    record = new_record(
        article,
        text.text,
        list(layers.values()),
        metadata=first.cas.metadata,
        segmentation=found_parts.segmentation,
    )
    return Read(record, losses, seen)


def _of_files(article: str, found: Sequence[_Work], text: Cleaned) -> Iterator[Loss]:
    """What is told of the text and the tokens.

    Raises:
        FormatError: a file has another text than the first one.
    """
    first = found[0]
    why = "; ".join(text.changes)
    if why:
        yield Loss(what="changed", kind="text", id="", article=article, where=first.file.name, why=why)
    for work in found:
        if work.cas.text != first.cas.text:
            raise FormatError(work.file.name, None, None, f"the text of {first.file.name}", "another one")
        yield from (_wrong(article, work, *told) for told in work.cas.losses)


def _wrong(article: str, work: _Work, kind: str, why: str) -> Loss:
    return Loss(what="wrong", kind=kind, id="", article=article, where=work.file.name, why=why)


def _curated(layer: Layer, others: list[str]) -> Layer:
    return replace(layer, role="gold", derived_from=others or UNSET)


def _free(name: str, taken: Iterable[str]) -> str:
    number, free, taken = 1, name, set(taken)
    while free in taken:
        number += 1
        free = f"{name[:28]}-{number}"
    return free
