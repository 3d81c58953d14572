"""`corpus-tools lsp`: findings, fixes, labels and their meanings in an editor."""

from __future__ import annotations

from typing import Annotated

import typer


def lsp(
    stdio: Annotated[
        bool, typer.Option("--stdio", help="For editors that say so: it is how the server talks anyway.")
    ] = False,
) -> None:
    """Serve an editor over standard input and output, by the language server protocol.

    Needs the extra: pip install 'corpus-tools[lsp]'. docs/editors.md tells how editors start it.
    """
    from ._options import needs

    with needs("lsp", "pygls"):
        from ..lsp.server import run
    run()


COMMAND = lsp
