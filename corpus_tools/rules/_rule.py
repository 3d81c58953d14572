"""What a rule is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import UNSET, Struct

from ..findings import Fix, FixClass, Path, Severity

Subject = Literal["source", "record", "tagset", "corpus"]
LEVELS = {1: "file", 2: "text and parts", 3: "ids, references, spans", 4: "labels", 5: "kinds", 6: "corpus"}


class Change(Struct, frozen=True):
    """One edit that mends a problem: `value` put at the field `at` of a part, or taken out where it is UNSET.

    `on` and `at` are those of `Problem`; a value may be a part of the record as well as plain JSON.
    """

    on: Any = None
    at: Path = ()
    value: Any = UNSET


class Problem(Struct, frozen=True, kw_only=True):
    """A bare finding: what it is about, and what is wrong. The runner adds code, severity and place.

    `on` is a part of the record (or of the tag set) itself, None for the whole; `at` leads from it to the field.
    `offset` is used instead by rules about the source, in code points. `span` is the stretch of the article to show,
    `[start, end)`. `fix` says how to mend it: words, of the class that the rule has, or a `Fix` of another class;
    `changes` does it. `related` pairs a part with what it has to do with it.
    """

    message: str
    on: Any = None
    at: Path = ()
    on_key: bool = False
    offset: int | None = None
    span: tuple[int, int] | None = None
    fix: str | Fix | None = None
    changes: Sequence[Change] = ()
    related: Sequence[tuple[Any, str]] = ()
    severity: Severity | None = None


class Rule(Struct, frozen=True, kw_only=True):
    """One rule: a stable code, a name in kebab case, and a generator that yields problems.

    `level` decides the order (see LEVELS): a part with an error is not looked at by later levels. A rule that is
    not `default` runs only when selected. `options` are what a project may set, with their defaults.

    A rule about a corpus sees each record once, through `gather`, whose result must be plain JSON: it is kept, and
    cached with the record's findings. Its `check` then gets the `CorpusView` of them all, and yields problems whose
    `on` and `related` are `Spot`s. It runs where the manifest of the corpus is checked too, or where it is selected;
    with `loose` over any records that are checked together: it finds what no two records may share, which is what it
    gathers, or else their ids.
    """

    code: str
    name: str
    severity: Severity
    level: int
    check: Callable[[Any], Iterable[Problem]]
    subject: Subject = "record"
    fix: FixClass | None = None
    default: bool = True
    options: Mapping[str, Any] = {}
    gather: Callable[[Any], Any] | None = None
    loose: bool = False
