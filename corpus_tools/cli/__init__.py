"""The command line: one file per command, found by looking in this folder. The only import of typer.

Exit codes: 0 clean or equal; 1 findings, differences, conflicts or refused losses; 2 could not do it (usage, a file,
configuration); 3 a fault of ours.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from .. import __version__
from ..plugins import names

OPTIONAL_VALUES = {"--changed": "HEAD"}
"""Options that may stand without their value, and what it is then."""


class Command(TyperCommand):
    """A command some of whose options may stand without a value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(_with_values(args)))


def _with_values(arguments: list[str]) -> Iterator[str]:
    """Arguments with the value that an option may leave out; a word that names a path is none.

    >>> list(_with_values(["--changed", "-q"]))
    ['--changed', 'HEAD', '-q']
    """
    for argument, after in zip(arguments, [*arguments[1:], ""], strict=False):
        yield argument
        if argument in OPTIONAL_VALUES and (not after or after.startswith("-") or os.path.exists(after)):
            yield OPTIONAL_VALUES[argument]


class Commands(TyperGroup):
    """The commands in a folder; only the one that is called is imported. A folder in it is a group of its own."""

    folder = __name__

    def list_commands(self, ctx: Any) -> list[str]:
        return [name.replace("_", "-") for name in names(self.folder)]

    def get_command(self, ctx: Any, name: str) -> Any:
        if name not in self.list_commands(ctx):
            return None
        module = import_module(f"{self.folder}.{name.replace('-', '_')}")
        if not hasattr(module, "COMMAND"):
            return typer.main.get_command(_group(module))
        single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(name, cls=Command)(module.COMMAND)
        return typer.main.get_command(single)


def _group(module: ModuleType) -> typer.Typer:
    """The commands in a folder below this one, under the name of the folder."""
    inside = type("Group", (Commands,), {"folder": module.__name__})
    group = typer.Typer(
        cls=inside, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    group.callback(help=module.__doc__)(lambda: None)
    return group


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"corpus-tools {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and stop."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the full traceback where the tool itself fails."),
) -> None:
    """Validate, convert, compare, merge and score annotated news text, from files alone."""
