"""Records written short, as in the examples of rules and in case files, made whole.

What may be left out: `format_version`, `id`, `layers` (arrays of annotations at the top then belong to one layer by
ada), a layer's annotator, the text's length and checksum (filled in, unless `$unsealed`), and in layers with a tag set
to be checked against nothing: every layer is held to `political-news`, or to `$tagset`, unless `$tagset` is null.
"""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from corpus_tools import tagset
from corpus_tools.canonical import canonical
from corpus_tools.engine import validate_sources
from corpus_tools.engine.project import Project
from corpus_tools.findings import Finding
from corpus_tools.rules import all_rules
from corpus_tools.store import Source
from corpus_tools.store.config import Config
from corpus_tools.store.source import sources
from corpus_tools.tagset import TagSets
from corpus_tools.validation import Selection, check

_ARRAYS = ("entities", "events", "quotes", "relations", "chains", "unanchored", "conflicts")
_TAGSET_BASE = {
    "format_version": "1.0",
    "id": "small",
    "version": "1.0.0",
    "title": "Small",
    "license": "CC0-1.0",
    "entity_types": [],
    "event_types": [],
    "quote_types": [],
    "relation_types": [],
    "attributes": [],
    "section_types": [],
    "kbs": [],
}


def whole(short: dict[str, Any]) -> dict[str, Any]:
    """The full record, or tag set, that a short one stands for."""
    short = {key: value for key, value in deepcopy(short).items() if not key.startswith("$")}
    if "text" not in short and any(key.endswith("_types") or key in ("attributes", "kbs") for key in short):
        return {**_TAGSET_BASE, **short}
    moved = {key: short.pop(key) for key in _ARRAYS if key in short}
    layers = short.pop("layers", [{"annotator": "ada", **moved}] if moved else [])
    record = {"format_version": "1.0", "id": "example", **short}
    record["layers"] = [
        layer if "id" in layer or "annotator" in layer else {"annotator": "ada", **layer} for layer in layers
    ]
    return record


def source(short: dict[str, Any]) -> bytes:
    """The bytes of the file that a short record stands for."""
    if "$source" in short:
        return str(short["$source"]).encode("utf-8", "surrogatepass")
    record = whole(short)
    if "$unsealed" not in short and isinstance(record.get("text"), str):
        record.setdefault("text_length", len(record["text"]))
        record.setdefault("text_sha256", hashlib.sha256(record["text"].encode("utf-8", "surrogatepass")).hexdigest())
    text = json.dumps(record, ensure_ascii=bool(short.get("$ascii")), indent=short.get("$indent"))
    if short.get("$canonical"):
        text = canonical(text)
    return bytes.fromhex(short.get("$bytes", "")) + text.encode("utf-8", "surrogatepass")


def at_hand(short: dict[str, Any]) -> TagSets:
    """The tag sets a short record is checked with."""
    given = short.get("$tagset", ...)
    if given is None:
        return TagSets()
    if given is ...:
        return TagSets(default=tagset.builtin())
    own = tagset.parse(msgspec.json.encode(whole(given)), tagset.builtin() if "extends" in given else None)
    return TagSets([own], default=own)


_MANIFEST_BASE = {
    "format_version": "1.0", "id": "example", "version": "1.0.0", "title": "Example", "description": "Made up.",
    "license": "CC0-1.0", "text_license": "CC0-1.0", "languages": ["en"], "creators": [{"name": "Ada"}],
    "tagsets": [{"id": "political-news", "version": "1.0.1", "path": "political-news.tagset.json"}],
    "annotators": [], "splits": {},
    "datasheet": {"motivation": "m", "collection": "c", "annotation": "a", "personal_data": "none"},
}  # fmt: skip


def corpus_findings(short: dict[str, Any], folder: Path, *select: str) -> list[Finding]:
    """What rules about a corpus find in records written short, and in the manifest where there is one.

    The files are `corpus.json` and `articles/<id>.json`; the manifest lists as many articles as there are.
    """
    (folder / "articles").mkdir()
    for number, article in enumerate(short["articles"]):
        name = article.get("$file", f"{article.get('id', 'example')}{f'-{number}' * (number in _doubled(short))}.json")
        (folder / "articles" / name).write_bytes(source(article))
    if "manifest" in short:
        articles = {"path": "articles", "count": len(short["articles"]), "layout": "file_per_article"}
        tree = {**_MANIFEST_BASE, "articles": articles, **short["manifest"]}
        (folder / "corpus.json").write_text(json.dumps(tree), encoding="utf-8")
        (folder / _POLITICAL.name).write_bytes(_POLITICAL.read_bytes())
    for name, text in short.get("files", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    project = Project(
        Config(folder), tagset=[str(_POLITICAL)], select=select or ["COR"], ignore=() if select else _ASKED
    )
    found = [f for done in validate_sources(sources([str(folder)]), project) for f in done.findings]
    return [structs.replace(f, file=Path(f.file).relative_to(folder).as_posix()) for f in found]


_ASKED = [rule.code for rule in all_rules() if rule.subject == "corpus" and not rule.default]
_POLITICAL = Path(__file__).parents[1] / "schemas" / "political-news.tagset.json"


def _doubled(short: dict[str, Any]) -> set[int]:
    """The articles, by number, whose id an earlier one has."""
    ids = [article.get("id", "example") for article in short["articles"]]
    return {number for number, name in enumerate(ids) if name in ids[:number]}


def findings(short: dict[str, Any], *select: str) -> list[Finding]:
    """What is found in a short record, by the rules that run by default or by those selected.

    A source given as it stands cannot be sealed, so that it is not is left out.
    """
    ignored = ["TXT011"] if "$source" in short else []
    return list(check(Source("example.json", source(short)), at_hand(short), Selection(select, ignored)))
