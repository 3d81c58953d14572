"""A page of feedback for an annotator: what comes up most, why it matters, and every place to mend."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from ..errors import UnknownName
from ..findings import Checked, Excerpt, Finding
from ..rules import find
from ..store.files import write_atomically
from ..text import visible
from . import rules as pages

SHOWN = 20
"""Places listed of one rule; how many more there are is said."""


def of_annotator(documents: Iterable[Checked], annotator: str) -> Iterator[Checked]:
    """Documents with those of their findings that are in layers of one annotator.

    Raises:
        UnknownName: no document has a layer of theirs.
    """
    known: set[str] = set()
    for document in documents:
        known.update(document.annotators)
        mine = [finding for finding in document.findings if finding.annotator == annotator]
        yield replace(document, findings=mine)
    if annotator not in known:
        raise UnknownName("annotator", annotator, known)


def with_page(documents: Iterable[Checked], annotator: str | None, path: Path) -> Iterator[Checked]:
    """Pass documents on, and write the page in Markdown when all have passed.

    Raises:
        UnreadableFile: it cannot be written.
    """
    page = Feedback(annotator)
    yield from page.gathered(documents)
    write_atomically(path, ("\n".join(page.lines()) + "\n").encode())


class Feedback:
    """Findings gathered as they pass by, and the page about them."""

    def __init__(self, annotator: str | None = None) -> None:
        self._annotator = annotator
        self._by_rule: dict[str, list[Finding]] = defaultdict(list)
        self._documents: Counter[str] = Counter()

    def gathered(self, documents: Iterable[Checked]) -> Iterator[Checked]:
        """Pass documents on, keeping what was found."""
        for document in documents:
            self._documents[document.file] += len(document.findings)
            for finding in document.findings:
                self._by_rule[finding.code].append(finding)
            yield document

    def lines(self) -> Iterator[str]:
        """The page, line by line."""
        yield f"# Feedback{f' for {_plain(self._annotator)}' if self._annotator else ''}"
        yield ""
        yield self._sum()
        rules = sorted(self._by_rule.items(), key=lambda item: (-len(item[1]), item[0]))
        if rules:
            yield from ("", "| rule | how often | what it is |", "| --- | ---: | --- |")
            yield from (f"| {code} | {len(found)} | {pages.summary(find(code))} |" for code, found in rules)
        for code, found in rules:
            yield from _section(code, found)
        clean = [file for file, count in self._documents.items() if not count]
        if clean and rules:
            yield from ("", "## Nothing to mend", "", ", ".join(_plain(file) for file in clean))

    def _sum(self) -> str:
        total = sum(map(len, self._by_rule.values()))
        if not total:
            return f"{len(self._documents)} files were checked, and there is nothing to mend."
        touched = sum(1 for count in self._documents.values() if count)
        return f"{total} places to look at, in {touched} of {len(self._documents)} files."


def _section(code: str, found: list[Finding]) -> Iterator[str]:
    """What one rule has to say: why it matters, then every place."""
    rule = find(code)
    yield from ("", f"## {code} {rule.name} ({len(found)})", "", pages.description(rule), "")
    for finding in found[:SHOWN]:
        yield from _place(finding)
    if len(found) > SHOWN:
        yield f"- and {len(found) - SHOWN} more"


def _place(finding: Finding) -> Iterator[str]:
    place = f":{finding.line}:{finding.column}" if finding.line is not None else ""
    annotation = f" ({_plain(finding.annotation)})" if finding.annotation else ""
    yield f"- **{_plain(finding.file)}{place}**{annotation}: {_plain(finding.message)}"
    if finding.excerpt:
        yield from ("", f"  > {_words(finding.excerpt)}")
    if finding.fix:
        yield from ("", f"  To mend it: {_plain(finding.fix.message)}.")
    yield ""


def _words(excerpt: Excerpt) -> str:
    """The words in their context, set bold; white space at their edges stays outside, where bold does not end."""
    words = excerpt.words.strip()
    lead, _, trail = excerpt.words.partition(words) if words else ("", "", excerpt.words)
    bold = f"**{_line(words)}**" if words else ""
    return _line(excerpt.before + lead) + bold + _line(trail + excerpt.after)


def _line(words: str) -> str:
    return _plain(words.replace("\n", " "))


def _plain(words: str | None) -> str:
    """Words from the data, so that nothing in them is taken for Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~&])", r"\\\1", visible(words or ""))
