"""XML in, by lxml, which the extra `xml` brings and nobody else imports; and out, which needs no library.

Nothing outside the file is ever read, no entity is put in, and a DOCTYPE is refused, unless it is the one that files of
a format usually have and only gives the name of a DTD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from ..errors import FormatError, UnreadableFile
from ..model import Record
from ..text import quoted
from ._format import File
from ._layers import without_names

if TYPE_CHECKING:
    from lxml.etree import _Element

EXTRA = "xml"
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_PLAIN = {"remove_comments": True, "remove_pis": True, "strip_cdata": True}


def root_of(file: File, doctype: str = "") -> _Element:
    """The root of a file that is read whole. `doctype` is the root that a harmless DOCTYPE may name.

    Raises:
        FormatError: it is not well-formed, or has another DOCTYPE.
        UnreadableFile: lxml is not installed.
    """
    etree = _lxml(file)
    data = file.read()
    with _faults(file):
        root = etree.fromstring(data, etree.XMLParser(**_SAFE, **_PLAIN))
    _refuse_doctype(root, doctype, file)
    return root


def inner(source: str, file: File, element: _Element) -> _Element:
    """The root of XML that stands as text in an element of a file.

    Raises:
        FormatError: it is not well-formed, or has a DOCTYPE.
    """
    etree = _lxml(file)
    try:
        root = etree.fromstring(source.encode(), etree.XMLParser(**_SAFE, **_PLAIN))
    except etree.XMLSyntaxError as error:
        raise fault(file, element, "well-formed XML in it", error.msg or "none") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise fault(file, element, "XML without declarations of its own", "a <!DOCTYPE>")
    return root


def elements(file: File, *tags: str, doctype: str = "") -> Iterator[_Element]:
    """Each element of these names when it is complete, with memory for one; those before a fault are yielded first.

    Raises:
        FormatError: the file is not well-formed, or has another DOCTYPE than one that names `doctype`.
        UnreadableFile: lxml is not installed.
    """
    etree = _lxml(file)
    with file.open() as stream, _faults(file):
        first = True
        found: Any = etree.iterparse(stream, tag=tags, **_SAFE, **_PLAIN)
        for _, element in found:
            if first:
                _refuse_doctype(element, doctype, file)
                first = False
            yield element
            _forget(element)
        if first:
            _refuse_doctype(found.root, doctype, file)


def text_of(element: _Element | None, file: File) -> str:
    """The text of an element that holds nothing else; empty where there is no element.

    Raises:
        FormatError: it holds other elements, or an entity that nothing declares.
    """
    if element is None:
        return ""
    if len(element):
        name = element[0].text if callable(element[0].tag) else f"<{local(element[0])}>"
        raise fault(file, element, f"only text in <{local(element)}>", str(name))
    return element.text or ""


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def fault(file: File, element: _Element, expected: str, found: str) -> FormatError:
    """The error that something is wrong with an element; its column is that of its tag in the line."""
    line = element.sourceline or 1
    return FormatError(file.name, line, _column(file, line, local(element)), expected, found)


def number(element: _Element, value: str | None, what: str, file: File) -> int:
    """A whole number, not negative, that stands in an element or attribute.

    Raises:
        FormatError: it is none.
    """
    word = (value or "").strip()
    if not (word.isascii() and word.isdecimal() and len(word) < 10):
        raise fault(file, element, f"a whole number as {what}", quoted(word))
    return int(word)


def _column(file: File, line: int, tag: str) -> int:
    for number, found in file.byte_lines():
        if number == line:
            return found.decode("utf-8", "replace").find(f"<{tag}") + 1 or 1
    return 1


def _lxml(file: File) -> Any:
    try:
        from lxml import etree
    except ImportError as error:
        raise UnreadableFile(file.name, f"XML needs the extra: pip install 'corpus-tools[{EXTRA}]'") from error
    return etree


@contextmanager
def _faults(file: File) -> Iterator[None]:
    """What lxml finds wrong, as our error with its place."""
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        line, column = error.position
        why = (error.msg or "no element").rpartition(", line ")[0] or error.msg or "no element"
        raise FormatError(file.name, max(line or 1, 1), max(column or 1, 1), "well-formed XML", why) from error


def _refuse_doctype(element: Any, wanted: str, file: File) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is None or (dtd.name == wanted and not any(True for _ in dtd.iterentities())):
        return
    data = file.open().read(2**16)
    at = max(data.find(b"<!DOCTYPE"), 0)
    place = data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at)
    raise FormatError(file.name, *place, "XML without declarations of its own", f"<!DOCTYPE {dtd.name}>")


def _forget(element: Any) -> None:
    """Free the memory of an element, and of what stands before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_QUOTES = {**_MARKUP, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_SPECIAL = re.compile('[&<>\r"\n\t]')


def escaped(text: str) -> str:
    """A text as XML has it between tags."""
    return _SPECIAL.sub(lambda match: _MARKUP.get(match[0], match[0]), text) if _SPECIAL.search(text) else text


def attribute(value: str) -> str:
    """A value as XML has it in a tag, in quotes."""
    value = _SPECIAL.sub(lambda match: _IN_QUOTES[match[0]], value) if _SPECIAL.search(value) else value
    return f'"{value}"'


_ESCAPES = re.compile(r"\\(?:u00[01][0-9a-f]|[bf])|\\.|[\ufffe\uffff]")
_SIGNS = (rb"\u00", rb"\b", rb"\f", "\ufffe".encode(), "\uffff".encode())
"""Without one of these in the JSON of a record there is no such character."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LEGAL = frozenset({r"\u0009", r"\u000a", r"\u000d"})


def legal(record: Record) -> Record:
    """The record with a space for every character that XML cannot have."""
    data = msgspec.json.encode(record)
    if not any(sign in data for sign in _SIGNS):
        return record
    record = without_names(record, _ILLEGAL)
    source = msgspec.json.encode(record).decode()
    cleaned = _ESCAPES.sub(lambda match: " " if _is_illegal(match) else match[0], source)
    return msgspec.json.decode(cleaned, type=Record) if cleaned != source else record


def _is_illegal(match: re.Match[str]) -> bool:
    return (match[0] in (r"\b", r"\f", "\ufffe", "\uffff") or match[0].startswith(r"\u00")) and match[0] not in _LEGAL
