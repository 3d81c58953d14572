"""What the rules find in records, counted and shown: `python -m benchmarks.hits FOLDER...`.

Prints a table of the rules with their cases, the accidents of the test suite that they tell of, and their hits in the
given folders. Whether a finding is right no program can tell: `--look CODE` prints some of a rule at random, with the
words around them, for a reader to judge.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import yaml

from corpus_tools import rules
from corpus_tools.engine import validate_sources
from corpus_tools.engine.project import Project
from corpus_tools.findings import Checked, Finding
from corpus_tools.report.lines import document_lines, words
from corpus_tools.store.config import Config

_CASES = Path(__file__).parents[1] / "tests" / "cases"
_SEED, _SHOWN = 4, 20
_OF_CONVERSIONS = ("FMT005", "FMT006", "TXT011")
"""Rules about the form of files, and about what a conversion leaves out; they would tell of every record."""


def found(folders: Iterable[str], select: Iterable[str]) -> Iterator[Finding]:
    """What rules find in each folder, taken for a corpus of its own; those too that run only when asked for."""
    for folder in folders:
        project = Project(Config(Path(folder)), select=[*select])
        for checked in validate_sources(project.documents([folder], ""), project):
            yield from checked.findings


def _cases() -> Counter[str]:
    """The cases of each rule."""
    files = (_CASES / "rules").glob("*.yaml")
    return Counter({path.stem: len(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files})


def _accidents() -> Counter[str]:
    """The accidents in records of the sample corpus that each rule tells of."""
    files = (_CASES / "broken").glob("*.yaml")
    return Counter(case["code"] for path in files for case in yaml.safe_load(path.read_text(encoding="utf-8")))


def table(folders: Iterable[str]) -> Iterator[str]:
    """A row for each rule, by its code, in Markdown."""
    codes = sorted(rule.code for rule in rules.all_rules())
    hits = Counter(finding.code for finding in found(folders, [code for code in codes if code not in _OF_CONVERSIONS]))
    cases, accidents = _cases(), _accidents()
    yield "| rule | cases | accidents | hits |"
    yield "| --- | ---: | ---: | ---: |"
    for code in codes:
        yield f"| {code} {rules.find(code).name} | {cases[code]} | {accidents[code]} | {hits[code]} |"


def look(folders: Iterable[str], code: str, count: int) -> Iterator[str]:
    """Some findings of one rule, as people see them; the same ones each time."""
    every = list(found(folders, [code]))
    for finding in Random(_SEED).sample(every, min(count, len(every))):
        yield from map(words, document_lines(Checked(finding.file, [finding]), 0))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hits", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--look", metavar="CODE", help="show findings of one rule")
    parser.add_argument("--count", type=int, default=_SHOWN, help="how many of them")
    options = parser.parse_args()
    lines = look(options.folders, options.look, options.count) if options.look else table(options.folders)
    print(*lines, sep="\n")


if __name__ == "__main__":
    main()
