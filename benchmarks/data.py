"""Records made by seed: news-like articles with two full layers, valid by every rule, about 40 kB each."""

from __future__ import annotations

import hashlib
from random import Random
from typing import Any

from corpus_tools.canonical import write_tree

Tree = dict[str, Any]


def _words(line: str) -> list[str]:
    return line.split()


_SYLLABLES = _words("ba dor eli fen gar hul ira jos kel lum mar nev oro pel qua ros sil tam ulo vek wyn xar yel zim")
_NOUNS = _words("budget harbour report bridge harvest winter market vote plan road school storm price ferry grain")
_FILLERS = _words("after a long night of talks in the old town hall near the river while many people waited outside")
_VERBS = {"met": "Consult", "criticised": "Accuse", "backed": "Support", "warned": "Threaten", "helped": "Aid"}
_ROLES = {"Consult": ("participant", "participant")}


class _Names:
    """Names of people, bodies and places; each has one type throughout."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.types: dict[str, str] = {}
        for entity_type, count in (("PER", 14), ("ORG", 8), ("GPE", 6)):
            while count:
                name = self._word() + (" " + self._word() if entity_type == "PER" else "")
                if not any(part in " ".join(self.types) for part in name.split()):
                    self.types[name] = entity_type
                    count -= 1

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=3)).capitalize()

    def pick(self, *entity_types: str) -> str:
        return self._random.choice([name for name, kind in self.types.items() if kind in entity_types])


class _Article:
    """Text that grows sentence by sentence, with the places of what was said."""

    def __init__(self, random: Random) -> None:
        self.random, self.names = random, _Names(random)
        self.text = ""
        self.sections: list[Tree] = []
        self.entities: list[tuple[int, str]] = []
        self.events: list[Tree] = []
        self.quotes: list[Tree] = []

    def add(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def name(self, *entity_types: str) -> int:
        """Write a name and return the number of its mention."""
        name = self.names.pick(*entity_types)
        self.entities.append((self.add(name)[0], name))
        return len(self.entities) - 1

    def filler(self, count: int) -> None:
        self.add(" " + " ".join(self.random.choices(_FILLERS + _NOUNS, k=count)))

    def event_sentence(self) -> None:
        one = self.name("PER", "ORG")
        self.add(" ")
        verb = self.random.choice(list(_VERBS))
        trigger = self.add(verb)
        self.add(" ")
        other = self.name("PER", "ORG")
        self.filler(self.random.randint(3, 8))
        self.add(" in ")
        place = self.name("GPE")
        self.add(". ")
        self.events.append({"type": _VERBS[verb], "trigger": trigger, "arguments": (one, other, place)})

    def quote_sentence(self) -> None:
        self.add("“The")
        start = len(self.text) - 3
        self.filler(self.random.randint(4, 12))
        self.add(",")
        end = len(self.text)
        self.add("” ")
        source = self.name("PER")
        self.add(" ")
        cue = self.add("said")
        self.add(". ")
        self.quotes.append({"content": (start, end), "cue": cue, "source": source})

    def block(self, section: str, sentences: int) -> None:
        if self.text:
            self.text = self.text.rstrip(" ") + "\n\n"
        start = len(self.text)
        for _ in range(sentences):
            self.random.choice((self.event_sentence, self.event_sentence, self.quote_sentence))()
        self.text = self.text.rstrip(" ")
        self.sections.append(
            {"id": f"s{len(self.sections) + 1}", "type": section, "start": start, "end": len(self.text)}
        )

    def span(self, start: int, end: int) -> list[Tree]:
        return [{"start": start, "end": end, "text": self.text[start:end]}]

    def layer(self, annotator: str, share: float) -> Tree:
        """A full layer; of events and quotes it has a share."""
        chains = {name: f"c{number}" for number, name in enumerate(dict.fromkeys(name for _, name in self.entities), 1)}
        types = self.names.types
        return {
            "id": annotator,
            "annotator": annotator,
            "tagset": {"id": "political-news", "version": "1.0.1"},
            "tasks": ["entities", "events", "arguments", "quotes", "relations", "chains"],
            "status": "complete",
            "created": "2026-03-01T09:00:00Z",
            "entities": [
                {
                    "id": f"t{number}",
                    "type": types[name],
                    "level": "name",
                    "spans": self.span(start, start + len(name)),
                    "chain": chains[name],
                }
                for number, (start, name) in enumerate(self.entities)
            ],
            "events": [
                self._event(number, event) for number, event in enumerate(self.events) if self.random.random() < share
            ],
            "quotes": [
                {
                    "id": f"q{number}",
                    "type": "direct",
                    "content": self.span(*quote["content"]),
                    "cue": self.span(*quote["cue"]),
                    "source": [f"t{quote['source']}"],
                }
                for number, quote in enumerate(self.quotes)
            ],
            "relations": [],
            "chains": [
                {"id": chain, "kind": "entity", "type": types[name], "name": name} for name, chain in chains.items()
            ],
        }

    def _event(self, number: int, event: Tree) -> Tree:
        first, second = _ROLES.get(event["type"], ("actor", "recipient"))
        one, other, place = (f"t{mention}" for mention in event["arguments"])
        names = [self.entities[mention][1] for mention in event["arguments"]]
        roles = [(first, one), *([(second, other)] if names[0] != names[1] else []), ("place", place)]
        return {
            "id": f"e{number}",
            "type": event["type"],
            "trigger": self.span(*event["trigger"]),
            "arguments": [{"role": role, "filler": filler} for role, filler in roles],
            "attributes": {"tense": "past", "context": ["diplomatic"]},
        }


def tree(seed: int, sentences: int = 32) -> Tree:
    """One record as plain JSON; about 32 sentences give 40 kB in canonical form."""
    article = _Article(Random(seed))
    article.block("headline", 1)
    article.block("lede", 2)
    while len(article.events) + len(article.quotes) < sentences:
        article.block("body", 3)
    return {
        "format_version": "1.0",
        "id": f"made-{seed}",
        "metadata": {"language": "en", "date_published": "2026-02-24", "license": "CC0-1.0"},
        "text": article.text,
        "text_length": len(article.text),
        "text_sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "sections": article.sections,
        "annotators": [{"id": "ada", "kind": "human"}, {"id": "ben", "kind": "human"}],
        "layers": [article.layer("ada", 1.0), article.layer("ben", 0.8)],
    }


def numbered(record: Tree, number: int) -> Tree:
    """The same record as another article: with an id and a last paragraph of its own."""
    start = len(record["text"]) + 2
    text = f"{record['text']}\n\nThis was the last word on matter {number}."
    last = {"id": f"s{len(record['sections']) + 1}", "type": "body", "start": start, "end": len(text)}
    return {
        **record,
        "id": f"made-{number}",
        "text": text,
        "text_length": len(text),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "sections": [*record["sections"], last],
    }


def canonical_bytes(seed: int, sentences: int = 32) -> bytes:
    """One record in canonical form."""
    return write_tree(tree(seed, sentences)).encode()
