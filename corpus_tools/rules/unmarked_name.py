"""A name that other articles of the corpus mark stands unmarked in this one.

Only names are looked for that several articles mark (option `articles`), whole words with a capital, in layers that
looked for entities throughout; ENT007 looks inside one article. It is no more than a hint, so it runs only when asked
for: in another article the same word may be no name.

Fails:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued.", "layers": [{"annotator": "ada", "tasks": ["entities"], "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]}]},
        {"id": "b", "text": "Acme won.", "layers": [{"annotator": "ada", "tasks": ["entities"], "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]}]},
        {"id": "c", "text": "Then Acme fell.",
         "layers": [{"annotator": "ada", "tasks": ["entities"], "entities": []}]}]}

Passes:

    {"manifest": {}, "articles": [
        {"id": "a", "text": "Acme sued.", "layers": [{"annotator": "ada", "tasks": ["entities"], "entities": [
            {"id": "t1", "type": "ORG", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Acme"}]}]}]},
        {"id": "c", "text": "Then it fell.", "layers": [{"annotator": "ada", "tasks": ["entities"], "entities": []}]}]}
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from ..text import quoted
from ._corpus import CorpusView, Spot
from ._corpus_names import names
from ._rule import Problem, Rule
from ._view import LayerView, View

_CAPITAL = re.compile(r"\b[^\W\d_a-z]\w*(?:[ ’'-](?=[^\W\d_a-z])\w+)*")
"""Words that begin with a capital, and those of the same sort that follow."""


def gather(view: View) -> list[Any] | None:
    """The names marked, and by layer the capitalised words that nothing marks, each with its first place."""
    layers = [layer for layer in view.layers if "entities" in (layer.layer.tasks or ()) and not layer.layer.scope]
    found = [[layer.index, _unmarked(view, layer)] for layer in layers]
    return [sorted({(name, type_) for name, type_, _, _ in names(view)}), found] if layers else None


def _unmarked(view: View, layer: LayerView) -> dict[str, int]:
    """Capitalised words and runs of them that no entity touches, with where they stand first."""
    taken = bytearray(view.length)
    for part in layer.layer.entities or ():
        for span in part.spans:
            taken[span.start : span.end] = b"\x01" * (min(span.end, view.length) - span.start)
    found: dict[str, int] = {}
    for match in _CAPITAL.finditer(view.text):
        if not any(taken[match.start() : match.end()]):
            found.setdefault(match.group(), match.start())
            first, _, rest = match.group().partition(" ")
            if rest and _begins_sentence(view.text, match.start()):
                found.setdefault(rest, match.start() + len(first) + 1)
    return found


def _begins_sentence(text: str, at: int) -> bool:
    """Whether a capital may be there only because a sentence begins."""
    return text[max(0, at - 3) : at].rstrip()[-1:] in ("", *'.!?:“„«"')


def check(corpus: CorpusView) -> Iterator[Problem]:
    marked: Counter[str] = Counter()
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    facts = list(corpus.facts("COR009"))
    for _, (known, _) in facts:
        marked.update({name for name, _ in known})
        for name, type_ in known:
            types[name][type_] += 1
    for article, (_, layers) in facts:
        for index, unmarked in layers:
            for name, at in unmarked.items():
                if marked[name] >= corpus.option(RULE, "articles"):
                    yield Problem(
                        on=Spot(article, ("layers", index)),
                        message=f"{quoted(name)} at {at} is not marked; {marked[name]} other articles mark it as "
                        f"{types[name].most_common(1)[0][0]}",
                    )


RULE = Rule(
    code="COR009",
    name="unmarked-name",
    severity="info",
    level=6,
    subject="corpus",
    gather=gather,
    check=check,
    default=False,
    options={"articles": 2},
)
