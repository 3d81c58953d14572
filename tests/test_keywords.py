"""The quick yes of the schemas: it agrees with jsonschema on records, tag sets and manifests, sound and spoilt."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools import schema
from corpus_tools.keywords import comparable, conforms

from . import mutations
from .generators import record

TOP = Path(__file__).parents[1]
MUTANTS = 600
SOUND: dict[schema.Name, list[Any]] = {
    "article": [record(Random(seed)) for seed in range(20)],
    "tagset": [
        schema.load("tagset")["examples"][0],
        json.loads((schema.folder() / "political-news.tagset.json").read_bytes()),
        json.loads((TOP / "corpus/sample-news.tagset.json").read_bytes()),
    ],
    "corpus": [*schema.load("corpus")["examples"], json.loads((TOP / "corpus/corpus.json").read_bytes())],
}

ANYWHERE = [
    mutations.drop,
    mutations.add_unknown,
    mutations.retype,
    mutations.break_text,
    mutations.lengthen,
    mutations.push_number,
    mutations.repeat_item,
    mutations.overfill,
    mutations.empty,
    mutations.swap_enum,
    mutations.swap_values,
    mutations.rename_key,
    mutations.graft,
]
"""What can be done to any tree, not only to a record."""


def spoilt(tree: Any, random: Random) -> Any:
    """A copy with up to three changes, few of which a schema allows."""
    tree = deepcopy(tree)
    for mutation in random.choices(ANYWHERE, k=random.randint(1, 3)):
        mutation(tree, random)
    return tree


@pytest.mark.parametrize("name", SOUND)
def test_it_agrees_with_jsonschema(name: schema.Name) -> None:
    root = schema.load(name)
    validator = jsonschema_rs.validator_for(root)
    random = Random(name)
    judged = {True: 0, False: 0}
    for number in range(MUTANTS):
        tree = SOUND[name][number % len(SOUND[name])]
        tree = tree if number < len(SOUND[name]) else spoilt(tree, random)
        fits = validator.is_valid(tree)
        assert conforms(tree, root, root) == fits, (number, [*validator.iter_errors(tree)][:1])
        judged[fits] += 1
    assert min(judged.values()) > MUTANTS / 50, judged


WORDS: list[dict[str, Any]] = [
    {"type": ["string", "integer"]},
    {"type": "number", "minimum": -1, "maximum": 2},
    {"type": "integer"},
    {"enum": [1, "a", None, False, [0]]},
    {"const": True},
    {"minLength": 1, "maxLength": 2, "pattern": "^a"},
    {"minItems": 1, "maxItems": 2, "uniqueItems": True, "items": {"type": "integer"}},
    {"properties": {"a": {"type": "null"}}, "required": ["a"], "additionalProperties": {"type": "boolean"}},
    {"propertyNames": {"maxLength": 1}, "minProperties": 1, "maxProperties": 2},
    {"dependentRequired": {"a": ["b"]}, "additionalProperties": False, "properties": {"a": {}, "b": True}},
    {"if": {"type": "string"}, "then": {"const": "a"}, "else": {"not": {"type": "array"}}},
    {"if": {"type": "string"}, "then": {"const": "a"}},
    {"anyOf": [{"type": "string"}, {"minimum": 1}], "oneOf": [{"type": "integer"}, {"maxLength": 1}, {"const": 1}]},
    {"allOf": [{"$ref": "#/$defs/few"}], "$defs": {"few": {"maxItems": 1, "maximum": 1}}},
]
VALUES = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 1.0, 1.5, -1, 3, "", "a", "b", "ab", "\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "ab"]), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(WORDS), VALUES)
def test_each_keyword_agrees_with_jsonschema(root: dict[str, Any], value: Any) -> None:
    assert conforms(value, root, root) == jsonschema.Draft202012Validator(root).is_valid(value)


def test_a_keyword_that_is_not_known_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        conforms([1], {"contains": {"const": 1}}, {})


@pytest.mark.parametrize(
    ("one", "other", "same"), [(1, 1.0, True), (1, True, False), ([{"a": 0}], [{"a": False}], False)]
)
def test_values_compare_as_json(one: Any, other: Any, same: bool) -> None:
    assert (comparable(one) == comparable(other)) is same
