"""`corpus-tools explain`: what a rule means, with an example."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="RULE", help="Codes or names of rules; none lists all rules.")
    ] = None,
) -> None:
    """Explain a rule: what it finds, why it matters, how to mend it."""
    from ..report.rules import rule_page, rule_table
    from ..rules import all_rules, find

    if not names:
        typer.echo(rule_table(all_rules()))
    for name in names or ():
        typer.echo(rule_page(find(name)))


COMMAND = explain
