"""A file is not JSON, or is JSON that readers do not agree on.

Beside plain syntax errors these are keys given twice in one object, `NaN` and `Infinity`, numbers too large to be
read exactly, halves of characters (lone surrogates), and containers nested too deep. Most parsers let them pass and
keep one of the values, so that work is lost without a word.

Fails:

    {"$source":
     "{\\"format_version\\": \\"1.0\\", \\"id\\": \\"a\\", \\"id\\": \\"b\\", \\"text\\": \\"A.\\", \\"layers\\": []}"}

Passes:

    {"$source": "{\\"format_version\\": \\"1.0\\", \\"id\\": \\"a\\", \\"text\\": \\"Ada.\\", \\"layers\\": []}"}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._document import Document
from ._rule import Problem, Rule


def check(document: Document) -> Iterator[Problem]:
    for fault in document.parsed[1]:
        related = [fault.related] if fault.related else []
        yield Problem(offset=fault.at, message=fault.message, related=related)


RULE = Rule(code="FMT002", name="json-syntax", severity="error", level=1, subject="source", check=check)
