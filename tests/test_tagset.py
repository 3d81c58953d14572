"""Tag sets: what types inherit, what fillers stand for, and which version serves a layer."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from corpus_tools.errors import UnknownName
from corpus_tools.model import TagSetRef
from corpus_tools.tagset import TagSet, TagSets, builtin, parse, reference

from .shorthand import whole


def tagset(base: TagSet | None = None, **short: Any) -> TagSet:
    """A small tag set; types are given by name, with the fields that matter."""
    for field in ("entity_types", "event_types", "quote_types", "relation_types"):
        if field in short:
            short[field] = [{"name": name, "definition": "A type.", **rest} for name, rest in short[field].items()]
    return parse(msgspec.json.encode(whole({"entity_types": [], **short})), base)


def role(name: str, *fillers: str, **limits: int) -> dict[str, Any]:
    """A role as it is written."""
    return {"name": name, "definition": "A role.", "fillers": list(fillers) or ["entity:*"], **limits}


def limits(found: TagSet, event: str, name: str) -> tuple[object, object]:
    """The least and most fillers of a role, 0 and None where there is no limit."""
    resolved = found.events[event].roles[name]
    return resolved.min or 0, resolved.max or None


THREE = tagset(
    entity_types={"PER": {}, "ORG": {}, "MEDIA": {"parent": "ORG"}},
    event_types={
        "Event": {
            "abstract": True,
            "roles": [role("place", "entity:ORG"), role("actor", "entity:PER", "entity:ORG", max=5)],
        },
        "Meet": {"parent": "Event", "roles": [role("actor", "entity:PER", min=2), role("topic", "event:*", "span")]},
        "Visit": {"parent": "Meet", "roles": [role("actor", "entity:PER", max=3)]},
    },
)


def test_roles_are_inherited_narrowed_and_added() -> None:
    assert list(THREE.events["Meet"].roles) == ["place", "actor", "topic"]
    assert THREE.events["Meet"].roles["actor"].fillers == ["entity:PER"]
    assert THREE.events["Event"].roles["actor"].fillers == ["entity:PER", "entity:ORG"]
    assert list(THREE.events["Visit"].roles) == ["place", "actor", "topic"]


@pytest.mark.parametrize(
    ("event", "name", "expected"),
    [
        ("Event", "actor", (0, 5)),
        ("Meet", "actor", (2, 5)),
        ("Visit", "actor", (2, 3)),
        ("Visit", "topic", (0, None)),
        ("Visit", "place", (0, None)),
    ],
)
def test_limits_are_inherited_one_by_one(event: str, name: str, expected: tuple[object, object]) -> None:
    assert limits(THREE, event, name) == expected


def test_lineage_leads_from_the_type_to_the_root() -> None:
    assert THREE.events["Visit"].lineage == ("Visit", "Meet", "Event")
    assert THREE.events["Event"].lineage == ("Event",)


def test_abstract_and_deprecated_are_not_inherited() -> None:
    found = tagset(entity_types={"A": {"abstract": True, "deprecated": True}, "B": {"parent": "A"}})
    assert (found.entities["A"].abstract, found.entities["A"].deprecated) == (True, True)
    assert (found.entities["B"].abstract, found.entities["B"].deprecated) == (False, False)
    assert not any(resolved.abstract for resolved in builtin().quotes.values())


def test_class_levels_and_form_of_value_are_inherited() -> None:
    found = tagset(
        entity_types={
            "TIME": {"class": "value", "levels": ["name"], "value_pattern": "[0-9]+"},
            "HOUR": {"parent": "TIME"},
            "NAMED": {"parent": "TIME", "class": "entity", "levels": ["nominal"]},
        }
    )
    hour, named = found.entities["HOUR"], found.entities["NAMED"]
    assert (hour.is_value, hour.first("levels"), hour.first("value_pattern")) == (True, ["name"], "[0-9]+")
    assert (named.is_value, named.first("levels")) == (False, ["nominal"])
    assert found.entities["TIME"].first("value_format") is msgspec.UNSET


def test_symmetric_is_inherited() -> None:
    found = tagset(
        relation_types={"Tie": {"symmetric": True, "roles": [role("one")]}, "Pact": {"parent": "Tie"}, "Owns": {}}
    )
    assert [found.relations[name].symmetric for name in ("Tie", "Pact", "Owns")] == [True, True, False]
    assert list(found.relations["Pact"].roles) == ["one"]


@pytest.mark.parametrize(
    ("fillers", "expected"),
    [
        (["entity:PER"], {"entity:PER"}),
        (["entity:ORG"], {"entity:ORG", "entity:MEDIA"}),
        (["entity:MEDIA"], {"entity:MEDIA"}),
        (["entity:*"], {"entity:PER", "entity:ORG", "entity:MEDIA"}),
        (["event:Meet", "entity:PER"], {"event:Meet", "event:Visit", "entity:PER"}),
        (["event:*", "span"], {"event:Event", "event:Meet", "event:Visit", "span"}),
        (["quote:*"], set()),
        (["entity:Meet", "event:PER", "entity:PERS"], set()),
        ([], set()),
    ],
)
def test_fillers_stand_for_subtypes(fillers: list[str], expected: set[str]) -> None:
    assert THREE.expand(fillers) == expected


def test_allowed_holds_every_role_written_out() -> None:
    assert THREE.allowed["event"]["Visit"] == {
        "place": {"entity:ORG", "entity:MEDIA"},
        "actor": {"entity:PER"},
        "topic": {"event:Event", "event:Meet", "event:Visit", "span"},
    }
    assert THREE.allowed["relation"] == {}


def test_speakers_are_any_entity_unless_the_tag_set_says() -> None:
    found = tagset(
        entity_types={"PER": {}, "ORG": {}},
        quote_types={
            "direct": {"marks": "required", "source": {"fillers": ["entity:PER"]}},
            "mixed": {"marks": "partial"},
        },
    )
    anyone = {"entity:PER", "entity:ORG"}
    assert found.speakers["direct"] == {"source": {"entity:PER"}, "addressee": anyone}
    assert found.speakers["mixed"] == {"source": anyone, "addressee": anyone}


def extending() -> TagSet:
    """A tag set that extends `THREE`: it narrows a type, adds subtypes and replaces an attribute."""
    return tagset(
        THREE,
        extends={"id": "small", "version": "1.0.0"},
        version="2.0.0",
        language="sr",
        entity_types={"GAZETTE": {"parent": "MEDIA"}},
        event_types={
            "Meet": {"roles": [role("actor", "entity:PER", max=4), role("date")]},
            "Summit": {"parent": "Visit", "roles": [role("host")]},
        },
        kbs=[{"prefix": "own", "pattern": "[a-z]+"}],
    )


def test_a_tag_set_has_the_types_of_the_one_it_extends() -> None:
    found = extending()
    assert list(found.entities) == ["PER", "ORG", "MEDIA", "GAZETTE"]
    assert found.entities["GAZETTE"].lineage == ("GAZETTE", "MEDIA", "ORG")
    assert found.expand(["entity:ORG"]) == {"entity:ORG", "entity:MEDIA", "entity:GAZETTE"}
    assert list(found.kbs) == ["own"]
    assert found.language == "sr"
    assert "GAZETTE" not in THREE.entities


def test_a_type_named_again_keeps_its_parent_and_reaches_its_subtypes() -> None:
    found = extending()
    assert found.events["Meet"].lineage == ("Meet", "Event")
    assert limits(found, "Meet", "actor") == (2, 4)
    assert limits(found, "Visit", "actor") == (2, 3)
    assert list(found.events["Summit"].roles) == ["place", "actor", "topic", "date", "host"]
    assert "date" not in THREE.events["Visit"].roles


def test_language_attributes_and_sections_are_those_of_the_base_unless_given() -> None:
    attribute = {"name": "plural", "definition": "Several.", "on": ["entity"], "value_type": "number"}
    found = tagset(builtin(), extends={"id": "political-news", "version": "1.0.1"}, attributes=[attribute])
    assert found.language == "en"
    assert found.attributes["plural"].value_type == "number"
    assert found.attributes["polarity"] is builtin().attributes["polarity"]
    assert list(found.sections) == list(builtin().sections)


@pytest.mark.parametrize(
    "parents",
    [
        {"A": "A"},
        {"A": "B", "B": "A"},
        {"A": "B", "B": "C", "C": "B", "D": "C"},
    ],
)
def test_circles_of_parents_end(parents: dict[str, str]) -> None:
    found = tagset(event_types={name: {"parent": parent, "roles": [role("actor")]} for name, parent in parents.items()})
    for name, resolved in found.events.items():
        assert resolved.lineage[0] == name
        assert set(resolved.lineage) <= set(parents)
        assert list(resolved.roles) == ["actor"]
    assert found.expand(["event:A"]) <= found.expand(["event:*"])


def test_a_circle_through_two_files_ends() -> None:
    found = tagset(THREE, extends={"id": "small", "version": "1.0.0"}, event_types={"Event": {"parent": "Visit"}})
    assert found.events["Event"].lineage == ("Event", "Visit", "Meet")
    assert found.events["Meet"].lineage == ("Meet", "Event", "Visit")


def test_an_unknown_parent_ends_the_lineage() -> None:
    found = tagset(entity_types={"A": {"parent": "B"}})
    assert found.entities["A"].lineage == ("A",)


def version(number: str, name: str = "small") -> TagSet:
    """An empty tag set of a version."""
    return tagset(id=name, version=number)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("1.2.3", "1.2.3"),
        ("1.2.0", "1.2.10"),
        ("1.2.99", "1.2.10"),
        ("1.3.0", None),
        ("1.4.0", None),
        ("2.0.0", None),
        ("1.3.0-rc.1", "1.3.0-rc.1"),
    ],
)
def test_the_newest_patch_serves_and_no_candidate_for_release(asked: str, found: str | None) -> None:
    at_hand = TagSets(
        [version("1.2.3"), version("1.2.10"), version("1.2.9"), version("1.3.0-rc.1"), version("1.4.1", "other")]
    )
    got = at_hand.get(TagSetRef("small", asked))
    assert (got.version if got else None) == found


def test_a_layer_that_names_none_has_the_default() -> None:
    own = version("1.0.0")
    assert TagSets().get(msgspec.UNSET) is None
    assert TagSets(default=own).get(msgspec.UNSET) is own
    assert TagSets().get(TagSetRef("political-news", "1.0.0")) is builtin()
    assert TagSets(default=own).get(TagSetRef("unheard-of", "1.0.0")) is None


def test_one_may_be_put_at_hand_later() -> None:
    at_hand = TagSets()
    at_hand.add(version("1.0.0"))
    assert at_hand.require(TagSetRef("small", "1.0.5")).version == "1.0.0"
    with pytest.raises(UnknownName, match=r"small 2\.0\.0"):
        at_hand.require(TagSetRef("small", "2.0.0"))


def test_the_base_is_read_from_the_file() -> None:
    assert reference({"extends": {"id": "small", "version": "1.0.0"}}) == TagSetRef("small", "1.0.0")
    assert reference({}) is None


def test_the_builtin_tag_set_holds_together() -> None:
    found = builtin()
    assert (len(found.entities), len(found.events), len(found.quotes), len(found.relations)) == (18, 26 + 1, 4, 5)
    for kind in ("event", "relation"):
        for name, roles in found.allowed[kind].items():
            assert all(roles.values()), f"a role of {name} can be filled by nothing"
    for resolved in (*found.events.values(), *found.relations.values()):
        for filler in (filler for part in resolved.roles.values() for filler in part.fillers):
            assert found.expand([filler]), f"{filler} in {resolved.name} stands for nothing"
    assert all(slot for slots in found.speakers.values() for slot in slots.values())
    assert all(resolved.lineage[-1] == "Event" for resolved in found.events.values())
