"""The manifest lists a file that is not there, or with another checksum or size, or leaves a record out.

Whoever gets the corpus checks by the manifest that it is whole. `corpus-tools validate --update-manifest` writes the
checksums, sizes and counts of the files as they are; look at the changes before you publish them. Without `files` only
the number of articles is compared, and it only where all of them were checked.

Fails:

    {"manifest": {"files": [{"path": "articles/rain.json",
                             "sha256": "0000000000000000000000000000000000000000000000000000000000000000"}]},
     "articles": [{"id": "rain", "text": "It rained."}]}

Passes:

    {"manifest": {}, "articles": [{"id": "rain", "text": "It rained."}]}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..findings import Fix, Path
from ..text import quoted
from ._corpus import CorpusView, Manifest, Spot
from ._rule import Change, Problem, Rule

_UPDATE = "run `corpus-tools validate --update-manifest`, if the files are right"
_SAID = {
    "sha256": "{path} has another checksum",
    "bytes": "the size of {path} is {found} bytes, the manifest has {said}",
    "records": "the number of records in {path} is {found}, the manifest has {said}",
}


def check(corpus: CorpusView) -> Iterator[Problem]:
    if corpus.manifest:
        yield from _listed(corpus, corpus.manifest)
        yield from _unlisted(corpus, corpus.manifest)
        yield from _count(corpus, corpus.manifest)


def _listed(corpus: CorpusView, manifest: Manifest) -> Iterator[Problem]:
    """Entries that do not agree with the files they name."""
    records = Counter(article.name for article in corpus.articles if article.name not in corpus.unread)
    entries = [(array, i, e) for array in ("files", "tagsets", "guidelines") for i, e in _entries(manifest, array)]
    for array, index, entry in entries:
        path = entry["path"]
        if path not in corpus.listed:
            at: Path = (array, index, "path")
            fix = Fix("propose", "put it back, or take the entry out")
            yield Problem(on=Spot(manifest, at), message=f"the file {quoted(path)} is not there", fix=fix)
        else:
            yield from _differing(manifest, (array, index), entry, _facts(corpus, path, records[path]))


def _entries(manifest: Manifest, array: str) -> list[tuple[int, dict[str, Any]]]:
    """The entries of an array that name a file, with their indexes."""
    return [(index, entry) for index, entry in enumerate(manifest.tree.get(array, ())) if "path" in entry]


def _facts(corpus: CorpusView, path: str, records: int) -> dict[str, Any]:
    """What is so of a file; the number of its records where they were all read."""
    checksum, size = corpus.listed[path]
    return {"sha256": checksum, "bytes": size, **({"records": records} if records else {})}


def _differing(manifest: Manifest, at: Path, entry: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Problem]:
    """What an entry says otherwise, told once."""
    wrong = {field: value for field, value in facts.items() if entry.get(field, value) != value}
    for field in list(wrong)[:1]:
        yield Problem(
            on=Spot(manifest, (*at, field)),
            message=_SAID[field].format(path=quoted(entry["path"]), found=wrong[field], said=entry[field]),
            fix=_UPDATE,
            changes=[Change(at=(*at, name), value=value) for name, value in wrong.items()],
        )


def _unlisted(corpus: CorpusView, manifest: Manifest) -> Iterator[Problem]:
    listed = {entry["path"] for entry in manifest.tree.get("files", ())}
    left_out = dict.fromkeys(article.name for article in corpus.published if article.name not in listed)
    if "files" in manifest.tree and left_out:
        others = f" and {len(left_out) - 1} more are" if len(left_out) > 1 else " is"
        said = f"the record {quoted(next(iter(left_out)))}{others} not among the files"
        fix = Fix("propose", "list what belongs to the corpus")
        yield Problem(on=Spot(manifest, ("files",)), message=said, fix=fix)


def _count(corpus: CorpusView, manifest: Manifest) -> Iterator[Problem]:
    found, count = len(corpus.published), manifest.tree["articles"]["count"]
    if found != count and not corpus.unread:
        yield Problem(
            on=Spot(manifest, ("articles", "count")),
            message=f"the number of articles is {found}, the manifest has {count}",
            fix=_UPDATE,
            changes=[Change(at=("articles", "count"), value=found)],
        )


RULE = Rule(code="COR003", name="manifest-file", severity="error", level=6, subject="corpus", check=check, fix="safe")
