"""Features of GATE: values with the names of Java's classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import _xml as xml
from .._format import File

WRAPPER = "gate.corpora.ObjectWrapper"
_KINDS: dict[str, type] = {
    **dict.fromkeys(("Integer", "Long", "Short", "Byte", "BigInteger", "int", "long", "short", "byte"), int),
    **dict.fromkeys(("Double", "Float", "BigDecimal", "double", "float", "big-decimal"), float),
}
"""The Python types of numbers, by the last part of a class's name or by what an element is called."""
_CLASSES = {bool: "java.lang.Boolean", int: "java.lang.Integer", float: "java.math.BigDecimal", str: "java.lang.String"}
_LISTS = ("list", "set", "linked-list", "linked-hash-set")


def features_of(element: Any, file: File) -> dict[str, Any]:
    """The features below an element; those whose class is not known are None.

    Raises:
        FormatError: one has no name, or its value is none of its class.
    """
    found = {}
    for feature in element.iterfind("Feature"):
        name, value = xml.text_of(feature.find("Name"), file), feature.find("Value")
        if not name or value is None:
            raise xml.fault(file, feature, "a <Feature> with <Name> and <Value>", "one without")
        found[name] = _value(value, file)
    return found


def _value(element: Any, file: File) -> Any:
    name, text = element.get("className", ""), xml.text_of(element, file)
    if name == WRAPPER:
        wrapped = next(iter(xml.inner(text, file, element)), None)
        return None if wrapped is None else _wrapped(wrapped, wrapped.get("class", ""))
    try:
        return _plain(name.rpartition(".")[2], text)
    except ValueError as error:
        raise xml.fault(file, element, f"a value of the class {name}", repr(text[:30])) from error


def _plain(kind: str, text: str) -> Any:
    if kind in ("String", "string"):
        return text
    if kind in ("Boolean", "boolean"):
        return text == "true"
    return _KINDS[kind](text[:400]) if kind in _KINDS else None


def _wrapped(element: Any, kind: str) -> Any:
    """What stands in a wrapper; maps are None, since no record holds them."""
    if kind in _LISTS or kind.endswith("-array"):
        return [_wrapped(one, one.tag) for one in element]
    try:
        return _plain(kind, element.text or "")
    except ValueError:
        return None


def spelled(features: dict[str, Any]) -> Iterator[str]:
    """Features as XML."""
    for name, value in features.items():
        kind, text = _spelled(value)
        yield "<Feature>\n"
        yield f'  <Name className="java.lang.String">{xml.escaped(name)}</Name>\n'
        yield f'  <Value className="{kind}">{xml.escaped(text)}</Value>\n'
        yield "</Feature>\n"


def _spelled(value: Any) -> tuple[str, str]:
    if isinstance(value, bool):
        return _CLASSES[bool], str(value).lower()
    if isinstance(value, list):
        items = "".join(f"<string>{xml.escaped(one)}</string>" for one in value)
        return WRAPPER, f'<{WRAPPER}><value class="list">{items}</value></{WRAPPER}>'
    if isinstance(value, int) and abs(value) >= 2**31:
        return "java.lang.Long", str(value)
    return _CLASSES[type(value)], str(value) if isinstance(value, str) else repr(value)
