"""An agency that the article credits is not among the sources in the metadata.

`metadata.sources` says who an article is from, and is used to group wire copy when a corpus is split. Add the agency.
Credits of pictures do not count.

Fails:

    {"text": "It rained.\\n\\nSource: Reuters", "metadata": {"sources": [{"name": "AFP"}]},
     "sections": [{"id": "s1", "type": "body", "start": 0, "end": 10},
                  {"id": "s2", "type": "source", "start": 12, "end": 27}]}

Passes:

    {"text": "It rained.\\n\\nSource: Reuters", "metadata": {"sources": [{"name": "Reuters"}]},
     "sections": [{"id": "s1", "type": "body", "start": 0, "end": 10},
                  {"id": "s2", "type": "source", "start": 12, "end": 27}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import quoted
from ._changes import put
from ._rule import Problem, Rule
from ._view import View

_AGENCIES = {
    "Reuters": "Reuters",
    "AP": "AP|Associated Press",
    "AFP": "AFP|Agence France[- ]Presse",
    "dpa": "dpa|Deutsche Presse-Agentur",
    "EFE": "EFE|Agencia EFE",
    "ANSA": "ANSA",
    "Anadolu": "AA|Anadolu(?: Agency| Ajans[ıi])?",
    "DHA": "DHA",
    "UPI": "UPI",
    "TASS": "TASS|Tass",
    "Interfax": "Interfax",
    "Xinhua": "Xinhua",
    "Kyodo": "Kyodo",
    "PA": "PA|PA Media|Press Association",
    "APA": "APA",
    "Belga": "Belga",
    "ANP": "ANP",
    "Europa Press": "Europa Press",
    "Bloomberg": "Bloomberg",
}
"""Agencies by the name they are best known under, and how they are credited."""
_CREDITED = {name: re.compile(rf"(?<![\w/])(?:{words})(?!\w)") for name, words in _AGENCIES.items()}


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    sources = metadata.sources if metadata else None
    if not metadata or not sources:
        return
    known = " / ".join(party.name for party in sources)
    for section in view.sections:
        if section.type == "source" or (section.type == "credit" and not _is_of_picture(view, section.start)):
            text = view.text[section.start : section.end]
            for name, pattern in _CREDITED.items():
                if pattern.search(text) and not pattern.search(known):
                    yield Problem(
                        on=metadata,
                        at=("sources",),
                        message=f"the article credits {quoted(name)}, which is not among its sources",
                        span=(section.start, section.end),
                        fix=f"add {quoted(name)} to the sources",
                        changes=put(metadata, sources=[*sources, {"name": name}]),
                        related=[(section, "credited here")],
                    )


def _is_of_picture(view: View, at: int) -> bool:
    """Whether a credit stands in a caption."""
    return any(part.type == "caption" and part.start <= at < part.end for part in view.sections)


RULE = Rule(code="MET008", name="uncredited-agency", severity="warning", level=2, check=check, fix="propose")
