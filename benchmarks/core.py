"""The core rules: those of the first version of the format, for which the bar is set; later ones are more work."""

from __future__ import annotations

from corpus_tools import rules
from corpus_tools.validation import Selection

_CORE = """
FMT001 FMT002 FMT003 FMT004 TXT001 TXT002 TXT005 TXT006 TXT008 TXT011 MET001 MET003 MET004 MET005
SEC001 SEC002 SEC003 SEC004 SEG001 SEG002 SEG003 SEG004 SEG006 IDS001 IDS002 REF001 REF002 REF003 REF004
LAY001 LAY002 LAY004 LAY005 LAY007 LAY010 LAY011 LAY012 SPN001 SPN002 SPN003 SPN004 SPN005 SPN007 SPN008 SPN010
TAG001 TAG002 TAG004 TAG005 ENT001 ENT003 ENT004 ENT005 ENT006 ENT007 CHN002 CHN004 CHN005
EVT001 EVT002 EVT003 EVT004 EVT005 EVT006 EVT008 QUO001 QUO002 QUO004 QUO005 QUO006 QUO007 QUO008 QUO009 QUO010 QUO011
REL001 REL002 REL003 REL004 REL005 TGS001 TGS002 TGS003 TGS004 COR001 COR002 COR003
""".split()  # noqa: SIM905 - a list of strings would take a page
"""FMT005, the canonical form, is not among them: it runs only when it is asked for."""


def core() -> Selection:
    """The core rules alone."""
    return Selection(_CORE)


def counts() -> str:
    """How many rules there are of each sort, for the head of a table."""
    every = [rule.code for rule in rules.all_rules() if rule.default]
    return f"{len(_CORE)} core, {len(every)} in all"
