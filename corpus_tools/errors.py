"""The few errors that are raised; a problem with the data is a `Finding` instead."""

from __future__ import annotations

from collections.abc import Iterable


class CorpusToolsError(Exception):
    """Base of all errors of this package; the command line shows its message and exits with 2."""


class UnreadableFile(CorpusToolsError):
    """A file could not be read, unpacked or written."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


class FormatError(CorpusToolsError):
    """A document is not what its format asks for. `line` and `column` are 1-based, columns in code points.

    `code` is that of the rule which says more, where there is one.
    """

    def __init__(
        self, path: str, line: int | None, column: int | None, expected: str, found: str = "", *, code: str = ""
    ) -> None:
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        said = f"{code} expected" if code else "expected"
        super().__init__(f"{place}: {said} {expected}" + (f", found {found}" if found else ""))
        self.path, self.line, self.column = path, line, column
        self.expected, self.found, self.code = expected, found, code


SHOWN = 30
"""Names that a message lists at most."""


class UnknownName(CorpusToolsError, LookupError):
    """A name that nothing has; the message lists the known ones, the nearest first."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        from .text import nearest

        self.known = sorted(known)
        near = nearest(name, self.known)
        hint = f"; did you mean {near}?" if near else ""
        more = f" and {len(self.known) - SHOWN} more" if len(self.known) > SHOWN else ""
        shown = f"known: {', '.join(self.known[:SHOWN])}{more}" if self.known else "there is none"
        super().__init__(f"no {kind} is called {name!r}{hint} ({shown})")
        self.kind, self.name = kind, name


class WrongOption(CorpusToolsError, ValueError):
    """A value that an option of a rule cannot have."""

    def __init__(self, rule: str, option: str, expected: str, found: object) -> None:
        super().__init__(f"option {option!r} of {rule} wants a value of type {expected}, not {found!r}")
        self.rule, self.option, self.expected, self.found = rule, option, expected, found


class LossyConversion(CorpusToolsError):
    """Something that the target cannot hold, where a policy says that nothing may be lost."""

    def __init__(self, article: str, what: str, cases: Iterable[str], hint: str) -> None:
        self.article, self.cases = article, list(cases)
        more = f" and {len(self.cases) - SHOWN} more" if len(self.cases) > SHOWN else ""
        super().__init__(f"{article}: {what}: {'; '.join(self.cases[:SHOWN])}{more} ({hint})")


class DifferentArticles(CorpusToolsError):
    """Two records that are not versions of one article: they have neither their id nor their text in common."""

    def __init__(self, a: str, b: str) -> None:
        super().__init__(f"{a} and {b} are different articles: neither their id nor their text is the same")
        self.a, self.b = a, b


class PatchMismatch(CorpusToolsError):
    """A patch that does not fit what it is put on; the place tells where."""

    def __init__(self, place: str, expected: str, found: str) -> None:
        super().__init__(f"{place}: the patch does not fit: expected {expected}, found {found}")
        self.place, self.expected, self.found = place, expected, found


class TextsDiffer(CorpusToolsError):
    """Versions of an article that cannot be merged as they are, since annotations were made for another text."""

    def __init__(self, article: str, *, both: bool) -> None:
        who = "both sides changed the text" if both else "one side changed the text, the other annotations of it"
        super().__init__(
            f"{article}: {who}; give all three one text first (corpus-tools reanchor carries annotations over)"
        )
        self.article, self.both = article, both


class WrongChoice(CorpusToolsError):
    """A choice in a conflict that cannot be made as things stand."""

    def __init__(self, conflict: str, choice: str, why: str) -> None:
        super().__init__(f"{conflict} cannot be resolved as {choice}: {why}")
        self.conflict, self.choice, self.why = conflict, choice, why
