"""XMI to CASes. Types that no type system describes are told from what the file says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...errors import FormatError
from ...text import quoted
from .._format import File, Files
from .._uima import Cas, door, types
from .._uima.folder import is_type_system
from .._uima.linked import Given, Ref, View, cas_of, in_order
from .._xml import fault, local, root_of
from .shapes import Shape, refs, shapes
from .undescribed import ID, missing

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOFA, _VIEW = "uima.cas.Sofa", "uima.cas.View"


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
    reading = _Reading(file, root, _described(file, files))
    views = in_order(reading.views(), file)
    given = reading.given()
    names = ", ".join(one.name for one in reading.more if not types.says_of_others(one.name))
    for view in views:
        cas = cas_of(view, given, reading.with_slots(), lambda line: f"{file.name}:{line}")
        if names:
            cas.losses.append(("layer field", f"no type system describes all of {names}: what is said there is text"))
        yield cas


def _described(file: File, files: Files) -> bytes | None:
    """The type system in the folder of a file, or in the nearest one above."""
    there = {one.name.rpartition("/")[0]: one for one in files if is_type_system(one.name)}
    folder = file.name
    while folder:
        folder = folder.rpartition("/")[0]
        if found := there.get(folder):
            return _checked(found)
    return None


@lru_cache(8)
def _checked(file: File) -> bytes:
    """The bytes of a type system, which all documents of a folder ask for."""
    root = root_of(file)
    if local(root) != "typeSystemDescription":
        raise fault(file, root, "<typeSystemDescription>", f"<{local(root)}>")
    data = file.read()
    try:
        shapes(data, ())
    except Exception as error:  # cassis raises whatever comes up
        why = str(error).partition("\n")[0]
        raise FormatError(file.name, 1, 1, "a type system of UIMA's", quoted(why, 120)) from error
    return data


class _Reading:
    """The elements of a file: texts, what belongs to them, and structures by their numbers."""

    def __init__(self, file: File, root: _Element, described: bytes | None) -> None:
        self.file = file
        parts = [(_type_of(str(part.tag)), part) for part in root]
        self.texts = [part for name, part in parts if name == _SOFA]
        self.members = [part for name, part in parts if name == _VIEW]
        found = [(name, part) for name, part in parts if name not in (_SOFA, _VIEW)]
        self.parts = {self._whole(part, ID): (name, part) for name, part in found}
        self.sofas = {str(part.get(ID)) for part in self.texts}
        self.more = tuple(missing(found, described, {*map(str, self.parts), *self.sofas}))
        self.shapes = shapes(described, self.more)

    def with_slots(self) -> Collection[str]:
        """The types whose structures have slots."""
        return {name for name in {name for name, _ in self.parts.values()} if self.shapes[name].has_slots}

    def views(self) -> Iterator[View]:
        """Each text, and what belongs to it.

        Raises:
            FormatError: it is not said by numbers, or something that belongs to it is not there.
        """
        for sofa in self.texts:
            if text := sofa.get("sofaString"):
                number = self._whole(sofa, ID)
                view = next((part for part in self.members if self._whole(part, "sofa") == number), None)
                members = [] if view is None else self._read(refs, str(view.get("members", "")), "members", view)
                yield View(str(sofa.get("sofaID", "")), str(text), members)

    def given(self) -> dict[int, Given]:
        """Every structure by its number.

        Raises:
            FormatError: something is no number, or not as the type system has it, or leads to what is not there.
        """
        return {number: self._given(name, part) for number, (name, part) in self.parts.items()}

    def _given(self, name: str, part: _Element) -> Given:
        shape = self.shapes[name]
        begin, end = (self._whole(part, at) if part.get(at) is not None else None for at in ("begin", "end"))
        sofa = part.get("sofa")
        if sofa is not None and sofa not in self.sofas:
            raise self._leads_nowhere(part, sofa)
        return Given(name, begin, end, self._features(part, shape), part.sourceline, shape.is_placed)

    def _features(self, part: _Element, shape: Shape) -> Mapping[str, Any]:
        """The features that a structure has, in the order of its type."""
        found: dict[str, Any] = {}
        inside = _inside(part) if len(part) else {}
        for name, read in shape.readers.items():
            if name in inside:
                found[name] = inside[name]
            elif (value := part.get(name)) is not None:
                found[name] = self._read(read, str(value), name, part)
        return found

    def _read(self, read: Any, value: str, name: str, part: _Element) -> Any:
        try:
            found = read(value)
        except ValueError as error:
            expected = f"a value that the type system allows as {name}"
            raise fault(self.file, part, expected, quoted(value)) from error
        for ref in [found] if read is Ref else found if read is refs else ():
            if ref not in self.parts:
                raise self._leads_nowhere(part, str(ref))
        return found

    def _leads_nowhere(self, part: _Element, number: str) -> FormatError:
        expected, found = "a reference to a structure", f"{number}, which is not there"
        return FormatError(self.file.name, part.sourceline or 1, 1, expected, found)

    def _whole(self, part: _Element, name: str) -> int:
        word = str(part.get(name, ""))
        if not (word.isascii() and word.removeprefix("-").isdecimal() and len(word) < 11):
            raise fault(self.file, part, f"a whole number as {name.rpartition('}')[2]}", quoted(word))
        return int(word)


def _inside(part: _Element) -> dict[str, list[str | None]]:
    """What stands in elements of an element, by their names."""
    found: dict[str, list[str | None]] = {}
    for child in part:
        found.setdefault(local(child), []).append(child.text)
    return found


@lru_cache(4096)
def _type_of(tag: str) -> str:
    """The name of the type that elements are of."""
    space, _, word = tag.removeprefix("{").rpartition("}")
    path = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return word if path == "uima.noNamespace" or not path else f"{path}.{word}"
