"""A corpus divided into parts, and the manifest that says so."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from .. import schema
from ..conversion import files_of, read_unit, recognised, units
from ..edits import apply
from ..errors import FormatError, UnreadableFile
from ..findings import Edit
from ..formats import Format, Settings
from ..model import Record
from ..splitting import Facts, Leakage, Shares, Split, gather, leakage, near_pairs, parts, split
from ..store.files import write_atomically
from ..store.manifest import Surroundings, nearest, tagset_named

NEAR = "near-copies"


class Wanted(NamedTuple):
    """How to divide: the shares of parts, the seed, what is kept together, and by which layer types are counted."""

    shares: Shares
    seed: int = 0
    groups: Sequence[str] = ()
    near_together: bool = False
    layer: str | None = None


def wanted(written: str, seed: int, groups: Sequence[str], layer: str | None) -> Wanted:
    """How to divide, by the options of the command line; `near-copies` among the groups are told from texts.

    Raises:
        WrongShares: the shares are none.
    """
    fields = [name for name in groups if name != NEAR]
    return Wanted(parts(written), seed, fields, NEAR in groups, layer)


class Divided(NamedTuple):
    """Parts, and what they share."""

    split: Split
    leakage: Leakage


def divide(records: Iterable[Record], wanted: Wanted) -> Divided:
    """Divide records into parts.

    Raises:
        FormatError: two articles have one id, or there are fewer than parts.
    """
    found = [gather(record, wanted.layer, wanted.groups) for record in records]
    _check(found, wanted.shares)
    near = [(first, second) for first, second, _ in near_pairs(found)] if wanted.near_together else []
    made = split(found, wanted.shares, wanted.seed, near)
    return Divided(made, leakage(found, made.parts))


def _check(found: Sequence[Facts], shares: Shares) -> None:
    ids = [facts.id for facts in found]
    if len(set(ids)) < len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        found_instead = "an id that two articles have, or a path that is named twice"
        raise FormatError(twice, None, None, "each article once", found_instead)
    if len(ids) < len(shares):
        raise FormatError("the corpus", None, None, f"at least {len(shares)} articles", str(len(ids)))


def read_all(sources: Sequence[str], format: Format | None, settings: Settings) -> Iterator[Record]:
    """The records of all sources, of whatever format; files in them that cannot be read are passed over.

    Raises:
        FormatError: a source is of no format that is known, or of several.
        UnreadableFile: a source cannot be read.
    """
    for path in sources:
        source = files_of(path, format)
        of_source = format or recognised(source)
        for unit in units(source, of_source):
            with contextlib.suppress(FormatError, UnreadableFile):
                yield from (found.record for found in read_unit(unit, of_source, settings))


def known(path: str, settings: Settings, tagset: str | None) -> Settings:
    """Settings with what is known of the corpus as a whole: the manifest in or above a folder, and the tag set.

    Raises:
        FormatError: the manifest, or the tag set that is named, does not fit its schema.
        UnreadableFile: the tag set that is named cannot be read.
    """
    manifest = manifest_of(path)
    at_hand = Surroundings().tagsets(str(manifest)) if manifest else None
    chosen = tagset_named(tagset) if tagset else at_hand.default if at_hand else None
    return replace(settings, manifest=_tree(manifest) if manifest else {}, tagset=chosen)


def _tree(manifest: Path) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(manifest.read_bytes())
    for broken in schema.errors("corpus", tree):
        place = "/" + "/".join(map(str, broken.path))
        raise FormatError(str(manifest), None, None, f"a manifest that fits the schema at {place}", broken.message)
    return tree


def manifest_of(path: str) -> Path | None:
    """The manifest in the folder of a source, or above it."""
    folder = Path(path).resolve()
    return nearest(folder if folder.is_dir() else folder.parent)


def put_into_manifest(manifest: Path, of_each: Mapping[str, Sequence[str]], policy: str) -> None:
    """Write parts and how they were made into a manifest; all else in it stays as it is.

    Raises:
        UnreadableFile: it cannot be read or written.
    """
    try:
        before = manifest.read_bytes()
    except OSError as error:
        raise UnreadableFile(os.fspath(manifest), error.strerror or str(error)) from error
    write_atomically(manifest, _with_parts(before.decode("utf-8-sig"), of_each, policy).encode(), expected=before)


def _with_parts(source: str, of_each: Mapping[str, Sequence[str]], policy: str) -> str:
    """A manifest with other parts, laid out as it was where it is laid out by rule, else with only these changed."""
    tree = json.loads(source)
    for indent in (1, 2, 4):
        if _laid_out(tree, indent) == source:
            return _laid_out({**tree, "splits": of_each, "split_policy": policy}, indent)
    return apply(source, [Edit("/splits", dict(of_each)), Edit("/split_policy", policy)])


def _laid_out(tree: Mapping[str, Any], indent: int) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=indent) + "\n"
