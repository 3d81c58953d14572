"""Look for inputs that break a target: `python -m tests.fuzz [TARGET] --seconds 60`. Needs the extra `fuzz`."""

from __future__ import annotations

import argparse
import subprocess
import sys

from corpus_tools.plugins import names

from . import CORPUS, targets


def main() -> int:
    """Run one target, or each in a process of its own; returns 1 where one was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="?", choices=names("tests.fuzz"))
    parser.add_argument("--seconds", type=int, default=60)
    chosen = parser.parse_args()
    if chosen.target is None:
        command = [sys.executable, "-m", "tests.fuzz", "--seconds", str(chosen.seconds)]
        codes = [subprocess.run([*command, name], check=False).returncode for name in names("tests.fuzz")]
        return 1 if any(codes) else 0
    _fuzz(chosen.target, chosen.seconds)
    return 0


def _fuzz(name: str, seconds: int) -> None:
    import atheris

    found = CORPUS.parent / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    print(f"{name}: {seconds} s", flush=True)
    with atheris.instrument_imports(include=["corpus_tools"]):
        target = targets()[name]
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=4096", f"-artifact_prefix={found}/"]
    atheris.Setup([sys.argv[0], *options, str(found), str(CORPUS / name)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
