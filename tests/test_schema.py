"""The published schema, the model, the accept path and the canonical form say the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from corpus_tools import schema
from corpus_tools.canonical import canonical, canonical_record
from corpus_tools.decode import decode
from corpus_tools.findings import Finding
from corpus_tools.jsontext import MAX_DEPTH, parse
from corpus_tools.model import Record
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets
from corpus_tools.validation import Selection, check

from .generators import ARRAYS, Tree, record, records
from .mutations import SOURCE_MUTATIONS, mutate, parts, shuffled, written

MUTANTS = 1000
"""In each of the parts of the differential test."""
PARTS = 8
MUTANTS_A_RECORD = 4
LARGEST = 2**53

ARTICLE = schema.load("article")
SCHEMAS = sorted(schema.folder().glob("*.schema.json"))
few = settings(max_examples=150, deadline=None, derandomize=True, database=None)


# The judge: the strict reading of JSON, and the schema, by other means than the package's own


def strictly(data: bytes) -> Any:
    """What a source holds; ValueError where readers of JSON differ on it."""
    numbers: Any = {"parse_int": _exact, "parse_float": _finite, "parse_constant": _exact}
    tree = json.loads(data.decode("utf-8"), object_pairs_hook=_single, **numbers)
    if depth(tree) > MAX_DEPTH:
        raise ValueError("nested too deep")
    json.dumps(tree, ensure_ascii=False).encode("utf-8")  # raises at half a character
    return tree


def _single(pairs: list[tuple[str, Any]]) -> Tree:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key is given twice")
    return dict(pairs)


def _exact(digits: str) -> int:
    value = int(digits)  # raises at NaN, and at thousands of digits
    if abs(value) > LARGEST:
        raise ValueError("too large")
    return value


def _finite(digits: str) -> float:
    value = float(digits)
    if abs(value) == float("inf"):
        raise ValueError("too large")
    return value


def depth(tree: Any) -> int:
    """How many containers stand inside one another."""
    if not isinstance(tree, dict | list):
        return 0
    return 1 + max(map(depth, tree.values() if isinstance(tree, dict) else tree), default=0)


@cache
def judges() -> tuple[Any, Any]:
    """The fast judge, and the one that confirms what it says: the fast one wrongly refuses a text at its limit."""
    return jsonschema_rs.validator_for(ARTICLE), Draft202012Validator(ARTICLE)


def valid(data: bytes) -> Any:
    """The tree of a source that the schema accepts, else None."""
    try:
        tree = strictly(data)
    except (ValueError, RecursionError):
        return None
    return tree if judges()[0].is_valid(tree) else None


def slowly(data: bytes) -> list[Finding]:
    """What `validate` finds in a source."""
    return list(check(Source("mutant.json", data), TagSets(), Selection()))


# The accept path

MINIMAL = (
    '{"format_version": "1.0", "id": "a", "text": "Ada wrote.", "layers": [{"annotator": "ada", '
    '"entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}], '
    '"events": [{"id": "e1", "type": "Aid", "trigger": [{"start": 4, "end": 9, "text": "wrote"}], '
    '"arguments": [{"role": "actor", "filler": "t1"}]}]}]}'
)


def mutants(part: int) -> Iterator[tuple[str, bytes]]:
    """Records with one change each, always the same ones, and what was changed."""
    for number in range(MUTANTS):
        random = Random(f"mutant {part}/{number}")
        if number % MUTANTS_A_RECORD == 0:
            tree = record(Random(f"record {part}/{number}"))
        description, mutant = mutate(tree, random)
        source = mutant if isinstance(mutant, bytes) else written(mutant, random).encode("utf-8", "surrogatepass")
        yield f"{part}/{number} {description}", source


def _has_whole_fractions(tree: Any, key: str = "") -> bool:
    """Whether a number that counts something is written with a fraction or an exponent, as 12.0 or 12e0."""
    if isinstance(tree, dict):
        return any(_has_whole_fractions(value, name) for name, value in tree.items() if name != "extensions")
    if isinstance(tree, list):
        return any(_has_whole_fractions(value, key) for value in tree)
    return isinstance(tree, float) and key in ("start", "end", "text_length", "tokens", "sentences")


EXPLAINED: dict[str, Callable[[Any], bool]] = {
    "12.0 is whole to the schema, not to the typed decoder; the canonical form writes 12": _has_whole_fractions,
}
"""Why the accept path may leave a valid record to the slow path: what tells that it is so."""


@pytest.mark.parametrize("part", range(PARTS))
def test_accepts_what_the_schema_accepts(part: int) -> None:
    wrongly_accepted, wrongly_refused, verdicts = [], [], Counter[bool]()
    for description, data in mutants(part):
        tree, accepted = valid(data), decode(data) is not None
        verdicts[tree is not None] += 1
        if accepted and tree is None and not _confirmed(data):
            wrongly_accepted.append(description)
        if tree is not None and not accepted and judges()[1].is_valid(tree):
            assert any(explains(tree) for explains in EXPLAINED.values()), f"{description}: refused unexplained"
            assert decode(canonical(data.decode()).encode()) is not None, f"{description}: refused in canonical form"
            if any(finding.code.startswith("FMT") for finding in slowly(data)):
                wrongly_refused.append(description)
    assert not wrongly_accepted
    assert not wrongly_refused
    assert min(verdicts.values()) > MUTANTS / 6, f"the mutants are too much of one sort: {verdicts}"


def _confirmed(data: bytes) -> bool:
    """Whether the slow judge accepts a source."""
    try:
        return bool(judges()[1].is_valid(strictly(data)))
    except (ValueError, RecursionError):
        return False


def test_never_refuses_without_a_word() -> None:
    refused = [(description, data) for description, data in mutants(PARTS) if valid(data) is None][::3]
    silent = [description for description, data in refused if not any(f.severity != "info" for f in slowly(data))]
    assert not silent


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"id": "a", ', ""),
        pytest.param('"format_version": "1.0", ', ""),
        pytest.param('"1.0"', '"1.00"'),
        ('{"role": "actor", "filler": "t1"}', "0"),
        ('{"role": "actor", "filler": "t1"}', '"filler spans"'),
        ('{"annotator": "ada", ', '{"annotator": "", '),
    ],
)
def test_says_what_is_wrong(old: str, new: str) -> None:
    data = MINIMAL.replace(old, new, 1).encode()
    assert valid(data) is None
    assert [finding for finding in slowly(data) if finding.severity == "error"]


def test_strict_parsing_sees_every_fault() -> None:
    missed = []
    for number in range(MUTANTS):
        random = Random(f"source {number}")
        description, source = random.choice(SOURCE_MUTATIONS)(written(record(random), random), random)
        data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
        text = data.decode("utf-8", "replace")
        if bool(parse(text)[1]) is _is_strict(text.encode()):
            missed.append(description)
    assert not missed


def _is_strict(data: bytes) -> bool:
    try:
        strictly(data)
    except (ValueError, RecursionError):
        return False
    return True


@pytest.mark.parametrize(
    ("old", "new", "accepted"),
    [
        ("", "", True),
        ('"PER"', '"PER", "chain": ""', False),
        ('"filler": "t1"', '"filler": ""', False),
        ('"annotator": "ada"', '"annotator": "ada", "id": ""', False),
        ('"annotator": "ada"', '"annotator": ""', False),
        ('"PER"', '"PER", "attributes": {"n": 9007199254740992}', True),
        ('"PER"', '"PER", "attributes": {"n": 9007199254740993}', False),
        ('"PER"', '"PER", "attributes": {"n": 1e300}', True),
        ('"PER"', '"PER", "note": "\\u0022"', True),
        ('"PER"', '"PER", "note": "\\\\u0022"', True),
        ('"PER"', '"PER", "note": "\\u0022\\u0022\\u0022\\u0022", "\\u0074ype": "PER"', False),
        ('"PER"', '"PER", "\\u0065xtensions": {"org.x": {"a": 1, "a": 2}}', False),
        ('"PER"', '"PER", "extensions": {"org.x": "\\\\ud83d\\ude00"}', False),
        ('"PER"', '"PER", "extensions": {"org.x": "\\\\\\ud83d\\ude00"}', True),
        ('"start": 0', '"start": -0', True),
        ("Ada wrote.", "Ada wrote. ", False),
        ("Ada wrote.", "Ada wrote.\\n", False),
    ],
)
def test_edges_met_before(old: str, new: str, accepted: bool) -> None:
    data = MINIMAL.replace(old, new, 1).encode()
    assert (valid(data) is not None) is accepted
    assert (decode(data) is not None) is accepted


@pytest.mark.parametrize("length", [999_999, 1_000_000, 1_000_001])
def test_length_of_the_text(length: int) -> None:
    tree = {"format_version": "1.0", "id": "long", "text": "é" * length, "layers": []}
    accepted = decode(msgspec.json.encode(tree)) is not None
    assert accepted is judges()[1].is_valid(tree) is (length <= 1_000_000)


@pytest.mark.parametrize(
    "hostile", ["[²" + "[" * 200, '"' + '\\"' * 200_000 + "[" * 101, "[" * 200_000, '{"a":' * 200_000], ids=range(4)
)
def test_strict_parsing_of_hostile_sources_ends_soon_and_in_a_fault(hostile: str) -> None:
    assert parse(hostile)[0] is None
    assert parse(hostile)[1]


@pytest.mark.parametrize("source", ['{"a": "NaN \x01"}', '{"a": "1e999 \\x"}', '["9999999999999999999 '])
def test_what_stands_in_a_broken_string_is_no_fault_of_its_own(source: str) -> None:
    assert len(parse(source)[1]) == 1


# The model

_NAMES = {"id", "ref", "type", "key", "layer_ref"}
CHECKED_BY_FITS: dict[str, set[str]] = {
    "pattern": _NAMES | {"record.text"},
    "minLength": _NAMES,
    "propertyNames": {"attributes", "extensions", "metadata.identifiers"},
    "uniqueItems": {
        *("attributes.*|3", "ref_list", "from", "chain.links", "chain.members", "layer.tasks", "layer.derived_from"),
        *("metadata.byline", "metadata.subjects", "metadata.keywords"),
    },
    "anyOf": {"segmentation", "layer"},
    "oneOf": {"argument"},
    "allOf": {"annotator", "conflict", "layer"},
    "dependentRequired": {"segmentation"},
    "type": {"argument.implicit"},
    "enum": {"argument.implicit"},
}
"""What the schema says and the structs do not, by keyword: definitions and fields that `fit.columns` looks at."""

MODEL = msgspec.json.schema(Record)
_KEYWORDS = (
    *("type", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"),
    *("properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties", "items"),
    *("anyOf", "oneOf", "allOf", "not", "dependentRequired"),
)


def test_model_and_schema_agree_field_by_field() -> None:
    found: dict[str, set[str]] = {}
    for place, keyword in differences(MODEL, ARTICLE, "record"):
        found.setdefault(keyword, set()).add(place)
    assert found == CHECKED_BY_FITS


def differences(model: Tree, published: Tree, place: str) -> Iterator[tuple[str, str]]:
    """The places, by definition and field, and the keywords in which the structs and the schema differ."""
    model = _of_model(model)
    published, place = _of_schema(published, place)
    if "discriminator" in model:
        for kind in model["anyOf"]:
            yield from differences(kind, _of_kind(_of_model(kind), published), place)
        return
    yield from ((place, keyword) for keyword in _KEYWORDS if _said(model, keyword) != _said(published, keyword))
    for below, one, other in _below(model, published):
        yield from differences(one, other, place + below)


def _below(model: Tree, published: Tree) -> Iterator[tuple[str, Tree, Tree]]:
    """The parts of a definition that both sides have."""
    for name, field in model.get("properties", {}).items():
        if name in published.get("properties", {}):
            yield f".{name}", field, published["properties"][name]
    for keyword, sign in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(model.get(keyword), dict) and isinstance(published.get(keyword), dict):
            yield sign, model[keyword], published[keyword]
    for index, (one, other) in enumerate(zip(_choices(model), _choices(published), strict=False)):
        yield f"|{index}", one, other


def _of_model(node: Tree) -> Tree:
    """A node of the schema made from the structs: references followed, pairs as lists of two."""
    while "$ref" in node:
        node = MODEL["$defs"][node["$ref"].rpartition("/")[2]]
    if "prefixItems" in node:
        first, second = node["prefixItems"]
        assert first == second
        return {**node, "items": first}
    return node


def _of_schema(node: Tree, place: str) -> tuple[Tree, str]:
    """A node of the published schema with its reference followed; the place is then that of the definition."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        rest = {key: value for key, value in node.items() if key not in ("$ref", "description")}
        node, place = {**ARTICLE["$defs"][name], **rest}, place if rest else name
    return ({**node, "enum": [node["const"]]} if "const" in node else node), place


def _of_kind(variant: Tree, published: Tree) -> Tree:
    """The definition of what is unanchored for one kind of annotation, its conditions worked in."""
    [kind] = variant["properties"]["kind"]["enum"]
    narrowed = {"kind": {"const": kind}, "annotation": {"$ref": f"#/$defs/{kind}"}}
    return {**published, "properties": {**published["properties"], **narrowed}, "allOf": None}


def _said(node: Tree, keyword: str) -> Any:
    """What a node says in one keyword, in a form to be compared; what follows below is compared there."""
    value = node.get(keyword)
    if keyword in ("required", "enum", "properties"):
        return sorted(value or ())
    if keyword == "additionalProperties":
        return value is False
    if keyword == "items":
        return value is not None
    if keyword == "anyOf" and _choices(node):
        return len(_choices(node))
    return value


def _choices(node: Tree) -> list[Tree]:
    """The types a value may have; whole numbers are numbers, and stop at 2^53 as they do everywhere."""
    return [choice for choice in node.get("anyOf", ()) if choice.get("type", "integer") != "integer"]


# The schema files


def nodes(schema_: Any) -> Iterator[Tree]:
    """Every object of a schema that is not an example."""
    if isinstance(schema_, dict):
        yield schema_
        for key, value in schema_.items():
            if key not in ("examples", "default", "const", "enum"):
                yield from nodes(value)
    elif isinstance(schema_, list):
        for item in schema_:
            yield from nodes(item)


def _loaded(path: Path) -> Tree:
    tree: Tree = json.loads(path.read_bytes())
    return tree


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_schema_is_valid_and_so_are_its_examples(path: Path) -> None:
    tree = _loaded(path)
    Draft202012Validator.check_schema(tree)
    assert tree["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert tree["examples"]
    for example in tree["examples"]:
        Draft202012Validator(tree).validate(example)
    for name, definition in tree.get("$defs", {}).items():
        validator = Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": tree["$defs"]})
        for example in definition.get("examples", ()):
            validator.validate(example)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_property_is_described(path: Path) -> None:
    tree = _loaded(path)
    found = [node["properties"] for node in nodes(tree) if isinstance(node.get("properties"), dict)]
    fields = [(name, field) for properties in found for name, field in properties.items()]
    assert fields
    assert not [name for name, field in fields if not _description(field, tree).endswith(".")]


def _description(field: Tree, tree: Tree) -> str:
    """What is said of a property, at its place or else in the definition it refers to."""
    definition = tree.get("$defs", {}).get(field.get("$ref", "").rpartition("/")[2], {})
    return str(field.get("description", definition.get("description", "")))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_patterns_mean_the_same_to_every_engine(path: Path) -> None:
    patterns = [node["pattern"] for node in nodes(_loaded(path)) if isinstance(node.get("pattern"), str)]
    assert [p for p in patterns if not p.startswith("^") or not p.endswith(r"$(?!\n)")] == []
    assert [p for p in patterns if re.search(r"\\[dDwWsSbB]", p)] == []


# The canonical form

ODD = (
    *("1E+2", "-0", "0.10000000000000000555", "1.50", "9007199254740992", "null", "[]", "{ }", "[ 1 ,\t2\n]"),
    *('{"b":1,  "a" : 2.0}', '{"extensions": {"x": 1e5}}', '{"\\u0061": "\\u0022"}'),
    *('"\\u00e9\\/"', '"\\ud83d\\ude00"', '"</script>"', '"\x7f\u2028"'),
)
_SORTED = (*ARRAYS, "unanchored", "conflicts", "arguments", "layers", "sections", "annotators")


def _as_text(part: Any) -> str:
    return json.dumps(part, sort_keys=True)


def content(part: Any, key: str = "") -> Any:
    """What a tree says, whatever the order of its annotations."""
    if isinstance(part, dict):
        return {name: content(value, name) for name, value in part.items()}
    if isinstance(part, int) and not isinstance(part, bool):
        return float(part)
    items = [content(item) for item in part] if isinstance(part, list) else part
    return sorted(items, key=_as_text) if isinstance(part, list) and key in _SORTED else items


def with_odd_extensions(tree: Tree, random: Random) -> tuple[str, list[str]]:
    """A source of a record with extensions in odd spellings, and these as they stand there."""
    numbers = count()
    hosts = [tree, *tree.get("sections", ()), *tree["layers"]]
    hosts += parts(tree)
    chosen = random.sample(hosts, random.randint(1, len(hosts)))
    for host in chosen:
        host["extensions"] = {"org.odd": f"@{next(numbers)}@"}
    source = json.dumps(shuffled(tree, random), ensure_ascii=False)
    spelled = [random.choice(ODD) for _ in chosen]
    for number, odd in enumerate(spelled):
        source = source.replace(f'"@{number}@"', odd)
    return source, spelled


@few
@given(records())
def test_canonical_form_is_a_fixed_point_with_the_same_content(tree: Tree) -> None:
    written = canonical(json.dumps(tree))
    assert canonical(written) == written
    assert content(json.loads(written)) == content(tree)


@few
@given(records())
def test_canonical_form_does_not_depend_on_the_way(tree: Tree) -> None:
    source = json.dumps(tree, ensure_ascii=False)
    read, reread = decode(source.encode()), decode(canonical(source).encode())
    assert read is not None
    assert reread is not None
    assert content(json.loads(msgspec.json.encode(read))) == content(json.loads(msgspec.json.encode(reread)))
    rearranged = json.dumps(shuffled(tree, Random(tree["text"]), _SORTED), ensure_ascii=False)
    assert canonical_record(read) == canonical_record(reread) == canonical(source)
    assert canonical(rearranged) == canonical(source)


@few
@given(records())
def test_extensions_survive_byte_for_byte(tree: Tree) -> None:
    source, spelled = with_odd_extensions(tree, Random(tree["text"]))
    written = canonical(source)
    assert canonical(written) == written
    for odd, times in Counter(spelled).items():
        assert written.count(f'"extensions": {{"org.odd": {odd}}}') == times
    assert decode(written.encode()) is not None
    assert canonical_record(msgspec.json.decode(written, type=Record)) == written


def test_keys_of_a_newer_version_stay_as_they_are() -> None:
    tree = json.loads(MINIMAL)
    unknown = {"sections": [{"b": 2.0, "a": 1}], "weight": 1e300, "tool": {"z": 12.0, "a": 1}}
    tree["layers"][0] |= unknown
    assert {key: json.loads(canonical(json.dumps(tree)))["layers"][0][key] for key in unknown} == unknown
