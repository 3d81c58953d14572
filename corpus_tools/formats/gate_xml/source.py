"""GATE XML to records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import UnsetType

from ...model import Metadata
from .. import _xml as xml
from .._about import about
from .._bioc.about import as_metadata
from .._format import File, Files, Read, Settings
from .._gate import URL, Annotation
from .._gate.source import Place, read_sets
from .._loss import Loss
from .._names import article_id
from .._reads import read_of
from .._text import cleaned, new_record
from .features import features_of


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield _Document(file, settings).read()


class _Document:
    """One file while it is read."""

    def __init__(self, file: File, settings: Settings) -> None:
        self.file, self.settings = file, settings
        self.article = article_id(PurePosixPath(file.name).stem)
        self.root = xml.root_of(file)
        if self.root.tag != "GateDocument":
            raise xml.fault(file, self.root, "a <GateDocument>", f"a <{xml.local(self.root)}>")
        source, self.nodes = self._text()
        self.text = cleaned(source, file.name)
        self.losses = [self._loss("text", "", 1, why, "changed") for why in self.text.changes]

    def read(self) -> Read:
        """The record, and what was lost on the way."""
        sets: dict[str, list[Annotation]] = {}
        for element in self.root.iterfind("AnnotationSet"):
            found = [self._annotation(one) for one in element.iterfind("Annotation")]
            sets.setdefault(element.get("Name", ""), []).extend(found)
        made = read_sets(sets, self.text, self.settings.annotator, Place(self.article, self._where))
        self.losses += made.losses
        layers, segmentation = [one.layer for one in made.layers], made.segmentation
        record = new_record(self.article, self.text.text, layers, metadata=self._metadata(), segmentation=segmentation)
        return read_of(record, self.losses, {})

    def _where(self, at: Any) -> str:
        return f"{self.file.name}:{at}"

    def _loss(self, kind: str, name: str, line: int, why: str, what: Any = "lost") -> Loss:
        return Loss(what=what, kind=kind, id=name, article=self.article, where=self._where(line), why=why)

    def _text(self) -> tuple[str, dict[str, int]]:
        """The text, and where in it each node stands."""
        element = self.root.find("TextWithNodes")
        if element is None:
            raise xml.fault(self.file, self.root, "a <TextWithNodes>", "none")
        pieces, nodes, at = [element.text or ""], {}, len(element.text or "")
        for node in element:
            if node.tag != "Node":
                raise xml.fault(self.file, element, "only <Node>s in the text", str(node.tag or node.text))
            nodes[node.get("id", "")] = at
            pieces.append(node.tail or "")
            at += len(pieces[-1])
        return "".join(pieces), nodes

    def _annotation(self, element: Any) -> Annotation:
        start, end = (self._node(element, name) for name in ("StartNode", "EndNode"))
        features = features_of(element, self.file)
        return Annotation(element.get("Id", ""), element.get("Type", ""), (start, end), features, element.sourceline)

    def _node(self, element: Any, name: str) -> int:
        node = element.get(name)
        if node not in self.nodes:
            raise xml.fault(self.file, element, f"a {name} that stands in the text", repr(node))
        return self.nodes[node]

    def _metadata(self) -> Metadata | UnsetType:
        element = self.root.find("GateDocumentFeatures")
        features = features_of(element, self.file) if element is not None else {}
        named = {"url" if name == URL else name: value for name, value in features.items()}
        facts = about({name: as_metadata(name, value) for name, value in named.items()})
        missed = [name for name in named if named[name] is None]
        for name in [*facts.others, *missed]:
            why = "a record has nothing of that name, or it has another form"
            self.losses.append(self._loss("extension", name, element.sourceline if element is not None else 1, why))
        return facts.metadata
