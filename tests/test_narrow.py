"""The record schema narrowed to a tag set: it takes what the rules about labels take, and offers every label."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from corpus_tools import tagset
from corpus_tools.narrow import narrow
from corpus_tools.rules import all_rules
from corpus_tools.store.manifest import tagset_named

from .shorthand import at_hand, whole
from .test_rules import examples

Path_ = tuple[Any, ...]
CORPUS = Path(__file__).parents[1] / "corpus"
TOLD_BY_THE_SCHEMA = ["TAG001", "TAG002", "TAG004", "TAG005", "ENT004", "EVT001", "REL001", "SEC004"]


@pytest.fixture(scope="module")
def sample() -> Draft202012Validator:
    return Draft202012Validator(narrow(tagset_named(str(CORPUS / "sample-news.tagset.json"))))


def test_is_a_schema() -> None:
    Draft202012Validator.check_schema(narrow(tagset.builtin()))


@pytest.mark.parametrize("path", sorted((CORPUS / "articles").glob("*.json")), ids=lambda path: path.stem)
def test_takes_the_sample_corpus(path: Path, sample: Draft202012Validator) -> None:
    sample.validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize("code", TOLD_BY_THE_SCHEMA)
def test_refuses_what_rules_about_labels_refuse(code: str) -> None:
    rule = next(rule for rule in all_rules() if rule.code == code)
    for title, wanted in (("Fails", False), ("Passes", True)):
        short = examples(rule)[title]
        used = at_hand(short).default
        assert used is not None
        assert Draft202012Validator(narrow(used)).is_valid(whole(short)) is wanted, title


def labels(tree: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every label in a record."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        if key in ("type", "role") and isinstance(value, str) and path[:1] in (("layers",), ("sections",)):
            yield (*path, key)
        yield from labels(value, (*path, key))


def test_a_label_is_refused_wherever_it_may_stand(sample: Draft202012Validator) -> None:
    record = json.loads((CORPUS / "articles" / "court-verdict.json").read_bytes())
    by_shape = {
        tuple(key for key in path if isinstance(key, str)): path
        for path in labels(record)
        if len(path) != 3 or path[0] != "layers"
    }
    assert len(by_shape) >= 8
    for path in by_shape.values():
        broken = copy.deepcopy(record)
        part = broken
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] += "x"
        assert not sample.is_valid(broken), path


def test_meanings_stand_beside_the_labels() -> None:
    types = narrow(tagset.builtin())["$defs"]["entity"]["properties"]["type"]
    meanings = dict(zip(types["enum"], types["enumDescriptions"], strict=True))
    assert meanings["PER"] == tagset.builtin().entities["PER"].first("definition")
