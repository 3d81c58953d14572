"""What a card says of a corpus: what its manifest tells, and what is counted while its records pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ...model import Record

ARRAYS = ("entities", "events", "quotes", "relations")
"""Arrays of annotations that have types to be counted."""
_ORDER = ("train", "validation", "test")


class Facts:
    """The manifest, and counts: articles by part, annotations by kind, type and part, languages and layers."""

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        self.manifest = manifest
        self.articles, self.words = Counter[str](), Counter[str]()
        self.types = Counter[tuple[str, str, str]]()
        self.languages, self.layers = Counter[str](), Counter[str]()

    def add(self, record: Record, part: str) -> None:
        """Count a record that goes to a part."""
        self.articles[part] += 1
        self.words[part] += len(record.text.split())
        if record.metadata and record.metadata.language:
            self.languages[record.metadata.language] += 1
        for layer in record.layers:
            self.layers[layer.role or "annotation"] += 1
            for array in ARRAYS:
                self.types.update((array, one.type, part) for one in getattr(layer, array) or ())

    @property
    def parts(self) -> list[str]:
        """The parts in the order in which they are used."""
        return sorted(self.articles, key=lambda part: (_ORDER.index(part) if part in _ORDER else len(_ORDER), part))

    @property
    def title(self) -> str:
        return str(self.manifest.get("title", "A corpus of annotated news articles"))

    @property
    def description(self) -> str:
        return str(self.manifest.get("description", "News articles with annotations, one record each."))

    @property
    def spoken(self) -> list[str]:
        """The languages, by the manifest or else as counted."""
        return list(self.manifest.get("languages", sorted(self.languages)))

    @property
    def license(self) -> str:
        """The licence of the annotations, as an SPDX expression."""
        return str(self.manifest.get("license", "NOASSERTION"))

    @property
    def creators(self) -> list[str]:
        return [creator["name"] for creator in self.manifest.get("creators", ())]
