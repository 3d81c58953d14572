"""Copies of a corpus for annotators, and their work put together again. Nothing is written into the corpus here."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from .. import schema
from ..canonical import canonical_record
from ..decode import decode, parse
from ..diff.blind import alone, joined
from ..errors import FormatError, UnknownName, UnreadableFile
from ..model import Record
from ..store.manifest import nearest
from ..store.source import Source
from ..store.staged import Staged
from .diff import Side
from .project import Project, project
from .single import refused

_ABOUT_ALL = ("files", "agreement", "coverage")
"""What a manifest tells of the whole corpus, and does not hold of a copy for one."""


class HandedOut(Struct, frozen=True):
    """Which articles an annotator gets, and in how many of them nothing is marked yet."""

    annotator: str
    articles: list[str]
    empty: int


def hand_out(path: str, out: str, annotators: Sequence[str], also: Sequence[str], *, force: bool) -> list[HandedOut]:
    """Write a copy of a corpus for each annotator, in a folder of that name; all of them or none.

    Without names, for everybody who has a layer that is neither gold nor a prediction; they get the articles they have
    a layer in. Those who are named get all articles.

    Raises:
        UnknownName: a layer that all shall see is in no article.
        CorpusToolsError: something cannot be read or written.
    """
    chosen = project([path])
    found = list(_records(chosen, path))
    layers = {layer.name: layer for _, record in found for layer in record.layers}
    for name in also:
        if name not in layers:
            raise UnknownName("layer", name, layers)
    own = [name for name, layer in layers.items() if layer.role not in ("gold", "prediction") and name not in also]
    home = Path(path) if os.path.isdir(path) else Path(path).parent
    manifest = home / "corpus.json" if nearest(home.resolve()) == home.resolve() / "corpus.json" else None
    with Staged(Path(out), force=force) as staged:
        told = [
            _copied(staged, name, [one for one in found if annotators or _has(one[1], name)], home, also)
            for name in dict.fromkeys(annotators or own)
        ]
        for one in told if manifest else ():
            _copy_manifest(staged, one, json.loads((home / "corpus.json").read_bytes()), home, also)
        staged.commit()
    return told


def _has(record: Record, name: str) -> bool:
    return any(layer.name == name for layer in record.layers)


def _records(chosen: Project, path: str) -> Iterator[tuple[Source, Record]]:
    """The records under a path, each in a file of its own."""
    for source in chosen.documents([path], ""):
        if source.error is not None:
            raise UnreadableFile(source.file, source.error)
        record = decode(source.data)
        if record is None and not source.named and chosen.survey(source).kind in ("tagset", "corpus"):
            continue
        if why := refused(source, "handed out"):
            raise UnreadableFile(source.file, why)
        yield source, record or parse(source.data, source.file, source.line)


def _copied(
    staged: Staged, name: str, found: Sequence[tuple[Source, Record]], home: Path, also: Sequence[str]
) -> HandedOut:
    for source, record in found:
        data = canonical_record(alone(record, name, also)).encode()
        staged.add(f"{name}/{Path(source.file).relative_to(home).as_posix()}", data)
    return HandedOut(name, [record.id for _, record in found], sum(not _has(record, name) for _, record in found))


def _copy_manifest(staged: Staged, one: HandedOut, tree: dict[str, Any], home: Path, also: Sequence[str]) -> None:
    """The manifest of a copy, which knows nothing of others, and the tag sets and guidelines that it names."""
    if next(schema.errors("corpus", tree), None) is not None:
        return
    names = {one.annotator, *also}
    known = [entry for entry in tree["annotators"] if entry["id"] in names]
    if one.annotator not in [entry["id"] for entry in known]:
        known.append({"id": one.annotator, "kind": "human"})
    changed = {"annotators": known, "articles": {**tree["articles"], "count": len(one.articles)}}
    changed["splits"] = {
        part: [name for name in names if name in one.articles] for part, names in tree["splits"].items()
    }
    copy = {key: value for key, value in (tree | changed).items() if key not in _ABOUT_ALL}
    staged.add(f"{one.annotator}/corpus.json", (json.dumps(copy, ensure_ascii=False, indent=1) + "\n").encode())
    for entry in (*tree["tagsets"], *tree.get("guidelines", ())):
        if "path" in entry and (home / entry["path"]).is_file():
            staged.add(f"{one.annotator}/{entry['path']}", (home / entry["path"]).read_bytes())


class Joined(Struct, frozen=True):
    """A file of the corpus before and after layers were put into it, and the names of these."""

    file: str
    before: bytes
    after: bytes
    layers: list[str]


def join(
    path: str, handed_in: Sequence[str], names: Sequence[str], *, replacing: bool
) -> tuple[list[Joined], list[str]]:
    """The files of a corpus with layers that were handed in, and all that speaks against putting them in.

    Without names, all layers that are neither gold nor predictions are taken.

    Raises:
        CorpusToolsError: the corpus cannot be read.
    """
    corpus = Side(project([path]).documents([path], ""))
    made: dict[str, Record] = {}
    layers: dict[str, list[str]] = {}
    faults: list[str] = []
    chosen = project(handed_in)
    for source, record in _handed_in(chosen, handed_in, faults):
        try:
            old = made.get(record.id) or _of(corpus, source, record.id)
            taken = set(names) or {one.name for one in record.layers if one.role not in ("gold", "prediction")}
            made[record.id] = joined(old, record, taken, replacing=replacing and record.id not in layers)
        except FormatError as error:
            faults.append(f"{source.file}:{source.line}: {error}")
            continue
        changed = [one.name for one in made[record.id].layers if one not in old.layers]
        layers.setdefault(record.id, []).extend(changed)
    return [_file(corpus, name, record, layers[name]) for name, record in made.items() if layers[name]], faults


def _of(corpus: Side, source: Source, article: str) -> Record:
    if corpus.source(article) is None:
        raise FormatError(article, None, None, "an article of the corpus", "an id that none has", code="COR001")
    return corpus.record(article)


def _handed_in(chosen: Project, paths: Sequence[str], faults: list[str]) -> Iterator[tuple[Source, Record]]:
    """The records that were handed in; what cannot be used is told."""
    for source in chosen.documents(paths, ""):
        if source.error is not None:
            faults.append(f"{source.file}: {source.error}")
            continue
        found = chosen.sound(source)
        if isinstance(found, Record):
            yield source, found
        elif found.kind not in ("tagset", "corpus"):
            error = next(iter(found.findings), None)
            told = f":{error.line}:{error.column}: {error.code} {error.message}" if error else ": it is no record"
            faults.append(f"{source.file}{told}")


def _file(corpus: Side, article: str, record: Record, layers: list[str]) -> Joined:
    source = corpus.source(article)
    assert source is not None
    if why := refused(source, "changed"):
        raise UnreadableFile(source.file, why)
    return Joined(source.file, source.data, canonical_record(record).encode(), layers)
