"""Those who validate in process, and what each of them really finds, told by records with one fault each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from corpus_tools import schema
from corpus_tools.decode import decode
from corpus_tools.store.source import Source
from corpus_tools.tagset import TagSets
from corpus_tools.validation import Selection, check

from . import pydantic_model
from .core import core
from .data import Tree

Verdict = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Rival:
    """A way to tell from bytes whether a record is valid; `slow` ones are timed over few records."""

    name: str
    accepts: Verdict
    slow: bool = False
    notes: str = ""


ORJSON, DECODE = "`orjson.loads` alone", "`corpus_tools`: decode"
CHECK, CHECK_ALL = "`corpus_tools`: check, all core rules", "`corpus_tools`: check, every rule that runs by default"


def rivals() -> list[Rival]:
    """Everyone who is timed; those that need a parsed record get it from orjson, the fastest there is."""
    return [
        Rival(ORJSON, _parses),
        Rival(DECODE, lambda data: decode(data) is not None),
        Rival(CHECK, checker(core())),
        Rival(CHECK_ALL, checker()),
        Rival("jsonschema", _jsonschema(), slow=True),
        Rival("jsonschema-rs", _jsonschema_rs()),
        Rival(
            "fastjsonschema", _fastjsonschema(), notes="reads the schema as draft 7, so passes over `dependentRequired`"
        ),
        Rival("pydantic", _pydantic(), notes="types, limits and patterns of the model alone"),
    ]


def checker(chosen: Selection | None = None) -> Verdict:
    """The whole check, as the command line runs it; valid is a record with no finding at all."""
    at_hand, chosen = TagSets(), chosen or Selection()
    return lambda data: not any(check(Source("record.json", data), at_hand, chosen))


def _parses(data: bytes) -> bool:
    orjson = import_module("orjson")
    try:
        orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return True


def _jsonschema() -> Verdict:
    loads = import_module("orjson").loads
    is_valid = import_module("jsonschema").Draft202012Validator(schema.load("article")).is_valid
    return lambda data: bool(is_valid(loads(data)))


def _jsonschema_rs() -> Verdict:
    loads = import_module("orjson").loads
    is_valid = import_module("jsonschema_rs").Draft202012Validator(schema.load("article")).is_valid
    return lambda data: bool(is_valid(loads(data)))


def _fastjsonschema() -> Verdict:
    loads, module = import_module("orjson").loads, import_module("fastjsonschema")
    return partial(_without_raising, module.compile(schema.load("article")), module.JsonSchemaValueException, loads)


def _pydantic() -> Verdict:
    validate = pydantic_model.adapter().validate_json
    return partial(_without_raising, validate, import_module("pydantic").ValidationError, None)


def _without_raising(validate: Callable[[Any], object], error: type[Exception], loads: Any, data: bytes) -> bool:
    try:
        validate(loads(data) if loads else data)
    except error:
        return False
    return True


def found_by(rival: Rival, valid: Tree) -> str:
    """How many faults of each sort a rival finds in copies of a valid record."""
    faults = list(_faults(valid))
    there = Counter(sort for sort, _ in faults)
    found = Counter(sort for sort, data in faults if not rival.accepts(data))
    return ", ".join(f"{sort} {found[sort]}/{count}" for sort, count in there.items())


def _faults(valid: Tree) -> Iterator[tuple[str, bytes]]:
    """Copies of a valid record with one fault each, by sort of fault."""
    for sort, changes in _CHANGES.items():
        for change in changes:
            tree = deepcopy(valid)
            change(tree)
            yield sort, json.dumps(tree).encode()
    text = json.dumps(valid)
    yield "doubled keys", ('{"id": "other", ' + text[1:]).encode()
    yield "doubled keys", text.replace('{"id": "t0"', '{"id": "other", "id": "t0"', 1).encode()


def _first(tree: Tree, array: str) -> Tree:
    found: Tree = tree["layers"][0][array][0]
    return found


_CHANGES: dict[str, list[Callable[[Tree], object]]] = {
    "types and limits": [
        lambda tree: tree.update(text_length=str(tree["text_length"])),
        lambda tree: tree.update(colour="red"),
        lambda tree: _first(tree, "entities").update(spans=[]),
        lambda tree: _first(tree, "entities")["spans"][0].update(start=-1),
        lambda tree: tree["layers"][0].update(status="nearly"),
    ],
    "rest of schema": [
        lambda tree: _first(tree, "entities").update(id="a name"),
        lambda tree: _first(tree, "events")["attributes"].update({"A key": 1}),
        lambda tree: tree["layers"][0]["tasks"].append("entities"),
        lambda tree: tree["annotators"][0].update(kind="software"),
        lambda tree: _first(tree, "events")["arguments"][0].pop("filler"),
        lambda tree: _first(tree, "entities").update(decision="agreed"),
        lambda tree: tree.update(segmentation={"tokens": [[0, 1]], "sentences": [[0, 1]]}),
    ],
    "meaning": [
        lambda tree: tree.update(text_sha256="0" * 64),
        lambda tree: _first(tree, "entities")["spans"][0].update(text="other words"),
        lambda tree: _first(tree, "entities").update(chain="nowhere"),
        lambda tree: _first(tree, "events")["arguments"][0].update(role="bystander"),
        lambda tree: _first(tree, "entities")["spans"][0].update(end=999_999),
    ],
}
