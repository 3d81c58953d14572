"""What a rule is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

from ..findings import Fix, FixClass, Path, Severity

Subject = Literal["source", "record", "tagset"]
LEVELS = {1: "file", 2: "text and parts", 3: "ids, references, spans", 4: "labels", 5: "kinds", 6: "corpus"}


class Problem(Struct, frozen=True, kw_only=True):
    """A bare finding: what it is about, and what is wrong. The runner adds code, severity and place.

    `on` is a part of the record (or of the tag set) itself, None for the whole; `at` leads from it to the field.
    `offset` is used instead by rules about the source, in code points. `span` is the stretch of the article to show,
    `[start, end)`. `fix` says how to mend it: words, of the class that the rule has, or a `Fix` of another class.
    `related` pairs a part with what it has to do with it.
    """

    message: str
    on: Any = None
    at: Path = ()
    on_key: bool = False
    offset: int | None = None
    span: tuple[int, int] | None = None
    fix: str | Fix | None = None
    related: Sequence[tuple[Any, str]] = ()
    severity: Severity | None = None


class Rule(Struct, frozen=True, kw_only=True):
    """One rule: a stable code, a name in kebab case, and a generator that yields problems.

    `level` decides the order (see LEVELS): a part with an error is not looked at by later levels. A rule that is
    not `default` runs only when selected.
    """

    code: str
    name: str
    severity: Severity
    level: int
    check: Callable[[Any], Iterable[Problem]]
    subject: Subject = "record"
    fix: FixClass | None = None
    default: bool = True
