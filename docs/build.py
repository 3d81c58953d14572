"""Write the pages of `docs/reference/` from the code. With --check, only say whether they are in step."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from corpus_tools import cli
from corpus_tools.agreement import all_measures
from corpus_tools.formats import all_formats
from corpus_tools.intake import heuristics, inner
from corpus_tools.plugins import names
from corpus_tools.report.format_list import format_page, formats_table
from corpus_tools.report.measures import measure_page, measures_table
from corpus_tools.report.rules import rule_page, summary
from corpus_tools.rules import LEVELS, all_rules
from corpus_tools.tables import COLUMNS

REFERENCE = Path(__file__).parent / "reference"
_NOTE = "<!-- Written by docs/build.py from the code; change it there. -->\n\n"


def pages() -> dict[str, str]:
    """Every generated page by its path below `reference/`."""
    rule_pages = {f"rules/{rule.code}.md": _NOTE + rule_page(rule) for rule in all_rules()}
    format_pages = {f"formats/{format.name}.md": _NOTE + format_page(format) for format in all_formats()}
    measure_pages = {f"measures/{measure.name}.md": _NOTE + measure_page(measure) for measure in all_measures()}
    return {
        **rule_pages,
        **format_pages,
        **measure_pages,
        "measures.md": _measures(),
        "rules.md": _rules(),
        "formats.md": _formats(),
        "commands.md": _commands(),
        "tables.md": _tables(),
        "sections.md": _sections(),
    }


def _rules() -> str:
    rows = [
        f"| [{rule.code}](rules/{rule.code}.md) | {rule.name} | {rule.severity} | {LEVELS[rule.level]} "
        f"| {rule.fix or ''} | {summary(rule)} |"
        for rule in sorted(all_rules(), key=lambda rule: rule.code)
    ]
    head = "| code | name | severity | level | fix | finds |\n| --- | --- | --- | --- | --- | --- |\n"
    return (
        f"{_NOTE}# Rules\n\n{len(rows)} rules. `corpus-tools explain CODE` shows the same pages.\n\n{head}"
        + "\n".join(rows)
        + "\n"
    )


def _formats() -> str:
    table = formats_table("markdown")
    for format in all_formats():
        table = table.replace(f"| {format.name} |", f"| [{format.name}](formats/{format.name}.md) |", 1)
    return (
        f"{_NOTE}# Formats\n\n`corpus-tools convert SOURCE -t FORMAT -o TARGET` reads and writes these. What a format "
        f"does not hold is told as a loss; `--loss-report FILE` lists each of them.\n\n{table}"
    )


def _measures() -> str:
    table = measures_table("markdown")
    for measure in all_measures():
        table = table.replace(f"| {measure.name} |", f"| [{measure.name}](measures/{measure.name}.md) |", 1)
    return (
        f"{_NOTE}# Measures of agreement\n\n`corpus-tools agree CORPUS --measure NAME` computes these, and without "
        f"names the headlines, marked with `*`. `corpus-tools measures NAME` shows the same pages.\n\n{table}"
    )


def _commands() -> str:
    runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERMINAL_WIDTH": "100"})
    shown = []
    for command in ("", *_command_names()):
        words = f"corpus-tools {command}".strip()
        result = runner.invoke(cli.app, [*command.split(), "--help"], prog_name="corpus-tools")
        shown.append(f"## {words}\n\n```\n{result.output.strip()}\n```\n")
    return f"{_NOTE}# Commands\n\n" + "\n".join(shown)


def _command_names() -> Iterator[str]:
    """Every command as it is called, those of a group behind it."""
    for name in names("corpus_tools.cli"):
        yield name.replace("_", "-")
        folder = Path(cli.__file__).parent / name
        if folder.is_dir():
            yield from (f"{name} {inner.replace('_', '-')}" for inner in names(f"corpus_tools.cli.{name}"))


def _tables() -> str:
    shown = [
        f"## {table}\n\n" + ", ".join(f"`{column}`" for column in columns) + "\n" for table, columns in COLUMNS.items()
    ]
    return (
        f"{_NOTE}# Tables\n\n`corpus_tools.load(path).TABLE` is a pandas DataFrame with these columns.\n\n"
        + "\n".join(shown)
    )


def _sections() -> str:
    tables = [
        ("anywhere", heuristics.ANYWHERE),
        ("above the lede", heuristics.HEAD),
        ("at the lede", [("lede", heuristics.is_running_text)]),
        ("below the lede", heuristics.BODY),
        ("inside", [("credit", inner.credit_start), ("dateline", inner.dateline_end)]),
    ]
    rows = [f"| {where} | {type} | {_look(looks)} |" for where, table in tables for type, looks in table]
    return (
        f"{_NOTE}# What each type of section looks like\n\nA paragraph gets the first type that fits, from above. "
        "Widths are in columns, wide characters two.\n\n| where | type | looks |\n| --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n"
    )


def _look(looks: object) -> str:
    """What a docstring says behind the name of the type, or else in its second paragraph."""
    first, _, rest = (looks.__doc__ or "").partition(">>>")[0].partition("\n\n")
    return " ".join((first.partition(": ")[2] or rest).split())


def out_of_step() -> list[str]:
    """The pages that do not say what the code says, and pages of what is gone."""
    wanted = pages()
    there = {path.relative_to(REFERENCE).as_posix(): path for path in REFERENCE.rglob("*.md")}
    changed = [
        name for name, text in wanted.items() if name not in there or there[name].read_text(encoding="utf-8") != text
    ]
    return sorted({*changed, *(there.keys() - wanted.keys())})


def write() -> None:
    """Write every page that is out of step; remove pages of what is gone."""
    wanted = pages()
    for name in out_of_step():
        path = REFERENCE / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()


if __name__ == "__main__":
    if "--check" in sys.argv:
        if late := out_of_step():
            sys.exit(f"docs/reference is out of step with the code ({', '.join(late)}): run python3 dev.py fix")
    else:
        write()
