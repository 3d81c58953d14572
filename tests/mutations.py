"""Ways to spoil a record, or only to write it differently: whether the result is valid is for the schema to say.

`mutate` changes one thing at a random place. Places are drawn by their shape first, so that a rare field is changed as
often as the offsets of spans. Some changes are made to the tree, others to its source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from random import Random
from typing import Any

from .generators import ARRAYS, Tree, anything

TreeMutation = Callable[[Tree, Random], str | None]
OPEN = ("extensions", "base", "ours", "theirs")
"""Keys whose values may be any JSON."""
SourceMutation = Callable[[str, Random], tuple[str, str | bytes]]


@dataclass(frozen=True)
class Place:
    """A value in a tree by what holds it; `shape` is its path without the indexes."""

    holder: Any
    key: Any
    shape: str

    @property
    def value(self) -> Any:
        return self.holder[self.key]

    def put(self, value: Any) -> str:
        """Put another value here, and tell what was done."""
        self.holder[self.key] = value
        shown = json.dumps(value)
        return f"{self.shape} = {shown[:60]}"


def mutate(tree: Tree, random: Random) -> tuple[str, Tree | bytes]:
    """A record with one change, as a tree or as a source, and what was changed."""
    if random.random() < 0.25:
        source = written(tree, random)
        description, mutant = random.choice(SOURCE_MUTATIONS)(source, random)
        return description, mutant if isinstance(mutant, bytes) else mutant.encode("utf-8", "surrogatepass")
    changed = deepcopy(tree)
    while True:
        done = random.choice(TREE_MUTATIONS)(changed, random)
        if done:
            return done, changed


def written(tree: Tree, random: Random) -> str:
    """A source of a tree in one of the usual ways to write JSON."""
    if random.random() < 0.2:
        tree = shuffled(tree, random)
    layout: dict[str, Any] = random.choice(({}, {"indent": 1}, {"separators": (",", ":")}))
    return json.dumps(tree, ensure_ascii=random.random() < 0.3, **layout)


def shuffled(part: Any, random: Random, lists: Collection[str] = (), key: str = "") -> Any:
    """The same tree with the keys of its objects, and the items of some lists, in another order.

    What is open to any JSON stays as it is.
    """
    if isinstance(part, list):
        items = [shuffled(item, random, lists) for item in part]
        return random.sample(items, len(items)) if key in lists else items
    if not isinstance(part, dict):
        return part
    order = random.sample(list(part), len(part))
    return {name: part[name] if name in OPEN else shuffled(part[name], random, lists, name) for name in order}


# Places


def places(tree: Any, shape: str = "") -> Iterator[Place]:
    """Every value of a tree below its top; what is open to any JSON is one place."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in items:
        here = f"{shape}/{key}" if isinstance(tree, dict) else f"{shape}/*"
        yield Place(tree, key, here)
        if isinstance(value, dict | list) and not here.endswith(OPEN[1:]) and "/extensions/" not in here:
            yield from places(value, here)


def pick(tree: Tree, random: Random, wanted: Callable[[Any], bool] = lambda _: True) -> Place | None:
    """A place whose value is wanted: first a shape is drawn, then one of the places that have it."""
    found = sorted((place for place in places(tree) if wanted(place.value)), key=lambda place: place.shape)
    shapes = [list(group) for _, group in groupby(found, key=lambda place: place.shape)]
    return random.choice(random.choice(shapes)) if shapes else None


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def is_object(value: Any) -> bool:
    return isinstance(value, dict)


# Changes at any place


def drop(tree: Tree, random: Random) -> str | None:
    """A key or an item left out."""
    place = pick(tree, random)
    if place is None:
        return None
    del place.holder[place.key]
    return f"drop {place.shape}"


def add_unknown(tree: Tree, random: Random) -> str | None:
    """A key that is unknown, misspelt, or known elsewhere."""
    place = pick({"": tree}, random, is_object)
    known = ("type", "spans", "filler", "decision", "tokens", "path", "role", "members", "version", "anchor", "value")
    key = random.choice(("x", "Id", "extension", "", "text ", "id\u0000", "ıd", *known))
    if place is None or key in place.value:
        return None
    place.value[key] = anything(random)
    return f"add {place.shape}/{key}"


def retype(tree: Tree, random: Random) -> str | None:
    """A value of another type."""
    place = pick(tree, random)
    if place is None:
        return None
    value = place.value
    others: list[Any] = [None, True, False, 1, 0, 0.5, "x", "", [], {}, [value], {"x": value}, json.dumps(value)]
    return "retype " + place.put(random.choice(others))


def break_text(tree: Tree, random: Random) -> str | None:
    """A text with something strange in it, shorter, or in another case."""
    place = pick(tree, random, is_text)
    if place is None:
        return None
    value, at = place.value, random.randrange(len(place.value) + 1)
    strange = random.choice("\n\t\x00\x7f\x85\u00a0\u2028\ufeff\ufffc\uffff \u0663é😀-_.:/\"\\'`%")
    others = [value + "\n", "\n" + value, value + strange, value[:at] + strange + value[at:], strange + value, strange]
    others += ["", value.upper(), value.lower(), value.swapcase(), value[:-1], value[1:]]
    others += [value + "٣", value + "0", "é" * 20]
    return "break text " + place.put(random.choice(others))


_LENGTHS = (24, 32, 48, 64, 65, 100, 128, 200, 224, 225, 300, 500, 1000, 2000, 2048, 4000, 20_000)


def lengthen(tree: Tree, random: Random) -> str | None:
    """A text at, or one beyond, one of the limits on lengths."""
    place = pick(tree, random, is_text)
    if place is None:
        return None
    limit = random.choice(_LENGTHS) + random.randint(0, 1)
    return "lengthen " + place.put((place.value + random.choice("ax0😀") * limit)[:limit])


def push_number(tree: Tree, random: Random) -> str | None:
    """A number at or beyond a limit, or of another form."""
    place = pick(tree, random, is_number)
    if place is None:
        return None
    value = place.value
    edges = (-1, 0, 1, 999_999, 10**6, 10**6 + 1, 2**53, 2**53 + 1, -(2**53) - 1, 10**29)
    real = (float(value), value + 0.5, 1.0000001, -1e-9, -0.0, 1e308, 5e-324, 1e16, str(value), value * 1000)
    return "push " + place.put(random.choice((*edges, *real, float(value), float(value))))


def repeat_item(tree: Tree, random: Random) -> str | None:
    """A list with one of its items twice."""
    place = pick(tree, random, is_list)
    if place is None:
        return None
    place.value.insert(random.randrange(len(place.value) + 1), random.choice(place.value))
    return f"repeat an item of {place.shape}"


_DISTINCT = (
    "byline",
    "subjects",
    "keywords",
    "tasks",
    "derived_from",
    "source",
    "addressee",
    "members",
    "links",
    "from",
)


def repeat_distinct(tree: Tree, random: Random) -> str | None:
    """A list that may not hold anything twice, with one of its items twice."""
    found = sorted((place for place in places(tree) if place.key in _DISTINCT), key=lambda place: place.shape)
    shapes = [list(group) for _, group in groupby(found, key=lambda place: place.shape)]
    if not shapes:
        return None
    place = random.choice(random.choice(shapes))
    return "repeat " + place.put([*place.value, place.value[0]])


def overfill(tree: Tree, random: Random) -> str | None:
    """A list or an object at, or one beyond, one of the limits on items."""
    place = pick(tree, random, lambda value: is_list(value) or is_object(value))
    if place is None:
        return None
    size = random.choice((8, 16, 32, 50, 64, 256)) + random.randint(0, 1)
    if is_object(place.value):
        key, value = next(iter(place.value.items()), ("x", 1))
        return f"overfill {place.shape} to {size}: " + place.put({f"{key}{at}": value for at in range(size)})
    first = place.value[0]
    items = [f"{first}{at}" if is_text(first) else first for at in range(size)]
    return f"overfill {place.shape} to {size}: " + place.put(items)


def empty(tree: Tree, random: Random) -> str | None:
    """An empty text, list or object."""
    place = pick(tree, random, lambda value: isinstance(value, dict | list | str) and bool(value))
    return "empty " + place.put(type(place.value)()) if place else None


_ENUMS = """
agreed chosen edited added entity event quote entities arguments links type boundary field add_add open resolved base
ours theirs both annotation prediction gold draft complete reviewed human software panel kept moved stretched name
nominal 1.0 1.1
"""


def swap_enum(tree: Tree, random: Random) -> str | None:
    """A value of an enumeration, of this one or of another."""
    values = _ENUMS.split()
    place = pick(tree, random, lambda value: is_text(value) and value in values)
    return "swap enum " + place.put(random.choice(values)) if place else None


def swap_values(tree: Tree, random: Random) -> str | None:
    """Two values of one object that change places."""
    place = pick({"": tree}, random, lambda value: is_object(value) and len(value) > 1)
    if place is None:
        return None
    one, other = random.sample(list(place.value), 2)
    place.value[one], place.value[other] = place.value[other], place.value[one]
    return f"swap {one} and {other} of {place.shape}"


def rename_key(tree: Tree, random: Random) -> str | None:
    """A key in another spelling."""
    place = pick({"": tree}, random, lambda value: is_object(value) and bool(value))
    if place is None:
        return None
    key = random.choice(list(place.value))
    renamed = random.choice((key + "\n", key.upper(), key + "2", "x" + key, "", key[:-1], key * 9, " " + key))
    place.put({renamed if name == key else name: value for name, value in place.value.items()})
    return f"rename {key!r} of {place.shape} to {renamed!r}"


def graft(tree: Tree, random: Random) -> str | None:
    """The value of one place put in another, or a key with its value put in another object."""
    place, other = pick(tree, random), pick(tree, random)
    if place is None or other is None:
        return None
    value = deepcopy(other.value)
    if is_object(place.value) and isinstance(other.key, str):
        place.value[other.key] = value
        return f"graft {other.shape} into {place.shape}"
    return f"graft {other.shape}: " + place.put(value)


# Changes at places of one kind


def parts(tree: Tree, *arrays: str) -> list[Tree]:
    """The annotations of every layer, those that lost their place as well unless some arrays are named."""
    found = [part for layer in tree["layers"] for array in arrays or ARRAYS for part in layer.get(array, ())]
    return found if arrays else found + [item["annotation"] for item in items(tree, "unanchored")]


def arguments(tree: Tree) -> list[Tree]:
    """The arguments of all events."""
    return [argument for event in parts(tree, "events") for argument in event.get("arguments", ())]


def items(tree: Tree, field: str) -> list[Tree]:
    """The items of one field of every layer."""
    return [item for layer in tree["layers"] for item in layer.get(field, ())]


def _set(parts: list[Tree], random: Random, key: str, *values: Any) -> str | None:
    """Give one of the parts a field with one of the values."""
    return Place(random.choice(parts), key, key).put(random.choice(values)) if parts else None


def _unset(parts: list[Tree], random: Random, *keys: str) -> str | None:
    """Take keys from one of the parts."""
    if not parts:
        return None
    part = random.choice(parts)
    for key in keys:
        part.pop(key, None)
    return f"without {', '.join(keys)}"


def decide(tree: Tree, random: Random) -> str | None:
    """A decision, wherever it is allowed or not."""
    return _set(parts(tree), random, "decision", "agreed", "chosen", "decided")


def nameless_software(tree: Tree, random: Random) -> str | None:
    """A program without name or version."""
    software = [part for part in tree.get("annotators", ()) if part["kind"] == "software"]
    return _unset(software, random, random.choice(("name", "version")))


def promote(tree: Tree, random: Random) -> str | None:
    """A person or panel that becomes a program."""
    return _set(tree.get("annotators", []), random, "kind", "software")


def untokenized(tree: Tree, random: Random) -> str | None:
    """A segmentation with something missing."""
    segmentation = [tree["segmentation"]] if "segmentation" in tree else []
    return _unset(segmentation, random, *random.sample(("tokenizer", "tokens", "sentences"), random.randint(1, 2)))


def odd_pair(tree: Tree, random: Random) -> str | None:
    """A token or sentence that is no pair of offsets."""
    pairs = [pair for key in ("tokens", "sentences") for pair in tree.get("segmentation", {}).get(key, ())]
    if not pairs:
        return None
    pair = random.choice(pairs)
    edges = ([1, 1_000_001], [-1, 2], [0, 1_000_000], [0.5, 1], [1.0, 2])
    pair[:] = random.choice(([], pair[:1], [*pair, 1], ["0", "1"], *edges))
    return f"pair {pair}"


def fill_twice(tree: Tree, random: Random) -> str | None:
    """An argument with words as well as a filler."""
    if random.random() < 0.5:
        return _set(arguments(tree), random, "spans", [{"start": 0, "end": 1, "text": "N"}], [])
    return _set(arguments(tree), random, "filler", "t1", "", "T1", None)


def fill_not(tree: Tree, random: Random) -> str | None:
    """An argument filled by nothing."""
    return _unset(arguments(tree), random, "filler", "spans")


def imply(tree: Tree, random: Random) -> str | None:
    """Odd values of `implicit`."""
    return _set(arguments(tree), random, "implicit", True, False, 1, "true", None)


def choose(tree: Tree, random: Random) -> str | None:
    """A choice, in conflicts resolved or open."""
    return _set(items(tree, "conflicts"), random, "chosen", "ours", "both", "mine", "")


def choose_not(tree: Tree, random: Random) -> str | None:
    """A conflict without a choice."""
    return _unset(items(tree, "conflicts"), random, "chosen")


def settle(tree: Tree, random: Random) -> str | None:
    """Another status of a conflict."""
    return _set(items(tree, "conflicts"), random, "status", "open", "resolved", "closed")


def rename_layer(tree: Tree, random: Random) -> str | None:
    """A layer without a name, or with an odd one."""
    names = random.sample(("id", "annotator"), random.randint(1, 2))
    if random.random() < 0.5:
        return _unset(tree["layers"], random, *names)
    return _set(tree["layers"], random, names[0], "", "A", "a" * 32, "a" * 33, "ä")


def refer(tree: Tree, random: Random) -> str | None:
    """Odd ids where annotations name others."""
    key = random.choice(("chain", "source", "members", "from", "links", "id"))
    odd = ("", "T1", "t1\n", "t" * 33, "٣", "a:b", "t1")
    lists: tuple[Any, ...] = ([random.choice(odd)], ["t1", "t1"], ["t1", "t2"], ["a:b", "a:b"], ["wikidata:Q1"], [])
    values: tuple[Any, ...] = odd if key in ("chain", "id") else lists
    return _set(parts(tree), random, key, *values)


def attribute(tree: Tree, random: Random) -> str | None:
    """Odd names and values of attributes."""
    values: list[Any] = [None, "", "x" * 200, "x" * 201, True, {}, {"a": 1}, [], [""], [1], [["a"]]]
    values += [["a"], ["a", "a"], ["x" * 200], ["x" * 201], [f"{at}" for at in range(33)]]
    values += [2**53, 2**53 + 1, 10**29, -0.0, 1e300, 9007199254740993.0]
    name = random.choice(("plural", "Plural", "", "a\n", "a" * 48, "a" * 49, "9"))
    return _set(parts(tree), random, "attributes", {name: random.choice(values)}, {"ok": 1}, {})


def identify(tree: Tree, random: Random) -> str | None:
    """Odd names for other systems, and odd identifiers in them."""
    name = random.choice(("archive", "Archive", "", "a\n", "a" * 48, "a" * 49, "a-b"))
    value = random.choice(("x", "", "x\n", "x" * 300, "x" * 301, 1))
    return _set([tree["metadata"]] if "metadata" in tree else [], random, "identifiers", {name: "1"}, {"a": value}, {})


def extend(tree: Tree, random: Random) -> str | None:
    """Odd names of extensions, in any object."""
    place = pick({"": tree}, random, is_object)
    name = random.choice(("org.example", "example", "Org.example", "org..example", "a.b\n", "", "a.b", ".a.b", "a.b "))
    return _set([place.value], random, "extensions", {name: 1}, {}, [], 1) if place else None


def spoil_text(tree: Tree, random: Random) -> str | None:
    """The text with an odd character inside or at an edge."""
    text, at = tree["text"], random.randrange(len(tree["text"]) + 1)
    mark = random.choice("\n \t\r\x00\x1f\x7f\x85\u00a0\u2028\ufeff\ufffc\ufffe\uffff\ufffd\u200b\u2003é😀")
    return _set([tree], random, "text", text[:at] + mark + text[at:], mark + text, text + mark, mark, text * 2, "")


def misplace(tree: Tree, random: Random) -> str | None:
    """An annotation in the wrong array, or lost with the wrong kind."""
    found = parts(tree)
    layer = random.choice(tree["layers"] or [{}])
    if not found or not layer:
        return None
    part = deepcopy(random.choice(found))
    if random.random() < 0.5:
        layer.setdefault(random.choice(ARRAYS), []).append(part)
    else:
        kind = random.choice(("entity", "event", "quote", "relation"))
        context = [{"start": 0, "prefix": "", "suffix": ""}]
        layer["unanchored"] = [{"kind": kind, "annotation": part, "context": context}]
    return f"misplace {part['id']}"


TREE_MUTATIONS: tuple[TreeMutation, ...] = (
    *(drop, add_unknown, retype, break_text, lengthen, push_number, repeat_item, overfill, graft),
    *(drop, add_unknown, retype, break_text, lengthen, push_number, empty, swap_enum, swap_values, rename_key),
    *(decide, nameless_software, promote, untokenized, odd_pair, fill_twice, fill_not, imply),
    *(
        choose,
        choose_not,
        settle,
        rename_layer,
        refer,
        attribute,
        identify,
        repeat_distinct,
        extend,
        spoil_text,
        misplace,
    ),
)

# Changes of the source

_SCALAR = re.compile(r'"(\w+)": ?("(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null)')
_INSIDE = re.compile(r'(?<=[:\[,])( ?)"((?:[^"\\]|\\.)*)"')
_NUMBER = re.compile(r"(?<=[:\[,])( ?)(-?[0-9][0-9.eE+-]*)(?=[,\]}\s])")
_GAP = re.compile(r'(?<=[{\[,:])(?=[ \n]*["{\[0-9tfn])')


def _one(pattern: re.Pattern[str], source: str, random: Random) -> re.Match[str] | None:
    found = list(pattern.finditer(source))
    return random.choice(found) if found else None


def _replaced(source: str, match: re.Match[str] | None, new: str) -> str:
    return source[: match.start()] + new + source[match.end() :] if match else source


def double_key(source: str, random: Random) -> tuple[str, str]:
    """A key with its value given twice, spelled in the same way or with escapes."""
    match = _one(_SCALAR, source, random)
    if match is None:
        return "as it is", source
    key = match[1]
    spelled = random.choice((key, key, f"\\u{ord(key[0]):04x}{key[1:]}"))
    value = random.choice((match[2], "0", '"\\u0022\\u0022"', '"\\u0022\\u0022\\u0022\\u0022"'))
    return f"double {key}", _replaced(source, match, f'"{spelled}": {value}, {match[0]}')


def escape_key(source: str, random: Random) -> tuple[str, str]:
    """A key spelled with an escape."""
    match = _one(re.compile(r'"([a-z_$]+)"(?=:)'), source, random)
    return "escape a key", _replaced(source, match, f'"\\u{ord(match[1][0]):04X}{match[1][1:]}"' if match else "")


_IN_STRINGS = (
    *(r"\u0022", r"\\u0022", r"\/", r"\"", r"\b\f", r"\u0000", r"\x41", r"\u12", r"\U0001F600"),
    *(r"\ud800", r"\uDFFF", r"\ud83d\ude00", r"\ud83d", r"\ude00\ud83d", r"\\ud83d", r"\\ud83d\ude00"),
    *("\x00", "\x1f", "\n", "\t", "\x7f", "\ud800", "\ufeff"),
)


def spell_string(source: str, random: Random) -> tuple[str, str]:
    """An escape, or a character that should be escaped, put inside a string."""
    match, new = _one(_INSIDE, source, random), random.choice(_IN_STRINGS)
    if match is None:
        return "as it is", source
    inner = random.choice((match[2] + new, new + match[2], new))
    return f"string with {new!r}", _replaced(source, match, f'{match[1]}"{inner}"')


_ODD_NUMBERS = """
NaN Infinity -Infinity 1e400 -1e400 1e-400 9007199254740992 9007199254740993 -9007199254740993 1E0 1.0 1.0e0 -0 -0.0 0e5
01 +1 1. .5 0x10 1_0 1e - ٣ 1e+ --1 True None
"""


def spell_number(source: str, random: Random) -> tuple[str, str]:
    """A number in an odd spelling, or something that is none."""
    match = _one(_NUMBER, source, random)
    whole = [match[2] + ".0"] * 3 if match else []
    long = ("1" * 30, "0." + "1" * 400, "1" * 5000, "1" * 400 + ".0", "0." + "0" * 400 + "1")
    new = random.choice((*_ODD_NUMBERS.split(), *long, *whole))
    return f"number {new[:30]}", _replaced(source, match, f"{match[1]}{new}" if match else "")


def space_out(source: str, random: Random) -> tuple[str, str]:
    """White space between tokens, or what only looks like it."""
    new = random.choice((" ", "\t", "\r\n", "\n\n  ", "\x0b", "\xa0", "\u2028", "/**/", "//\n", "\x00"))
    return f"space {new!r}", _replaced(source, _one(_GAP, source, random), new)


def wrap(source: str, random: Random) -> tuple[str, str | bytes]:
    """Something before or after the document, or another encoding."""
    data = source.encode("utf-8", "surrogatepass")
    around = [b"\xef\xbb\xbf" + data, data + b"\n", b"\n \t\r" + data + b" \r\n", b"[" + data + b"]", b"\xff" + data]
    after = [data + b"\x00", data + b"}", data + data, data + b"\xff", data[:-1], b""]
    at = random.randrange(len(data))
    bad = random.choice((b"\xff", b"\xed\xa0\x80", b"\xc0\xaf", b"\x80", b"\xf4\x90\x80\x80", b"\xc3"))
    inside = [data[:at] + bad + data[at:], data[:at], data[:at] + data[at + 1 :]]
    return "wrap or cut", random.choice((*around, *after, *inside, source.encode("utf-16", "surrogatepass")))


def deepen(source: str, random: Random) -> tuple[str, str]:
    """An extension nested about as deep as is allowed."""
    depth = random.choice((96, 97, 98, 99, 100, 101, 500, 5000))
    opening, closing = random.choice((("[", "]"), ('{"a":', "}")))
    inner = opening * depth + "0" + closing * depth
    return f"nested {depth + 2} deep", source[: source.rindex("}")] + ', "extensions": {"org.deep": ' + inner + "}}"


_OPEN_VALUES = (
    *('{"a": 1, "a": 2}', '{"a": 1, "\\u0061": 2}', "NaN", "1e400", "9" * 30, "9007199254740992", "01", "'a'", ""),
    *('"\\ud800"', '{"\\ud800": 1}', '["\\\\ud83d\\ude00"]', '["\\ude00\\ud83d"]', '"\\\\\\ud83d\\ude00"'),
    *("1E2", "[ 1 ,\n2 ]", '"\\u00e9\\/"', "-0", "1e-7", '{"a": {"extensions": {"x": 1}}}'),
)


def extend_source(source: str, random: Random) -> tuple[str, str]:
    """An extension with something in it that JSON does not allow or spells oddly, its own key escaped or not."""
    inner = random.choice(_OPEN_VALUES)
    key = random.choice(("extensions", "extensions", "\\u0065xtensions", "ext\\u0065nsion\\u0073"))
    return f"extension {inner}", source[: source.rindex("}")] + f', "{key}": {{"org.odd": {inner}}}}}'


SOURCE_MUTATIONS: tuple[SourceMutation, ...] = (
    *(double_key, escape_key, spell_string, spell_number, space_out, wrap, deepen, extend_source),
    *(double_key, spell_string, spell_number, extend_source),
)
