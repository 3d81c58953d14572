"""What is set up in git, said."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import which

from ..store.git_setup import NAME, GitSetup
from ..text import visible
from .console import Printer


def run(folder: str, *, check: bool, uninstall: bool) -> int:
    """Set it up, take it out, or with `check` only look; returns 1 where something is missing.

    Raises:
        UnreadableFile: git cannot be run, or the folder is in no repository.
    """
    place = Path(folder or ("corpus" if Path("corpus").is_dir() else "."))
    setup, said = GitSetup(place), Printer(sys.stdout)
    if uninstall:
        setup.uninstall()
        said.line("taken out")
        return 0
    if not check:
        setup.install()
    missing = list(setup.missing())
    if not missing:
        said.line(f"git merges and shows records with corpus-tools: {visible(setup.line)}")
    if which(NAME) is None:
        missing.append(f"{NAME} is not on the path of this shell: git finds it only where it is")
    for line in missing:
        said.line(visible(line))
    return 1 if missing else 0
