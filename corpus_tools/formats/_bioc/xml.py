"""BioC XML in and out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import UnsetType

from ...errors import FormatError
from .. import _xml as xml
from .._format import File
from . import Annotation, Collection, Document, Found, Infons, Location, Node, Part, Passage, Relation, Sentence

TAG = "collection"
_PLACE = re.compile("[0-9]{1,9} [0-9]{1,9}")


class Source:
    """A file of documents; `head` is what is said of all of them, known with the first."""

    def __init__(self, file: File) -> None:
        self.file, self.head = file, Collection()
        self._unknown: list[tuple[str, str]] = []
        self._lines: dict[int, int] = {}
        """The lines of the parts of a document, by their identity."""

    def known(self) -> Collection:
        """What is said of all documents, as far as it was read."""
        return self.head

    def documents(self) -> Iterator[Found]:
        """Each document.

        Raises:
            FormatError: the file is not BioC XML; the documents before the fault come first.
        """
        found = False
        for element in xml.elements(self.file, "document", doctype=TAG):
            if not found:
                self._read_head(element)
            found = True
            yield self._found(element)
        if not found:
            raise FormatError(self.file.name, 1, 1, "a <document> in a <collection>", "none")

    def _where(self, part: Part) -> str:
        return f"{self.file.name}:{self._lines[id(part)]}"

    def _read_head(self, first: Any) -> None:
        for element in first.itersiblings(preceding=True):
            if element.tag == "infon":
                self._add_infon(self.head.infons, element)
            elif element.tag in ("source", "date", "key"):
                setattr(self.head, element.tag, xml.text_of(element, self.file).strip())

    def _found(self, element: Any) -> Found:
        self._unknown, self._lines = [], {}
        document = self._fill(Document(id=xml.text_of(element.find("id"), self.file).strip()), element)
        return Found(document, self._where, self._unknown)

    def _fill(self, part: Any, element: Any) -> Any:
        """Put what stands in an element into a part that may have it."""
        self._lines[id(part)] = element.sourceline
        part.infons, part.annotations, part.relations = {}, [], []
        for child in element:
            tag = child.tag
            if tag == "infon":
                self._add_infon(part.infons, child)
            elif tag == "annotation":
                part.annotations.append(self._annotation(child))
            elif tag == "relation":
                part.relations.append(self._relation(child))
            elif tag == "passage" and isinstance(part, Document):
                part.passages = [*(part.passages or ()), self._fill(self._block(child, Passage), child)]
            elif tag == "sentence" and isinstance(part, Passage):
                part.sentences = [*(part.sentences or ()), self._fill(self._block(child, Sentence), child)]
            elif tag not in ("id", "offset", "text"):
                self._note_unknown(child)
        return part

    def _note_unknown(self, element: Any) -> None:
        self._unknown.append((f"{self.file.name}:{element.sourceline}", xml.local(element)))

    def _block(self, element: Any, sort: type[Any]) -> Any:
        offset = element.find("offset")
        place = xml.number(element, None if offset is None else offset.text, "the <offset>", self.file)
        return sort(offset=place, text=xml.text_of(element.find("text"), self.file))

    def _annotation(self, element: Any) -> Annotation:
        locations: list[Location] = []
        infons: Infons = {}
        text = ""
        for child in element:
            tag = child.tag
            if tag == "infon":
                self._add_infon(infons, child)
            elif tag == "location":
                locations.append(self._location(child))
            elif tag == "text":
                text = xml.text_of(child, self.file)
            else:
                self._note_unknown(child)
        found = Annotation(id=element.get("id", ""), infons=infons, text=text, locations=locations)
        self._lines[id(found)] = element.sourceline
        return found

    def _location(self, element: Any) -> Location:
        offset, length = element.get("offset", ""), element.get("length", "")
        if _PLACE.fullmatch(f"{offset} {length}"):
            return Location(int(offset), int(length))
        return Location(*(xml.number(element, found, "offset and length", self.file) for found in (offset, length)))

    def _relation(self, element: Any) -> Relation:
        nodes: list[Node] = []
        found = Relation(id=element.get("id", ""), infons={}, nodes=nodes)
        self._lines[id(found)] = element.sourceline
        for child in element:
            if child.tag == "infon":
                self._add_infon(found.infons, child)
            elif child.tag == "node":
                nodes.append(Node(child.get("refid", ""), child.get("role", "")))
            else:
                self._note_unknown(child)
        return found

    def _add_infon(self, infons: Any, element: Any) -> None:
        """Put an infon down; a key that is given again has a list of values."""
        key, value = element.get("key"), element.text or ""
        if len(element):
            value = xml.text_of(element, self.file)
        if key is None:
            raise xml.fault(self.file, element, "an <infon> with a key", "none")
        if key in infons:
            earlier = infons[key]
            infons[key] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        else:
            infons[key] = value


def head(collection: Collection) -> str:
    """What stands before the documents."""
    fields = "".join(f"  {element(name, getattr(collection, name))}\n" for name in ("source", "date", "key"))
    start = "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE collection SYSTEM 'BioC.dtd'>\n<collection>\n"
    return start + fields + "".join(_infons(collection.infons, "  "))


TAIL = "</collection>\n"


def element(name: str, text: str) -> str:
    """An element with nothing but text."""
    return f"<{name}>{xml.escaped(text)}</{name}>" if text else f"<{name}/>"


def spelled(document: Document) -> str:
    """A document as XML."""
    return "".join(_document(document))


def _document(document: Document) -> Iterator[str]:
    yield f"  <document>\n    {element('id', document.id)}\n"
    yield from _infons(document.infons, "    ")
    for passage in document.passages or ():
        yield "    <passage>\n"
        yield from _block(passage, "      ")
        for sentence in passage.sentences or ():
            yield "      <sentence>\n"
            yield from _block(sentence, "        ")
            yield from _marks(sentence, "        ")
            yield "      </sentence>\n"
        yield from _marks(passage, "      ")
        yield "    </passage>\n"
    yield from _marks(document, "    ")
    yield "  </document>\n"


def _block(block: Passage | Sentence, indent: str) -> Iterator[str]:
    yield from _infons(block.infons, indent)
    yield f"{indent}<offset>{block.offset}</offset>\n"
    if block.text:
        yield f"{indent}{element('text', block.text)}\n"


def _marks(part: Document | Passage | Sentence, indent: str) -> Iterator[str]:
    inner = indent + "  "
    for one in part.annotations or ():
        yield f"{indent}<annotation id={xml.attribute(one.id)}>\n"
        yield from _infons(one.infons, inner)
        for location in one.locations or ():
            yield f'{inner}<location offset="{location.offset}" length="{location.length}"/>\n'
        yield f"{inner}{element('text', one.text or '')}\n{indent}</annotation>\n"
    for relation in part.relations or ():
        yield f"{indent}<relation id={xml.attribute(relation.id)}>\n"
        yield from _infons(relation.infons, inner)
        for node in relation.nodes or ():
            yield f"{inner}<node refid={xml.attribute(node.refid)} role={xml.attribute(node.role)}/>\n"
        yield f"{indent}</relation>\n"


def _infons(infons: Infons | UnsetType, indent: str) -> Iterator[str]:
    for key, value in (infons or {}).items():
        for word in value if isinstance(value, list) else [value]:
            yield f"{indent}<infon key={xml.attribute(key)}>{xml.escaped(word)}</infon>\n"
