"""Whole records made at random: every field of the schema, over texts in which counting goes wrong easily.

`record` makes one from a seeded `random.Random`, in about a millisecond; `records` is the same as a strategy. A record
fits the schema, its spans are true slices, references lead somewhere, and labels are those of `political-news`;
layers that name no tag set carry attributes of their own, with values of every type.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

from corpus_tools import tagset

Tree = dict[str, Any]
Make = Callable[[Random], Any]
Place = tuple[int, int]

TAGSET = tagset.builtin()
MARKED = ("entities", "events", "quotes")
ARRAYS = (*MARKED, "relations", "chains")
_TASKS = ("entities", "events", "arguments", "quotes", "relations", "chains", "links", "attributes")
_PREFIXES = {"entities": "t", "events": "e", "quotes": "q", "relations": "r", "chains": "c"}
_PLACES = {"entities": "spans", "events": "trigger", "quotes": "content"}
_KINDS = {"entities": "entity", "events": "event", "quotes": "quote"}
_PLAIN = "Norhaven ferry Mayor Oldane said that the council it she Friday bridge 2026 9.5 co-op US"
_COMPOSED = "Łukasz Zoë Erdoğan ẞ ﬁ Đặng x̣̌y q̇ n̈ā́ नमस्ते ไทย 東京 한국"
_ASTRAL = "𝒜𝓃𝓃 𐐀𐐨 👍 👍🏽 👩‍👩‍👧 🏳️‍🌈 🇹🇷"
_RIGHT_TO_LEFT = "שלום שָׁלוֹם مُحَمَّد العربية می‌خواهم"
_HARD = unicodedata.normalize("NFC", f"{_COMPOSED} {_ASTRAL} {_RIGHT_TO_LEFT}")
_WORDS = f"{_PLAIN} {_PLAIN} {_HARD}".split()


def records() -> st.SearchStrategy[Tree]:
    """Records as JSON trees; a failing example is named by the seed that makes it."""
    return st.integers(0, 2**32 - 1).map(lambda seed: record(Random(seed)))


def optional(random: Random, parts: dict[str, Make], chance: float = 0.25) -> Tree:
    """Some of the parts, each made only if it is taken."""
    return {key: make(random) for key, make in parts.items() if random.random() < chance}


def some(random: Random, make: Make, least: int, most: int) -> list[Any]:
    """A list of things made one after the other."""
    return [make(random) for _ in range(random.randint(least, most))]


def distinct(random: Random, make: Make, least: int, most: int) -> list[Any]:
    """A list of things that differ; it may be shorter than was drawn, but not shorter than `least`."""
    found: dict[Any, None] = dict.fromkeys(some(random, make, least, most))
    while len(found) < least:
        found[make(random)] = None
    return list(found)


# The record


def record(random: Random) -> Tree:
    """One whole record."""
    article = _article(random)
    tree: Tree = {"format_version": "1.0", "id": _article_id(random), "text": article.text}
    tree |= optional(random, {"$schema": lambda _: "../schemas/article.schema.json"})
    if random.random() < 0.5:
        tree |= {"text_length": len(article.text), "text_sha256": _sha256_of(article.text)}
    tree |= optional(random, {"metadata": _metadata, "extensions": _extensions}, 0.4)
    tree |= optional(random, {"sections": article.sections, "segmentation": article.segmentation}, 0.5)
    names = random.sample(("reader1", "reader2", "names", "board"), random.randint(0, 3))
    if names and random.random() < 0.5:
        tree["annotators"] = [_annotator(random, name) for name in ("reader1", "reader2", "names", "board")]
    scope = [section["id"] for section in tree.get("sections", ())]
    tree["layers"] = _layers(random, article, names, scope)
    return tree


@dataclass
class _Article:
    """A text and its parts as `(start, end)`: blocks, the words of each sentence, what stands in quotation marks."""

    text: str = ""
    blocks: list[Place] = field(default_factory=list)
    words: list[list[Place]] = field(default_factory=list)
    sentences: list[Place] = field(default_factory=list)
    tokens: list[Place] = field(default_factory=list)
    quoted: list[Place] = field(default_factory=list)

    def put(self, word: str) -> Place:
        """Add a word or mark to the text, and to the tokens."""
        self.text += word
        self.tokens.append((len(self.text) - len(word), len(self.text)))
        return self.tokens[-1]

    def sections(self, random: Random) -> list[Tree]:
        """One section for each block of the text."""
        names = sorted(TAGSET.sections)
        rest: dict[str, Make] = {"url": _uri, "note": _note, "extensions": _extensions}
        return [
            {"id": f"s{at}", "type": random.choice(names), "start": start, "end": end, **optional(random, rest, 0.1)}
            for at, (start, end) in enumerate(self.blocks, 1)
        ]

    def segmentation(self, random: Random) -> Tree:
        """Tokens or sentences or both, as pairs."""
        tokens: Tree = {"tokenizer": _line(random), "tokens": [list(pair) for pair in self.tokens]}
        sentences: Tree = {"sentences": [list(pair) for pair in self.sentences]}
        named: Tree = {"tokenizer": _line(random), **sentences}
        chosen: Tree = random.choice([tokens, sentences, named, {**tokens, **sentences}])
        return {**chosen, **optional(random, {"extensions": _extensions}, 0.1)}


def _article(random: Random) -> _Article:
    article = _Article()
    for _ in range(random.randint(1, 4)):
        article.text += "\n\n" if article.text else ""
        start = len(article.text)
        _add_sentence(random, article)
        if random.random() < 0.5:
            article.text += " "
            _add_sentence(random, article)
        article.blocks.append((start, len(article.text)))
    return article


def _add_sentence(random: Random, article: _Article) -> None:
    start, in_marks = len(article.text), random.random() < 0.3
    if in_marks:
        article.put("“")
    article.words.append([])
    for index in range(random.randint(3, 9)):
        article.text += " " if index else ""
        article.words[-1].append(article.put(random.choice(_WORDS)))
    article.put(random.choice((".", "?", "…")))
    if in_marks:
        article.quoted.append((start + 1, len(article.text)))
        article.put("”")
    article.sentences.append((start, len(article.text)))


def _annotator(random: Random, name: str) -> Tree:
    program: dict[str, Make] = {"name": _line, "version": _line}
    if name == "names":
        part = {"id": name, "kind": "software", **optional(random, program, 1)}
    else:
        part = {"id": name, "kind": "panel" if name == "board" else "human", **optional(random, program, 0.1)}
    orcid: Make = lambda _: "0000-0002-1825-009" + random.choice("7X")  # noqa: E731
    return {**part, **optional(random, {"url": _uri, "orcid": orcid, "note": _note, "extensions": _extensions}, 0.15)}


# Metadata


def _metadata(random: Random) -> Tree:
    fields: dict[str, Make] = {
        "headline": _line,
        "language": lambda random: random.choice(("en", "pt-BR", "sr-Latn", "de-CH-1996", "es-419", "en-x-sea")),
        "date_published": lambda random: _date(random, 2019),
        "date_modified": lambda random: _date(random, 2020),
        "date_retrieved": lambda random: _timestamp(random, 2020),
        "url": _uri,
        "publisher": _party,
        "byline": lambda random: distinct(random, _line, 1, 3),
        "located": _line,
        "sources": lambda random: some(random, _party, 1, 2),
        "genre": _line,
        "subjects": lambda random: distinct(random, lambda random: f"medtop:{random.randrange(10**8):08}", 1, 3),
        "keywords": lambda random: distinct(random, _line, 1, 4),
        "copyright_holder": _line,
        "copyright_notice": _line,
        "usage_terms": _line,
        "license": lambda random: random.choice(("CC0-1.0", "NONE", "NOASSERTION", "MIT OR Apache-2.0")),
        "identifiers": lambda random: {name: _line(random) for name in distinct(random, _key, 1, 3)},
        "translation_of": _article_id,
        "version_of": _article_id,
        "raw_sha256": _sha256,
        "text_tool": _tool,
        "note": _note,
        "extensions": _extensions,
    }
    return optional(random, fields, 0.3)


def _party(random: Random) -> Tree:
    return {"name": _line(random), **optional(random, {"url": _uri, "link": _link})}


def _tool(random: Random) -> Tree:
    return {"name": _line(random), **optional(random, {"version": _line, "url": _uri})}


# Layers


def _layers(random: Random, article: _Article, names: Sequence[str], scope: Sequence[str]) -> list[Tree]:
    """A layer for each annotator; the last one may be gold, made from the others."""
    layers: list[Tree] = []
    for index, name in enumerate(names):
        is_gold = 0 < index == len(names) - 1 and random.random() < 0.7
        role = "gold" if is_gold else "prediction" if name == "names" else random.choice(("annotation", None))
        layers.append(_Layer(random, article, layers, role).whole(name, scope))
    random.shuffle(layers)
    return layers


def _header(random: Random, name: str, role: str | None, scope: Sequence[str]) -> Tree:
    """What a layer tells about itself."""
    named: list[Tree] = [{"id": name}, {"annotator": name}, {"id": f"{name}-full", "annotator": name}]
    header: Tree = {**random.choice(named), **({"role": role} if role else {})}
    fields: dict[str, Make] = {
        "tagset": _tagset_ref,
        "tasks": lambda _: _TASKS,
        "status": lambda random: "reviewed" if role == "gold" else random.choice(("draft", "complete")),
        "created": lambda random: _timestamp(random, 2021),
        "modified": lambda random: _timestamp(random, 2022),
        "tool": _tool,
        "guidelines": lambda random: {"version": _line(random), **optional(random, {"url": _uri})},
        "note": _note,
        "extensions": _extensions,
    }
    if scope:
        fields["scope"] = lambda _: list(scope)
    return header | optional(random, fields)


def _tagset_ref(random: Random) -> Tree:
    return {"id": TAGSET.id, "version": TAGSET.version, **optional(random, {"sha256": lambda _: TAGSET.sha256})}


def name_of(layer: Tree) -> str:
    """The name by which a layer is referred to."""
    name: str = layer.get("id") or layer["annotator"]
    return name


class _Layer:
    """A layer while it is made: what has been made so far can be referred to."""

    def __init__(self, random: Random, article: _Article, others: Sequence[Tree], role: str | None) -> None:
        self.random, self.article, self.others, self.role = random, article, others, role
        self.arrays: dict[str, list[Tree]] = {name: [] for name in ARRAYS}
        self.by_label: dict[str, list[str]] = {}
        self.layer: Tree = {}

    def whole(self, name: str, scope: Sequence[str]) -> Tree:
        """The finished layer."""
        random = self.random
        self.layer = _header(random, name, self.role, scope)
        if self.role == "gold":
            self.layer["derived_from"] = [name_of(other) for other in self.others]
        for mention in self.mentions():
            self.add("entities", self.entity(mention))
        for array, make in (("events", self.event), ("quotes", self.quote), ("relations", self.relation)):
            for _ in range(random.randint(0, 3)):
                self.add(array, make())
        self.add_chains()
        for array, parts in self.arrays.items():
            if parts or random.random() < 0.2:
                self.layer[array] = parts
        if "tasks" in self.layer:
            self.layer["tasks"] = self.tasks()
        if self.role != "gold" and random.random() < 0.25:
            self.layer["unanchored"] = self.unanchored()
        if any(self.arrays.values()) and random.random() < 0.2:
            self.layer["conflicts"] = self.conflicts()
        return self.layer

    def tasks(self) -> list[str]:
        """What was looked for: all that was found, and some of what was not."""
        asked = [task for task in _TASKS if self.arrays.get(task, True) or self.random.random() < 0.5]
        return self.random.sample(asked, len(asked))

    def add(self, array: str, part: Tree | None) -> None:
        """Put a finished annotation into its array, if there is one."""
        if part:
            self.arrays[array].append(part)
            if array in _KINDS:
                self.by_label.setdefault(f"{_KINDS[array]}:{part['type']}", []).append(part["id"])

    def new_id(self, array: str) -> str:
        """The next id of an array."""
        return f"{_PREFIXES[array]}{len(self.arrays[array]) + 1}"

    def spans(self, mention: Sequence[Place]) -> list[Tree]:
        """Stretches of the text as spans."""
        return [{"start": start, "end": end, "text": self.article.text[start:end]} for start, end in mention]

    def words(self, least: int = 1, most: int = 3) -> list[Place]:
        """Some neighbouring words of one sentence as one stretch, or as two with words between."""
        block = self.random.choice(self.article.words)
        first = self.random.randrange(len(block))
        last = min(first + self.random.randint(least, most), len(block)) - 1
        if last + 2 < len(block) and self.random.random() < 0.2:
            return [(block[first][0], block[last][1]), block[self.random.randrange(last + 2, len(block))]]
        return [(block[first][0], block[last][1])]

    def mentions(self) -> Iterator[list[Place]]:
        """Places for entities: side by side, one inside another, and in two parts."""
        for block in self.article.words:
            at = self.random.randrange(4)
            while at < len(block):
                size = min(self.random.randint(1, 3), len(block) - at)
                whole = (block[at][0], block[at + size - 1][1])
                in_two = at + size + 1 < len(block) and self.random.random() < 0.2
                yield [whole, block[at + size + 1]] if in_two else [whole]
                if size > 1 and self.random.random() < 0.3:
                    yield [block[at]]
                at += size + (2 if in_two else 0) + self.random.randrange(6)

    def entity(self, mention: Sequence[Place]) -> Tree:
        """An entity or a value at a place."""
        random = self.random
        resolved = random.choice(list(TAGSET.entities.values()))
        part: Tree = {"id": self.new_id("entities"), "type": resolved.name, "spans": self.spans(mention)}
        levels = resolved.first("levels")
        if levels and random.random() < 0.7:
            part["level"] = random.choice(levels)
        if resolved.is_value and random.random() < 0.7:
            part["value"] = {"DATE": "2026-03-10", "MONEY": "EUR 2.50"}.get(resolved.name, "12 km²")
        if random.random() < 0.2:
            part["head"] = self.spans(mention[-1:])
        return part | self.common("entity") | optional(random, {"anchor": self.anchor}, 0.15)

    def event(self) -> Tree:
        """An event with arguments of every kind that its type allows."""
        resolved = self.random.choice([event for event in TAGSET.events.values() if not event.abstract])
        part: Tree = {"id": self.new_id("events"), "type": resolved.name, "trigger": self.spans(self.words(1, 2))}
        roles = self.random.sample(list(resolved.roles), min(len(resolved.roles), self.random.randint(0, 4)))
        arguments = [self.argument(role, TAGSET.allowed["event"][resolved.name][role]) for role in roles]
        if any(arguments):
            part["arguments"] = [argument for argument in arguments if argument]
        return part | self.common("event") | optional(self.random, {"anchor": self.anchor}, 0.15)

    def argument(self, role: str, labels: frozenset[str]) -> Tree | None:
        """A role with words, an annotation that is there already, or later a chain for filler."""
        ids = self.fillers(labels)
        if "span" in labels and (not ids or self.random.random() < 0.4):
            filled: Tree = {"spans": self.spans(self.words())}
        elif ids:
            filled = {"filler": self.random.choice(ids)}
        else:
            return None
        rest: dict[str, Make] = {"implicit": lambda _: True, "confidence": _share, "note": _note}
        return {"role": role, **filled, **optional(self.random, rest, 0.15)}

    def fillers(self, labels: frozenset[str]) -> list[str]:
        """The ids of annotations that have one of the labels."""
        return [identifier for label in sorted(labels) for identifier in self.by_label.get(label, ())]

    def quote(self) -> Tree | None:
        """A quote with or without cue, source and addressee; None where these words are in one already."""
        random = self.random
        part = random.choice((self.direct, self.reported))()
        if part["content"] in [other["content"] for other in self.arrays["quotes"]]:
            return None
        for slot in ("source", "addressee"):
            ids = self.fillers(TAGSET.speakers[part["type"]][slot])
            ids = [identifier for identifier in ids if not self.is_inside(identifier, part["content"])]
            if ids and random.random() < 0.6:
                part[slot] = random.sample(ids, random.randint(1, min(2, len(ids))))
        return part | self.common("quote") | optional(random, {"anchor": self.anchor}, 0.15)

    def is_inside(self, identifier: str, content: Sequence[Tree]) -> bool:
        """Whether an entity begins or ends among the words of a quote."""
        spans, start, end = self.entity_of(identifier)["spans"], content[0]["start"], content[-1]["end"]
        return any(start <= span["start"] < end for span in spans)

    def direct(self) -> Tree:
        """Words in quotation marks; reported ones where there are none."""
        if not self.article.quoted:
            return self.reported()
        content = self.spans([self.random.choice(self.article.quoted)])
        return {"id": self.new_id("quotes"), "type": "direct", "content": content}

    def reported(self) -> Tree:
        """The words after a cue, or a sentence without one."""
        cue, *content = self.random.choice(self.article.words)
        part: Tree = {"id": self.new_id("quotes"), "type": self.random.choice(("indirect", "free_indirect"))}
        part["content"] = self.spans([(content[0][0], content[-1][1])])
        return {**part, "cue": self.spans([cue])} if part["type"] == "indirect" else part

    def relation(self) -> Tree | None:
        """A relation whose roles are all filled; None where something is missing or it is there already."""
        resolved = self.random.choice(list(TAGSET.relations.values()))
        part: Tree = {"id": self.new_id("relations"), "type": resolved.name, "arguments": []}
        for role in resolved.roles.values():
            ids = self.fillers(TAGSET.allowed["relation"][resolved.name][role.name])
            least = role.min or 0
            if len(ids) < least:
                return None
            part["arguments"] += [{"role": role.name, "filler": ref} for ref in self.random.sample(ids, least)]
        if resolved.name in [other["type"] for other in self.arrays["relations"]]:
            return None
        return part | self.common("relation")

    def common(self, kind: str) -> Tree:
        """What every annotation may carry."""
        fields: dict[str, Make] = {"confidence": _share, "note": _note, "extensions": _extensions}
        if self.role == "gold":
            fields["decision"] = lambda random: random.choice(("agreed", "chosen", "edited", "added"))
        origins = self.origins(kind)
        if origins:
            fields["from"] = lambda random: random.sample(origins, random.randint(1, min(3, len(origins))))
        declared = "tagset" in self.layer
        attributes = optional(self.random, self.declared(kind) if declared else _OWN, 0.15)
        return ({"attributes": attributes} if attributes else {}) | optional(self.random, fields, 0.1)

    def origins(self, kind: str) -> list[str]:
        """References to annotations of that kind in the other layers."""
        array = "entities" if kind == "entity" else f"{kind}s"
        return [f"{name_of(other)}:{part['id']}" for other in self.others for part in other.get(array, ())]

    def declared(self, kind: str) -> dict[str, Make]:
        """The attributes that the tag set declares for a kind."""
        return {name: make for name, make in _DECLARED.items() if kind in TAGSET.attributes[name].on}

    def anchor(self, random: Random) -> Tree:
        """A review mark; a gold layer holds none that still waits for review."""
        status = ("kept", "moved") if self.role == "gold" else ("kept", "moved", "stretched", "reanchored")
        return {"status": random.choice(status), **optional(random, {"from_sha256": _sha256, "score": _share}, 0.5)}

    def add_chains(self) -> None:
        """Chains of annotations of one type, chains that are groups of others, and arguments filled by a chain."""
        for array, kind in _KINDS.items():
            of_kind: list[Tree] = []
            for name in sorted({part["type"] for part in self.arrays[array]}):
                if self.random.random() < 0.3:
                    of_kind.append(self.chain(kind, name))
                    for part in self.arrays[array]:
                        if part["type"] == name and self.random.random() < 0.8:
                            part["chain"] = of_kind[-1]["id"]
            if len(of_kind) > 1 and self.random.random() < 0.5:
                members = self.random.sample(of_kind, self.random.randint(2, len(of_kind)))
                self.chain(kind, None)["members"] = [chain["id"] for chain in members]
            self.fill_by_chains(kind, of_kind)

    def chain(self, kind: str, name: str | None) -> Tree:
        """A chain, put among the others."""
        fields: dict[str, Make] = {"name": _line, "links": lambda random: distinct(random, _link, 1, 3)}
        part: Tree = {"id": self.new_id("chains"), "kind": kind, **({"type": name} if name else {})}
        self.add("chains", part | optional(self.random, fields, 0.5) | self.common("chain"))
        return self.arrays["chains"][-1]

    def fill_by_chains(self, kind: str, chains: Sequence[Tree]) -> None:
        """Let some events name the chain of a participant."""
        for event in self.arrays["events"] if chains else ():
            chain = self.random.choice(chains)
            used = {argument["role"] for argument in event.get("arguments", ())}
            for role, labels in TAGSET.allowed["event"][event["type"]].items():
                if role not in used and f"{kind}:{chain['type']}" in labels and self.random.random() < 0.1:
                    event.setdefault("arguments", []).append({"role": role, "filler": chain["id"], "implicit": True})

    def unanchored(self) -> list[Tree]:
        """Annotations, or fields of them, that were lost when the text changed."""
        lost = [self.lost_whole(array, f"{_PREFIXES[array]}{number}") for array, number in self.lost_ids()]
        heads = [self.lost_head(part) for part in self.arrays["entities"] if "head" in part]
        for entity in self.arrays["entities"]:
            if heads and "head" in entity and self.random.random() < 0.5:
                del entity["head"]
        return lost + [part for part in heads if "head" not in self.entity_of(part["annotation"]["id"])]

    def lost_ids(self) -> list[tuple[str, int]]:
        """Arrays and numbers that no annotation has."""
        return [(array, 900 + at) for at, array in enumerate(self.random.choices(MARKED, k=self.random.randint(1, 3)))]

    def entity_of(self, identifier: str) -> Tree:
        """The entity with that id."""
        return next(part for part in self.arrays["entities"] if part["id"] == identifier)

    def lost_whole(self, array: str, identifier: str) -> Tree:
        """An annotation none of whose words are left."""
        start, end = self.random.randrange(900), self.random.randrange(901, 999)
        words = [{"start": start, "end": end, "text": _line(self.random)}]
        names = {"entities": TAGSET.entities, "events": TAGSET.events, "quotes": TAGSET.quotes}[array]
        name = self.random.choice([name for name, label in names.items() if not label.abstract])
        part: Tree = {"id": identifier, "type": name, _PLACES[array]: words}
        if array == "quotes" and name != "free_indirect":
            part["cue"] = words
        return self.loss(_KINDS[array], part, words)

    def lost_head(self, entity: Tree) -> Tree:
        """The head of an entity that stays in its place otherwise."""
        return {**self.loss("entity", dict(entity), entity["head"]), "path": "/head"}

    def loss(self, kind: str, part: Tree, words: Sequence[Tree]) -> Tree:
        """An item of `unanchored`."""
        context = [{"start": span["start"], "prefix": _line(self.random), "suffix": ""} for span in words]
        rest: dict[str, Make] = {"from_sha256": _sha256, "note": _note, "extensions": _extensions}
        return {"kind": kind, "annotation": part, "context": context, **optional(self.random, rest, 0.3)}

    def conflicts(self) -> list[Tree]:
        """What a merge left; a gold layer holds only what is resolved."""
        parts = [part for array in self.arrays.values() for part in array]
        numbers = range(1, self.random.randint(2, 4))
        return [self.conflict(f"k{number}", self.random.choice(parts)) for number in numbers]

    def conflict(self, identifier: str, part: Tree) -> Tree:
        """One point on which two versions differ."""
        random = self.random
        classes = ("type", "boundary", "attribute", "field", "delete_modify", "delete_reference", "add_add")
        conflict: Tree = {"id": identifier, "class": random.choice(classes), "annotation": part["id"]}
        conflict |= {"path": random.choice(("", "/type", "/attributes/tense")), "status": "open"}
        conflict |= optional(random, dict.fromkeys(("base", "ours", "theirs"), anything), 0.6)
        if self.role == "gold" or random.random() < 0.5:
            conflict |= {"status": "resolved", "chosen": random.choice(("base", "ours", "theirs", "both", "edited"))}
        return conflict | optional(random, {"note": _note, "extensions": _extensions}, 0.15)


# Values


def anything(random: Random, depth: int = 0) -> Any:
    """Any JSON value, as extensions and conflicts may hold."""
    makes: list[Make] = [
        lambda random: random.choice((None, True, False)),
        lambda random: random.choice((0, -1, 2**53, -(2**53), random.randrange(1000))),
        lambda random: random.choice((0.5, -0.0, 1e300, 12.0, 5e-324, random.random())),
        _note,
        lambda random: [anything(random, depth + 1) for _ in range(random.randrange(3))],
        lambda random: {random.choice(_ODD_KEYS): anything(random, depth + 1) for _ in range(random.randrange(3))},
    ]
    made: Any = random.choice(makes if depth < 3 else makes[:4])(random)
    return made


_ODD_KEYS = ("a", "", "extensions", "start", "conflicts", 'a "b"', "é", "\\u0022", "😀", "layers")


def _extensions(random: Random) -> Tree:
    return {name: anything(random) for name in distinct(random, _domain, 1, 2)}


def _domain(random: Random) -> str:
    return random.choice(("org.example", "org.example.pilot", "2.b-c", "edu.uni-x.lab7"))


_OWN: dict[str, Make] = {
    "plural": lambda random: random.random() < 0.5,
    "weight": lambda random: random.choice((0, -3, 2**53, 0.25, 12.0, 1e22)),
    "colour": lambda random: _line(random),
    "topics2": lambda random: distinct(random, _line, 1, 3),
}


def _declared(name: str) -> Make:
    attribute = TAGSET.attributes[name]
    if attribute.value_type == "boolean":
        return lambda _: True
    values = [value for value in attribute.values or () if value != attribute.default]
    if attribute.many:
        return lambda random: random.sample(values, random.randint(1, 3))
    return lambda random: random.choice(values)


_DECLARED = {name: _declared(name) for name in TAGSET.attributes}


def _line(random: Random) -> str:
    """Some words on one line."""
    return " ".join(random.choices(_WORDS, k=random.randint(1, 4)))


def _note(random: Random) -> str:
    """Some words with what JSON has to escape among them."""
    return _line(random) + random.choice(("", "", "\n", "\t\\", '"', "\\u0022", "/", "\u2028", "\x00", "\x7f\r"))


def _share(random: Random) -> float:
    return random.choice((0, 1, 0.0, 1.0, 0.5, round(random.random(), 3), random.random()))


def _key(random: Random) -> str:
    return random.choice(("archive", "wire_id", "x2", "feed"))


def _uri(random: Random) -> str:
    return random.choice(("https://example.org/a?b=c#d", "urn:x:1", "doi:10.1/a_(b)"))


def _link(random: Random) -> str:
    number = random.randrange(1, 10**6)
    return random.choice((f"wikidata:Q{number}", f"geonames:{number}", "wikidata:NIL"))


def _article_id(random: Random) -> str:
    return random.choice(("ferry-2026.03", "A0017", "x", "0_dc14")) + str(random.randrange(1000))


def _date(random: Random, year: int) -> str:
    return random.choice((f"{year}", f"{year}-03", f"{year}-03-1{random.randrange(10)}", _timestamp(random, year)))


def _timestamp(random: Random, year: int) -> str:
    day = f"{year}-0{random.randint(1, 9)}-1{random.randrange(10)}"
    return f"{day}T08:30:00{random.choice(('', '.5', '.123456789'))}{random.choice(('Z', '+01:00', '-09:30'))}"


def _sha256(random: Random) -> str:
    return f"{random.getrandbits(256):064x}"


def _sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
