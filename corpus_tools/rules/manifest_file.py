"""The manifest lists a file that is not there, or with another checksum or size, or leaves a record out.

Whoever gets the corpus checks by the manifest that it is whole. `corpus-tools validate --update-manifest` writes the
checksums, sizes and counts of the files as they are; look at the changes before you publish them. Without `files` only
the number of articles is compared.

Fails:

    {"manifest": {"files": [{"path": "articles/rain.json",
                             "sha256": "0000000000000000000000000000000000000000000000000000000000000000"}]},
     "articles": [{"id": "rain", "text": "It rained."}]}

Passes:

    {"manifest": {}, "articles": [{"id": "rain", "text": "It rained."}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Path
from ..text import quoted
from ._corpus import CorpusView, Manifest, Spot
from ._rule import Problem, Rule

_UPDATE = "run `corpus-tools validate --update-manifest`, if the files are right"


def check(corpus: CorpusView) -> Iterator[Problem]:
    if corpus.manifest:
        yield from _listed(corpus, corpus.manifest)
        yield from _unlisted(corpus, corpus.manifest)
        yield from _count(corpus, corpus.manifest)


def _listed(corpus: CorpusView, manifest: Manifest) -> Iterator[Problem]:
    """Entries that do not agree with the files they name."""
    for array in ("files", "tagsets", "guidelines"):
        for index, entry in enumerate(manifest.tree.get(array, ())):
            place: Path = (array, index)
            state = corpus.present.get(entry["path"])
            if state is None:
                yield _problem(manifest, (*place, "path"), f"the file {quoted(entry['path'])} is not there")
            elif entry.get("sha256", state[0]) != state[0]:
                yield _problem(manifest, (*place, "sha256"), f"{quoted(entry['path'])} has another checksum")
            elif entry.get("bytes", state[1]) != state[1]:
                said = f"{quoted(entry['path'])} has {state[1]} bytes, not {entry['bytes']}"
                yield _problem(manifest, (*place, "bytes"), said)
            elif entry.get("records", 1) != _records(corpus, entry["path"], entry.get("records", 1)):
                said = (
                    f"{quoted(entry['path'])} has {_records(corpus, entry['path'], 0)} records, not {entry['records']}"
                )
                yield _problem(manifest, (*place, "records"), said)


def _records(corpus: CorpusView, path: str, default: int) -> int:
    """How many records of a file were read; the default where that is not known."""
    count = sum(article.name == path for article in corpus.articles)
    return default if path in corpus.unread or not count else count


def _unlisted(corpus: CorpusView, manifest: Manifest) -> Iterator[Problem]:
    if "files" in manifest.tree:
        listed = {entry["path"] for entry in manifest.tree["files"]}
        for name in dict.fromkeys(article.name for article in corpus.articles):
            if name not in listed and name in corpus.present:
                yield _problem(manifest, ("files",), f"the record {quoted(name)} is not among the files")


def _count(corpus: CorpusView, manifest: Manifest) -> Iterator[Problem]:
    folder = manifest.tree["articles"]["path"]
    found = sum(a.name == folder or folder == "." or a.name.startswith(f"{folder}/") for a in corpus.articles)
    count = manifest.tree["articles"]["count"]
    if found != count and not corpus.unread:
        yield _problem(manifest, ("articles", "count"), f"there are {found} articles, the manifest has {count}")


def _problem(manifest: Manifest, path: Path, message: str) -> Problem:
    return Problem(on=Spot(manifest, path), message=message, fix=_UPDATE)


RULE = Rule(code="COR003", name="manifest-file", severity="error", level=6, subject="corpus", check=check, fix="safe")
