"""Which files of a folder belong to one document, and whose work each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from ...errors import FormatError
from .._format import File, Files
from .._names import layer_name
from . import conf
from .conf import Conf

ANNOTATIONS = (".ann", ".a1", ".a2")


class Document(NamedTuple):
    """One text and the files of each annotator; `name` is made of the file's, and of its folder where that differs."""

    name: str
    text: File
    layers: dict[str, list[File]]
    conf: Conf


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """The files of one document: those of one name, in whatever folder, with every `annotation.conf`.

    A text alone is a document where other files of brat's lie beside it.
    """
    confs = [name for name in names if PurePosixPath(name).name == conf.NAME]
    texts = {name for name in names if name.endswith(".txt")}
    of_brat = {PurePosixPath(name).parent for name in names if name.endswith((conf.NAME, *ANNOTATIONS))}
    by_stem: dict[str, list[str]] = {}
    for name in sorted(names):
        if name.endswith((".txt", *ANNOTATIONS)):
            by_stem.setdefault(_stem(name, texts), []).append(name)
    for found in by_stem.values():
        if any(PurePosixPath(name).parent in of_brat for name in found):
            yield [*found, *confs]


def _stem(name: str, texts: set[str]) -> str:
    """The name of the document: that of the file, up to the annotator's part where there is such a text."""
    path = PurePosixPath(name)
    stem = path.stem
    while f"{path.with_name(stem)}.txt" not in texts and "." in stem:
        stem = stem.rpartition(".")[0]
    return stem if f"{path.with_name(stem)}.txt" in texts else path.stem


def documents(files: Files, annotator: str) -> Iterator[Document]:
    """The documents in files that belong together: one, unless folders hold different texts under the same name.

    Raises:
        FormatError: annotations have no text beside them.
    """
    texts = {_folder(file): file for file in files if file.name.endswith(".txt")}
    annotations = [file for file in files if file.name.endswith(ANNOTATIONS)]
    read = {folder: file.read() for folder, file in texts.items()}
    kinds = list(dict.fromkeys(read.values()))
    for data in kinds:
        folders = [folder for folder in read if read[folder] == data]
        mine = [
            file for file in annotations if _folder(file) in folders or (len(kinds) == 1 and _folder(file) not in read)
        ]
        text = texts[folders[0]]
        stem = PurePosixPath(text.name).stem
        name = stem if len(kinds) == 1 else "-".join((*PurePosixPath(text.name).parent.parts, stem))
        settings = _conf(files, text)
        yield Document(name, text, _layers(mine, stem, annotator, by_folder=settings.by_folder), settings)
    for file in annotations:
        if not kinds or (len(kinds) > 1 and _folder(file) not in read):
            raise FormatError(file.name, None, None, f"the text beside it, {PurePosixPath(file.name).stem}.txt", "none")


def _folder(file: File) -> str:
    return str(PurePosixPath(file.name).parent)


def _conf(files: Files, text: File) -> Conf:
    """The nearest file at or above the text."""
    folder = PurePosixPath(text.name)
    there = {file.name: file for file in files if PurePosixPath(file.name).name == conf.NAME}
    near = [str(above / conf.NAME) for above in folder.parents if str(above / conf.NAME) in there]
    return conf.read(there[near[0]].text()) if near else Conf()


def _layers(files: Sequence[File], stem: str, annotator: str, *, by_folder: bool) -> dict[str, list[File]]:
    """The files of each layer, named by what is different about their folders, or by a part of their own names."""
    folders = [PurePosixPath(file.name).parent.parts for file in files]
    shared = _shared(set(folders)) if len(set(folders)) > 1 else set()
    layers: dict[str, list[File]] = {}
    for file, parts in zip(files, folders, strict=True):
        part = PurePosixPath(file.name).stem.removeprefix(stem).strip(".")
        folder = [part for part in parts if part not in shared] if shared or len(set(folders)) > 1 or by_folder else []
        name = "-".join([*folder, *([part] if part else [])])
        layers.setdefault(layer_name(name) if name else annotator, []).append(file)
    return layers


def _shared(folders: set[tuple[str, ...]]) -> set[str]:
    """The parts that all folders have."""
    return set.intersection(*map(set, folders))
