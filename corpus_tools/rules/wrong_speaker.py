"""The source or addressee of a quote is something that cannot speak or be spoken to.

The tag set lists for each type of quote which entities may be its source and addressee; where it does not, any entity
may. Mostly the reference leads to the wrong entity, or its type is wrong. A chain counts as what its type says. Nothing
is said of references that lead nowhere, or to an event or quote, which are reported as such.

Fails:

    {"text": "“We will write soon,” said Ada on Monday.",
     "entities": [{"id": "t1", "type": "DATE", "spans": [{"start": 34, "end": 40, "text": "Monday"}]}],
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 20, "text": "We will write soon,"}],
                 "source": ["t1"]}]}

Passes:

    {"text": "“We will write soon,” said Ada on Monday.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 20, "text": "We will write soon,"}],
                 "source": ["t1"]}]}
"""

from __future__ import annotations

from ._roles import wrong_speakers
from ._rule import Rule

RULE = Rule(code="QUO006", name="wrong-speaker", severity="error", level=5, check=wrong_speakers)
