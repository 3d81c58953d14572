"""Peers whose packages clash with ours: a script of this folder, run by a Python that has the package."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .measure import say


def asked(script: str, package: str, questions: Any, pythons: Iterable[str]) -> Iterator[Any]:
    """The answers of a script, a line of JSON each, from the first Python that can run it; none, but a word, else.

    Other lines are what solvers have to say.
    """
    path = Path(__file__).with_name(f"{script}.py")
    for python in pythons:
        say(f"{package}, run by {python}")
        done = subprocess.run([python, "-I", path], input=json.dumps(questions), capture_output=True, text=True)
        if not done.returncode:
            yield from (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
            return
    say(f"{package} is left out: no Python has it; --python PATH names another")
