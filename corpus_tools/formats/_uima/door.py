"""The only import of cassis, which the extra `uima` brings: files of UIMA's to CASes of ours and back."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import FormatError, UnreadableFile
from ...text import quoted
from .._about import about
from .._format import File
from . import Cas, Place, Structure, types
from .declared import DEFAULT, Type

if TYPE_CHECKING:
    from cassis import Cas as CassisCas
    from cassis import TypeSystem

EXTRA = "uima"
NO_LANGUAGE = "x-unspecified"


class Raw(NamedTuple):
    """What the source says of a structure: its place as it counts, and where that is said."""

    begin: int | None
    end: int | None
    at: str


Raws = Mapping[int, Raw]
"""By the numbers of structures."""


def check_installed(file: str) -> None:
    """Make sure that the library is there.

    Raises:
        UnreadableFile: it is not.
    """
    try:
        import cassis  # noqa: F401
    except ImportError as error:
        raise UnreadableFile(file, f"files of UIMA's need the extra: pip install 'corpus-tools[{EXTRA}]'") from error


@lru_cache(8)
def described(data: bytes | None, more: tuple[Type, ...] = ()) -> TypeSystem:
    """The type system that a file describes, or without one that of DKPro, with further types and features."""
    import cassis

    with _quiet():
        found = cassis.load_dkpro_core_typesystem() if data is None else cassis.load_typesystem(BytesIO(data))
        return _with(found, (*DEFAULT, *more))


@lru_cache(64)
def made(more: tuple[Type, ...]) -> TypeSystem:
    """The type system of these types."""
    import cassis

    with _quiet():
        return _with(cassis.TypeSystem(), more)


def _with(system: TypeSystem, more: Sequence[Type]) -> TypeSystem:
    for one in more:
        if not system.contains_type(one.name, match_exactly=True):
            system.create_type(one.name, one.parent)
    for one in more:
        known = {feature.name for feature in system.get_type(one.name).all_features}
        for feature in one.features:
            if feature.name not in known:
                system.create_feature(one.name, feature.name, feature.range, elementType=feature.element)
    return system


@contextmanager
def _quiet() -> Iterator[None]:
    """What cassis warns of is told as losses, or does no harm."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def from_xmi(data: bytes, system: bytes | None, more: tuple[Type, ...]) -> CassisCas:
    """What cassis makes of an XMI file, with a type system and further types."""
    import cassis

    return cassis.load_cas_from_xmi(BytesIO(data), typesystem=described(system, more))


def from_json(tree: dict[str, Any], more: tuple[Type, ...]) -> CassisCas:
    """What cassis makes of a JSON CAS, with types that it does not describe."""
    import cassis

    return cassis.load_cas_from_json(json.dumps(tree), typesystem=made(more))


def load(
    make: Callable[[], CassisCas],
    raws: Raws,
    file: File,
    what: str,
    find: Callable[[int], Place] = lambda number: (1, 1),
) -> Iterator[Cas]:
    """The views with a text of what cassis reads; `find` gives the line and column of a reference that leads nowhere.

    Raises:
        FormatError: cassis cannot read it.
    """
    with _quiet():
        try:
            found = make()
        except Exception as error:  # cassis raises whatever comes up, even for a reference that leads nowhere
            raise _fault(error, file, what, find) from error
        for view in found.views:
            if view.sofa.sofaString:
                yield _view(view, raws, found.typesystem)


def without_text(file: File) -> FormatError:
    """The error that nothing in a file has a text."""
    return FormatError(file.name, 1, 1, "a view with a text", "none")


def _fault(error: Exception, file: File, what: str, find: Callable[[int], Place]) -> FormatError:
    number = error.args[0] if isinstance(error, KeyError) and error.args else None
    if isinstance(number, int):
        return FormatError(file.name, *find(number), "a reference to a structure", f"{number}, which is not there")
    return FormatError(file.name, 1, 1, what, _short(error))


def _short(error: Exception) -> str:
    return quoted(str(error).partition("\n")[0] or type(error).__name__, 120)


def _view(view: Any, raws: Raws, system: TypeSystem) -> Cas:
    text: str = view.sofa.sofaString
    made = _Structures(raws, text)
    found = sorted(view.get_all_fs(), key=lambda one: one.xmiID)
    structures = made.all(found)
    return Cas(
        text=text,
        structures=structures,
        slots=frozenset(
            kind.name for kind in {one.type.name: one.type for one in found}.values() if _has_slots(kind, system)
        ),
        view=view.sofa.sofaID,
        metadata=about(dict(_said(structures))).metadata,
    )


def _said(structures: Iterable[Structure]) -> Iterator[tuple[str, str]]:
    """What is said of the document: its language, and a title that is not just its name."""
    for one in structures:
        if one.type in (types.METADATA, types.DOCUMENT):
            language, title = one.features.get("language"), one.features.get("documentTitle")
            if language and language != NO_LANGUAGE:
                yield "language", language
            if title and title != one.features.get("documentId"):
                yield "headline", title


def _has_slots(kind: Any, system: TypeSystem) -> bool:
    elements = [system.get_type(feature.elementType.name) for feature in kind.all_features if feature.elementType]
    return any(feature.name == "target" for element in elements for feature in element.all_features)


class _Structures:
    """The structures of one view, each made once."""

    def __init__(self, raws: Raws, text: str) -> None:
        self._raws, self._made = raws, dict[int, Structure]()
        self._waiting: list[tuple[Structure, Any]] = []
        self._offsets = wire_to_points(text)

    def all(self, found: Iterable[Any]) -> list[Structure]:
        """Those that are in a view, and what they lead to."""
        for one in found:
            self._structure(one)
        for structure, one in self._waiting:
            features = {feature.name: getattr(one, feature.name) for feature in one.type.all_features}
            kept = {name: value for name, value in features.items() if value is not None and name not in _PLACE}
            structure.features = {_RENAMED.get(name, name): self._value(value) for name, value in kept.items()}
        return list(self._made.values())

    def _structure(self, one: Any) -> Structure:
        if id(one) not in self._made:
            raw = self._raws.get(one.xmiID, Raw(None, None, ""))
            name = f"{one.type.name.rpartition('.')[2]} {one.xmiID}"
            place = self._place(raw) if hasattr(one, "begin") else None
            self._made[id(one)] = Structure(type=one.type.name, name=name, at=raw.at, place=place)
            self._waiting.append((self._made[id(one)], one))
        return self._made[id(one)]

    def _place(self, raw: Raw) -> Place:
        """A place in code points; one that lies outside stays so."""
        last = len(self._offsets) - 1
        begin, end = (
            last + 1 if at is None or not 0 <= at <= last else self._offsets[at] for at in (raw.begin, raw.end)
        )
        return begin, end

    def _value(self, value: Any) -> Any:
        if not hasattr(value, "xmiID") or not hasattr(value, "type"):
            return value
        if hasattr(value, "elements"):
            return [self._value(one) for one in value.elements or ()]
        if value.type.name.endswith(_LISTS):
            return [self._value(one) for one in _items(value)]
        return self._structure(value)


_PLACE = frozenset({"begin", "end", "sofa"})
_RENAMED = {"type_": "type", "self_": "self"}
"""What cassis calls features that Python has a word for."""
_LISTS = ("FSList", "StringList", "IntegerList", "FloatList")


def _items(head: Any) -> Iterator[Any]:
    """The items of a linked list; one that runs into itself ends there."""
    met = set[int]()
    while hasattr(head, "head") and id(head) not in met:
        met.add(id(head))
        if head.head is not None:
            yield head.head
        head = head.tail


def wire_to_points(text: str) -> Sequence[int]:
    """For each UTF-16 offset that in code points."""
    if text.isascii():
        return range(len(text) + 1)
    return [at for at, character in enumerate(text) for _ in range(1 + (character > "\uffff"))] + [len(text)]


def cas_of(text: str, structures: Sequence[Structure], kinds: tuple[Type, ...]) -> CassisCas:
    """A CAS of cassis with one view. Structures that lead to each other, slots excepted, are all in the list."""
    import cassis

    cas = cassis.Cas(typesystem=made(kinds))
    cas.sofa_string, cas.sofa_mime = text, "text"
    found = {one: _empty(cas, one) for one in structures}
    for one, made_of in found.items():
        for name, value in one.features.items():
            if value != []:  # cassis cannot read again the empty array that it writes into JSON
                made_of[name] = _filled(cas, value, found)
        cas.add(made_of)
    return cas


def _empty(cas: CassisCas, one: Structure) -> Any:
    begin_and_end = dict(zip(("begin", "end"), one.place, strict=True)) if one.place else {}
    return cas.typesystem.get_type(one.type)(**begin_and_end)


def _filled(cas: CassisCas, value: Any, found: Mapping[Structure, Any]) -> Any:
    if isinstance(value, Structure):
        return found[value]
    if not isinstance(value, list):
        return value
    slots = []
    for slot in value:
        slots.append(_empty(cas, slot))
        for name, filler in slot.features.items():
            slots[-1][name] = found.get(filler, filler)
    return cas.typesystem.get_type("uima.cas.FSArray")(elements=slots)


def json_of(cas: CassisCas) -> bytes:
    """A CAS as JSON, with the types that it uses."""
    from cassis.typesystem import TypeSystemMode

    return str(cas.to_json(type_system_mode=TypeSystemMode.MINIMAL)).encode()
