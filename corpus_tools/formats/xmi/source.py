"""XMI to CASes. Types that no type system describes are told from what the file says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from ...errors import FormatError
from ...text import quoted
from .._format import File, Files
from .._uima import Cas, door, types
from .._uima.chains import FIRST, NEXT
from .._uima.declared import ANNOTATION, ARRAY, BASE, TOP, Feature, Type
from .._uima.door import Raw
from .._uima.folder import is_type_system
from .._xml import fault, local, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = "{http://www.omg.org/XMI}id"
_SOFA = "uima.cas.Sofa"
_LEADS_ON = frozenset({types.GOVERNOR, types.DEPENDENT, FIRST, NEXT, "target"})
"""Features that lead to another structure, by the custom of all layers."""
_SLOTS = ("links", "link", "arguments", "roles", "slots")
"""How the names of features end that are slots by custom."""


def load(file: File, files: Files) -> Iterator[Cas]:
    """The views of a file that have a text, with the type system that lies nearest.

    Raises:
        FormatError: it or the type system is not as such files are.
        UnreadableFile: cassis or lxml is not installed.
    """
    door.check_installed(file.name)
    root = root_of(file)
    if local(root) != "XMI":
        raise fault(file, root, "<xmi:XMI>", f"<{local(root)}>")
    parts = [part for part in root if _name(part) != "uima.cas.NULL"]
    raws = {_number(part, file): _raw(part, file) for part in parts if _ID in part.attrib}
    described = _described(file, files)
    more = tuple(_missing(parts, described, raws.keys()))
    if not any(_name(part) == _SOFA and part.get("sofaString") for part in parts):
        raise door.without_text(file)
    names = ", ".join(one.name for one in more if not types.says_of_others(one.name))
    find = partial(_reference, parts=parts)
    for cas in door.load(
        lambda: door.from_xmi(file.read(), described, more), raws, file, "an XMI file of UIMA's", find
    ):
        if names:
            cas.losses.append(("layer field", f"no type system describes all of {names}: what is said there is text"))
        yield cas


def _reference(number: int, parts: Iterable[_Element]) -> tuple[int, int]:
    """The line and column of the first element that refers to a structure, as far as can be told without types."""
    for part in parts:
        others = {str(value) for name, value in part.attrib.items() if name not in (_ID, "begin", "end")}
        if str(number) in {word for value in others for word in value.split()}:
            return part.sourceline or 1, 1
    return 1, 1


def _described(file: File, files: Files) -> bytes | None:
    """The type system in the folder of a file, or in the nearest one above."""
    there = {one.name.rpartition("/")[0]: one for one in files if is_type_system(one.name)}
    folder = file.name
    while folder:
        folder = folder.rpartition("/")[0]
        if found := there.get(folder):
            return _checked(found)
    return None


def _checked(file: File) -> bytes:
    root = root_of(file)
    if local(root) != "typeSystemDescription":
        raise fault(file, root, "<typeSystemDescription>", f"<{local(root)}>")
    try:
        door.described(file.read())
    except Exception as error:
        why = str(error).partition("\n")[0]
        raise FormatError(file.name, 1, 1, "a type system of UIMA's", quoted(why, 120)) from error
    return file.read()


def _name(part: _Element) -> str:
    """The name of the type that an element is of."""
    return _type_of(str(part.tag))


@lru_cache(4096)
def _type_of(tag: str) -> str:
    space, _, word = tag.removeprefix("{").rpartition("}")
    path = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return word if path == "uima.noNamespace" or not path else f"{path}.{word}"


def _number(part: _Element, file: File) -> int:
    return _whole(part, _ID, file) or 0


def _raw(part: _Element, file: File) -> Raw:
    begin, end = (_whole(part, name, file) if name in part.attrib else None for name in ("begin", "end"))
    return Raw(begin, end, f"{file.name}:{part.sourceline}")


def _whole(part: _Element, name: str, file: File) -> int:
    word = str(part.get(name, ""))
    if not (word.isascii() and word.removeprefix("-").isdecimal() and len(word) < 11):
        raise fault(file, part, f"a whole number as {name.rpartition('}')[2]}", quoted(word))
    return int(word)


def _missing(parts: Iterable[_Element], described: bytes | None, ids: Collection[int]) -> Iterator[Type]:
    """Types and features that nothing describes, as the elements show them."""
    system = door.described(described)
    by_name: dict[str, list[_Element]] = {}
    for part in parts:
        by_name.setdefault(_name(part), []).append(part)
    for name, found in by_name.items():
        if name.startswith("uima.cas."):
            continue
        is_known = system.contains_type(name, match_exactly=True)
        known = {feature.name for feature in system.get_type(name).all_features} if is_known else set()
        features = [feature for feature in _features(found, ids) if not {feature.name, f"{feature.name}_"} & known]
        if features or not is_known:
            yield Type(name, _parent(found), tuple(features))


def _parent(found: Sequence[_Element]) -> str:
    """What sort of structure elements of one type are."""
    if any("begin" in part.attrib for part in found):
        return ANNOTATION
    return BASE if any("sofa" in part.attrib for part in found) else TOP


def _features(found: Sequence[_Element], ids: Collection[int]) -> Iterator[Feature]:
    """The features of elements of one type: texts, unless custom has it that they lead to other structures."""
    values: dict[str, list[str]] = {}
    for part in found:
        for name, value in part.attrib.items():
            values.setdefault(str(name), []).append(str(value))
    for name in sorted(values.keys() - {_ID, "begin", "end", "sofa"}):
        if name in _LEADS_ON and _are_ids(values[name], ids):
            yield Feature(name, TOP)
        elif name.lower().endswith(_SLOTS) and _are_ids(" ".join(values[name]).split(), ids):
            yield Feature(name, ARRAY)
        else:
            yield Feature(name)
    for name in sorted({local(child) for part in found for child in part} - values.keys()):
        yield Feature(name, "uima.cas.StringArray")


def _are_ids(words: Sequence[str], ids: Collection[int]) -> bool:
    return all(word.isascii() and word.isdecimal() and len(word) < 11 and int(word) in ids for word in words)
