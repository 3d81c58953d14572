"""Croissant: what a data set is, in JSON-LD, for search engines and loaders (http://mlcommons.org/croissant/1.0)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .facts import Facts

_CONFORMS = "http://mlcommons.org/croissant/1.0"
_OWN_TERMS = (
    *("citeAs", "column", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes"),
    *("isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated"),
    *("replace", "samplingRate", "separator", "source", "subField", "transform"),
)
"""Terms that Croissant adds to those of schema.org."""
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{term: f"cr:{term}" for term in _OWN_TERMS},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "sc": "https://schema.org/",
}
_FIELDS = {
    "id": ("sc:Text", "The article's id."),
    "text": ("sc:Text", "The article's text; offsets count its Unicode code points."),
}
"""Columns of plain text; annotations are nested in the column `layers`, for which Croissant has no words yet."""


def croissant(facts: Facts, checksums: Mapping[str, str]) -> str:
    """The whole of croissant.json; `checksums` are the SHA-256 of each file."""
    manifest = facts.manifest
    tree = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": manifest.get("id", "corpus"),
        "description": facts.description,
        "alternateName": facts.title,
        "version": manifest.get("version", "1.0.0"),
        **({"license": _license(facts.license)} if _license(facts.license) else {}),
        **({"inLanguage": facts.spoken} if facts.spoken else {}),
        **_known(facts),
        "distribution": [_file(name, checksum) for name, checksum in checksums.items()],
        "recordSet": [_records(name) for name in checksums],
    }
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _known(facts: Facts) -> dict[str, Any]:
    """What only a manifest can tell."""
    same = {"keywords": "keywords", "url": "url", "citation": "citeAs", "date_published": "datePublished"}
    manifest = facts.manifest
    found = {theirs: manifest[ours] for ours, theirs in same.items() if ours in manifest}
    if facts.creators:
        found["creator"] = [{"@type": "sc:Organization", "name": name} for name in facts.creators]
    return found


def _license(expression: str) -> str:
    """The address of a licence, where it is one of the SPDX list."""
    is_one = " " not in expression and not expression.startswith(("LicenseRef-", "NO"))
    return f"https://spdx.org/licenses/{expression}.html" if is_one else ""


def _file(name: str, checksum: str) -> dict[str, str]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "encodingFormat": "application/x-parquet",
        "sha256": checksum,
    }


def _records(file: str) -> dict[str, Any]:
    """The records of one part."""
    part = file.removeprefix("data/").rpartition("-")[0]
    return {
        "@type": "cr:RecordSet",
        "@id": part,
        "name": part,
        "description": f"The articles of the part {part}.",
        "key": {"@id": f"{part}/id"},
        "field": [_field(part, file, column, *about) for column, about in _FIELDS.items()],
    }


def _field(part: str, file: str, column: str, type_: str, description: str) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{part}/{column}",
        "name": f"{part}/{column}",
        "description": description,
        "dataType": type_,
        "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
    }
