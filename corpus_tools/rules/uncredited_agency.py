"""An agency that the article credits is not among the sources in the metadata.

`metadata.sources` says who an article is from, and is used to group wire copy when a corpus is split. Add the agency.
Only sections of type `source` are looked at, since a `credit` is of a picture, and only where sources are given.

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
    "Reuters": "Reuters|REUTERS|Рейтер|رويترز|路透社?|ロイター",
    "AP": "AP|Associated Press|美联社|AP通信",
    "AFP": "AFP|Agence France[- ]Presse|فرانس برس|法新社|AFP通信",
    "dpa": "dpa|Deutsche Presse-Agentur",
    "APA": "APA|Austria Presse Agentur",
    "Keystone-SDA": "(?:Keystone-)?SDA|sda|ATS",
    "EFE": "EFE|Agencia EFE",
    "Europa Press": "Europa Press",
    "ANSA": "ANSA",
    "Lusa": "Lusa|LUSA",
    "PA": "PA|PA Media|Press Association",
    "Belga": "Belga|BELGA",
    "ANP": "ANP",
    "TT": "TT|Tidningarnas Telegrambyrå",
    "NTB": "NTB",
    "Ritzau": "Ritzau|RITZAU",
    "STT": "STT",
    "PAP": "PAP|Polska Agencja Prasowa",
    "ČTK": "ČTK|CTK",
    "Anadolu": "AA|Anadolu(?: Agency| Ajans[ıi])?|الأناضول",
    "DHA": "DHA|Demirören Haber Ajansı",
    "İHA": "İHA|İhlas Haber Ajansı",
    "TASS": "TASS|Tass|ТАСС",
    "Interfax": "Interfax|Интерфакс",
    "RIA Novosti": "RIA Novosti|РИА Новости",
    "Ukrinform": "Ukrinform|Укрінформ",
    "Xinhua": "Xinhua|新华社|新華社",
    "Kyodo": "Kyodo|共同通信",
    "Jiji": "Jiji|時事通信",
    "Yonhap": "Yonhap|연합뉴스",
    "PTI": "PTI|Press Trust of India",
    "UPI": "UPI",
    "Bloomberg": "Bloomberg",
}
"""Agencies by the name they are best known under, and how they are credited."""


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    sources = metadata.sources if metadata else None
    if not metadata or not sources:
        return
    parties = [*sources, metadata.publisher] if metadata.publisher else sources
    known = " / ".join(party.name for party in parties)
    for section in view.sections:
        if section.type == "source":
            text = view.text[section.start : section.end]
            for name, words in _AGENCIES.items():
                if _names(words, text) and not _names(f"(?i:{words})", known):
                    yield Problem(
                        on=metadata,
                        at=("sources",),
                        message=f"the article credits {quoted(name)}, which is not among its sources",
                        span=(section.start, section.end),
                        fix=f"add {quoted(name)} to the sources",
                        changes=put(metadata, sources=[*sources, {"name": name}]),
                        related=[(section, "credited here")],
                    )


def _names(words: str, text: str) -> bool:
    return re.search(rf"(?<![\w/])(?:{words})(?!\w)", text) is not None


RULE = Rule(code="MET008", name="uncredited-agency", severity="warning", level=2, check=check, fix="propose")
