"""JSON CAS to CASes. Types that the file does not describe are told from what it says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._format import File
from .._json import Document, Object, Wrong, find, need
from .._uima import Cas, door
from .._uima.declared import ANNOTATION, TOP, Feature, Type
from .._uima.door import Raw

STRUCTURES, TYPES, VIEWS = "%FEATURE_STRUCTURES", "%TYPES", "%VIEWS"
_ID, _TYPE, _SOFA = "%ID", "%TYPE", "uima.cas.Sofa"
_RANGES = {bool: "uima.cas.Boolean", int: "uima.cas.Long", float: "uima.cas.Double", str: "uima.cas.String"}


def load(file: File) -> Iterator[Cas]:
    """The views of a file that have a text.

    Raises:
        FormatError: it is not JSON, or not as such files are.
        UnreadableFile: cassis is not installed.
    """
    door.check_installed(file.name)
    document = Document(file.name, file.text())
    with document.opened() as tree:
        structures = list(_structures(tree))
        raws = {number: _raw(one, document) for number, one in structures}
        declared = set(_declared(find(tree, TYPES, dict) or {}))
        views = need(tree, VIEWS, dict)
        for name in views:
            need(need(views, name, dict), "%MEMBERS", list)
    if not any(one[_TYPE] == _SOFA and one.get("sofaString") for _, one in structures):
        raise door.without_text(file)
    for _, one in structures:
        if one[_TYPE].endswith(("[]", "Array")):
            one.setdefault("%ELEMENTS", [])
    more = tuple(_missing([one for _, one in structures], declared))
    yield from door.load(lambda: door.from_json({TYPES: {}, **tree}, more), raws, file, "a JSON CAS")


def _declared(kinds: Object) -> Iterator[str]:
    """The types that the file describes."""
    for name in kinds:
        kind = need(kinds, name, dict)
        need(kind, "%SUPER_TYPE", str)
        for feature in kind:
            if not feature.startswith("%"):
                need(need(kind, feature, dict), "%RANGE", str)
        yield name


def _structures(tree: Object) -> Iterator[tuple[int, Object]]:
    """The structures by their numbers, whether they are in a list or in an object."""
    found = tree.get(STRUCTURES)
    if isinstance(found, dict):
        for key in found:
            if not (key.isascii() and key.isdecimal() and len(key) < 11):
                raise Wrong(found, key, "a whole number as the key of a structure", key)
            yield int(key), _typed(need(found, key, dict))
    else:
        for index in range(len(find(tree, STRUCTURES, list) or [])):
            one = _typed(need(tree[STRUCTURES], index, dict))
            yield need(one, _ID, int), one


def _typed(one: Object) -> Object:
    need(one, _TYPE, str)
    return one


def _raw(one: Object, document: Document) -> Raw:
    return Raw(find(one, "begin", int), find(one, "end", int), document.where(one))


def _missing(structures: Sequence[Object], declared: set[str]) -> Iterator[Type]:
    """Types that nothing describes, with features as they are used."""
    found: dict[str, dict[str, str]] = {}
    for one in structures:
        name = one[_TYPE]
        if name not in declared and not name.startswith("uima.") and not name.endswith("[]"):
            for key, value in one.items():
                if key[:1] not in ("%", "^") and key not in ("begin", "end", "@sofa"):
                    found.setdefault(name, {})[key.lstrip("@#")] = _range(key, value)
                found.setdefault(name, {})
    placed = {one[_TYPE] for one in structures if "begin" in one}
    for name, features in found.items():
        ranges = tuple(Feature(feature, kind) for feature, kind in sorted(features.items()))
        yield Type(name, ANNOTATION if name in placed else TOP, ranges)


def _range(key: str, value: object) -> str:
    return {"@": TOP, "#": "uima.cas.Double"}.get(key[0]) or _RANGES.get(type(value), "uima.cas.String")
