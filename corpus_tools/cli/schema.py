"""`corpus-tools schema`: the published schemas, and the record schema narrowed to a tag set."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Published(StrEnum):
    article = "article"
    tagset = "tagset"
    corpus = "corpus"
    report = "report"
    change = "change"


def schema(
    name: Annotated[Published, typer.Argument(help="Which of the published schemas.")] = Published.article,
    tagset: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|NAME",
            help="Narrow the article schema to the labels of a tag set: its file, or political-news.",
        ),
    ] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write it to a file.")] = None,
) -> None:
    """Write a JSON Schema, so that editors check records and offer keys and labels while you type.

    With --tagset the labels, roles and attributes of that tag set are all it allows.
    """
    import json
    from pathlib import Path

    from .. import schema as published
    from ..narrow import narrow
    from ..store.files import write_atomically
    from ..store.manifest import tagset_named

    if tagset and name is not Published.article:
        raise typer.BadParameter("only the article schema can be narrowed to a tag set", param_hint="--tagset")
    tree = narrow(tagset_named(tagset)) if tagset else published.load(name.value)
    text = json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    if output:
        write_atomically(Path(output), text.encode())
    else:
        typer.echo(text, nl=False)


COMMAND = schema
