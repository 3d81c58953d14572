"""The controls of a labelling configuration: which result is whose, and the configuration itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

LABEL, EVENT, QUOTE, WORDS = "label", "event", "quote", "words"
"""Names of controls for regions."""
KINDS = {EVENT: "event", QUOTE: "quote", WORDS: "words"}
"""The kinds of what regions of these controls are; all others are entities."""
TEXT = "text"
"""The name of the text, and of the field of `data` that holds it."""
_TAGS = {
    "labels": ("Labels", "Label"),
    "choices": ("Choices", "Choice"),
    "textarea": ("TextArea", ""),
    "number": ("Number", ""),
}


class Used:
    """What has been used, from which the labelling configuration is made."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], set[str]] = {}
        self._relations: set[str] = set()

    def note(self, kind: str, control: str, values: Iterable[str] = ()) -> None:
        """A result of a kind, its control, and the values it chooses."""
        self._values.setdefault((kind, control), set()).update(values)

    def note_relation(self, name: str) -> None:
        """A label of a relation."""
        self._relations.add(name)

    def file(self) -> str:
        """The configuration."""
        return "\n".join(["<View>", *self._lines(), "</View>", ""])

    def _lines(self) -> Iterator[str]:
        for (kind, control), values in sorted(self._values.items(), key=lambda pair: pair[0][0] != "labels"):
            tag, inner = _TAGS[kind]
            more = ' perRegion="true"' if kind != "labels" else ""
            more += ' choice="multiple"' if kind == "choices" else ""
            yield f'  <{tag} name={quoteattr(control)} toName="{TEXT}"{more}{">" if inner else "/>"}'
            yield from (f"    <{inner} value={quoteattr(value)}/>" for value in sorted(values) if inner)
            if inner:
                yield f"  </{tag}>"
        if self._relations:
            yield "  <Relations>"
            yield from (f"    <Relation value={quoteattr(name)}/>" for name in sorted(self._relations))
            yield "  </Relations>"
        yield f'  <Text name="{TEXT}" value="${TEXT}"/>'
