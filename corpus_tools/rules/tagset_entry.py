"""A tag set names a type it does not have, has one name twice, a minimum above a maximum, or an unusable pattern.

Of two entries of one name only the last would count. Names are looked up in fillers of roles, sources and addressees,
in types of attributes, and in replacements of deprecated types; limits are taken together with those that are
inherited; patterns are those of values and of knowledge bases. What may be in a base that is not at hand is not
reported.

Fails:

    {"entity_types": [{"name": "PER", "definition": "Use PER for a person."}],
     "event_types": [
      {"name": "Meet", "definition": "People meet.",
       "roles": [{"name": "guest", "definition": "The guest is who comes.", "fillers": ["entity:PERS"]}]}]}

Passes:

    {"entity_types": [{"name": "PER", "definition": "Use PER for a person."}],
     "event_types": [
      {"name": "Meet", "definition": "People meet.",
       "roles": [{"name": "guest", "definition": "The guest is who comes.", "fillers": ["entity:PER"]}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from ..findings import Path
from ..tagset import TagSet
from ..tagset_file import Role
from ..text import quoted
from ._labels import KINDS
from ._near import near_name
from ._patterns import fault
from ._rule import Problem, Rule
from ._tagsets import Place, is_known, is_whole, places, written


def check(tagset: TagSet) -> Iterator[Problem]:
    if is_whole(tagset):
        yield from _unknown_fillers(tagset)
        yield from _unknown_replacements(tagset)
        yield from _unknown_attribute_types(tagset)
    for place in places(tagset):
        yield from _limits(place)
    yield from _patterns(tagset)
    yield from _repeated(tagset)


_LISTS = {
    "entity_types": "name",
    "event_types": "name",
    "quote_types": "name",
    "relation_types": "name",
    "attributes": "name",
    "section_types": "name",
    "kbs": "prefix",
}
"""The lists of a tag set, and the field by which their entries are told apart."""


def _repeated(tagset: TagSet) -> Iterator[Problem]:
    for field, key in _LISTS.items():
        first: dict[str, int] = {}
        for index, entry in enumerate(getattr(tagset.file, field)):
            name = getattr(entry, key)
            if first.setdefault(name, index) != index:
                yield Problem(
                    at=(field, index, key),
                    message=f"the {key} {quoted(name)} is given twice, and only the last entry counts",
                    related=[((field, first[name], key), "first given here")],
                )


def _unknown_fillers(tagset: TagSet) -> Iterator[Problem]:
    fillers = [(place, at, filler) for place in places(tagset) for at, filler in enumerate(place.written.fillers)]
    unknown = [(place, at, filler) for place, at, filler in fillers if not is_known(tagset, filler)]
    for place, at, filler in unknown:
        kind, _, name = filler.partition(":")
        hint = near_name(name, tagset.types(kind), len(unknown))
        message = f"{quoted(filler)} names no {kind} type of the tag set{hint}"
        yield Problem(at=(*place.path, "fillers", at), message=message)


def _unknown_replacements(tagset: TagSet) -> Iterator[Problem]:
    for label in written(tagset):
        types, name = tagset.types(label.kind), label.written.replaced_by
        if name and name not in types:
            message = f"there is no {label.kind} type {quoted(name)}{near_name(name, types, len(types))}"
            yield Problem(at=(*label.path, "replaced_by"), message=message)


def _unknown_attribute_types(tagset: TagSet) -> Iterator[Problem]:
    for index, attribute in enumerate(tagset.file.attributes):
        kinds = KINDS if "chain" in attribute.on else [kind for kind in KINDS if kind in attribute.on]
        known = [name for kind in kinds for name in tagset.types(kind)]
        for at, name in enumerate(attribute.types or ()):
            if name not in known:
                near = near_name(name, known, len(attribute.types or ()))
                message = f"no kind that carries the attribute has a type {quoted(name)}{near}"
                yield Problem(at=("attributes", index, "types", at), message=message)


def _limits(place: Place) -> Iterator[Problem]:
    own, full = place.written, place.written
    if isinstance(own, Role):
        full = place.label.resolved.roles[place.name]
    if full.min and full.max is not UNSET and full.min > full.max and not (own.min is UNSET and own.max is UNSET):
        yield Problem(
            at=(*place.path, "max" if own.min is UNSET else "min"),
            message=f"at least {full.min} fillers are required, and at most {full.max} allowed",
        )


def _patterns(tagset: TagSet) -> Iterator[Problem]:
    found: list[tuple[Path, str]] = []
    for label in written(tagset):
        if pattern := getattr(label.written, "value_pattern", None):
            found.append(((*label.path, "value_pattern"), pattern))
    found += [(("kbs", index, "pattern"), kb.pattern) for index, kb in enumerate(tagset.file.kbs)]
    for path, pattern in found:
        wrong = fault(pattern)
        if wrong:
            yield Problem(at=path, message=f"this is no regular expression that can be used: {wrong}")


RULE = Rule(code="TGS003", name="tagset-entry", severity="error", level=1, subject="tagset", check=check)
