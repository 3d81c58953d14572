"""What is shown when the pointer rests on something: what it means, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lsprotocol.types import Hover, MarkupContent, MarkupKind
from msgspec import UNSET

from ..findings import Finding
from ..report.rules import description
from ..rules import find
from ..tagset import ResolvedType, TagSet, TagSets
from .allowed import meaning, schema_for
from .cursor import Cursor
from .diagnostics import stretch
from .labels import label_at
from .parts import Annotation, inside, string, tagset_at
from .positions import Text
from .references import target

AROUND = 40
"""Code points of the article shown on either side of the words of an annotation."""
_FACTS = {
    "examples": "Examples",
    "fillers": "Filled by",
    "values": "Values",
    "default": "Default",
    "tasks": "Looked at for",
    "replaced_by": "Deprecated, use",
}
_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~]")


def hover(text: Text, cursor: Cursor, offset: int, findings: Iterable[Finding], at_hand: TagSets) -> Hover | None:
    """What to show at an offset of a text, None where there is nothing to say."""
    wrong = [finding for finding in findings if _covers(stretch(text, finding), offset)]
    parts = [*_about(cursor, tagset_at(cursor.tree, cursor.path, at_hand)), *map(_explained, wrong)]
    place = text.range(cursor.start, cursor.end) if cursor.end > cursor.start else None
    return Hover(MarkupContent(MarkupKind.Markdown, "\n\n---\n\n".join(parts)), place) if parts else None


def _covers(stretch: tuple[int, int], offset: int) -> bool:
    return stretch[0] <= offset < stretch[1]


def _explained(finding: Finding) -> str:
    rule = find(finding.code)
    return f"**{rule.code} {rule.name}**: {_plain(finding.message)}\n\n{description(rule)}"


def _about(cursor: Cursor, tagset: TagSet | None) -> Iterator[str]:
    """What the key or value at the cursor means."""
    referred = target(cursor)
    found = label_at(cursor, tagset) if tagset else None
    if referred:
        yield _annotation(referred, cursor.tree)
    elif tagset and found:
        yield _label(*found, tagset)
    elif cursor.on_key and (whole := schema_for(cursor.tree, tagset)) is not None:
        said = meaning(whole, cursor.tree, cursor.path)
        if said:
            yield _plain(said)


def _label(name: str, label: Any, tagset: TagSet) -> str:
    """A label with its definition, and what else the tag set says of it."""
    declared = label.declared[0] if isinstance(label, ResolvedType) else label
    lines = [f"**{_plain(name)}** ({_plain(tagset.id)} {_plain(tagset.version)})", _plain(declared.definition)]
    for field, title in _FACTS.items():
        value = getattr(declared, field, UNSET)
        if value is not UNSET:
            lines.append(f"{title}: {_plain(_shown(value))}")
    if hasattr(declared, "roles"):
        lines.append(f"Roles: {_plain(', '.join(label.roles))}")
    return "\n\n".join(lines)


def _shown(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _annotation(referred: Annotation, tree: Any) -> str:
    """An annotation by its id, type and words, with the article around it."""
    head = f"**{_plain(referred.id)}** {_plain(referred.type)} “{_plain(referred.words)}”"
    span = referred.spans[0] if referred.spans else {}
    start, end, article = span.get("start"), span.get("end"), string(inside(tree, ("text",)))
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(article)):
        return head
    before = article[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = article[end : end + AROUND].partition("\n")[0]
    around = "…" * (len(before) == AROUND) + _plain(before), _plain(after) + "…" * (len(after) == AROUND)
    return f"{head}\n\n{around[0]}**{_plain(article[start:end])}**{around[1]}"


def _plain(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    return _MARKUP.sub(lambda match: "\\" + match.group(), text)
