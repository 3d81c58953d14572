"""Set up and run everything, with nothing but Python 3.11+ and pip: `python3 dev.py demo`, `test`, `check` ..."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
READY = ENVIRONMENT / "ready"


def run(*command: str | Path, quiet: bool = False) -> None:
    """Run a command at the top of the project; stop with its exit code where it fails."""
    done = subprocess.run([str(part) for part in command], cwd=HERE, stdout=subprocess.DEVNULL if quiet else None)
    if done.returncode:
        sys.exit(done.returncode)


def fingerprint() -> str:
    """Changes whenever the environment has to be made anew."""
    parts = [(HERE / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode(), str(HERE).encode()])).hexdigest()


def set_up() -> None:
    """Make the environment in `.venv`, unless it is there and fits. ensurepip is not needed."""
    if READY.exists() and READY.read_text() == fingerprint():
        return
    print("setting up .venv (once) ...", file=sys.stderr, flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    uv = shutil.which("uv")
    make = [uv, "venv", "--quiet", "--python"] if uv else [sys.executable, "-m", "venv", "--without-pip"]
    run(*make, *([sys.executable] if uv else []), ENVIRONMENT)
    install("dev")
    READY.write_text(fingerprint())


def install(extra: str) -> None:
    """Install the project with an extra into the environment, in the versions of `constraints.txt`."""
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--quiet", "--python", PYTHON]
    else:
        quiet = ["-qq", "--disable-pip-version-check"]
        command = [sys.executable, "-m", "pip", "--python", PYTHON, "install", *quiet]
    run(*command, "-c", "constraints.txt", "-e", f".[{extra}]")


def demo() -> None:
    """Validate the sample corpus, then a copy of one article with a fault in it."""
    run(PYTHON, HERE / "docs" / "demo.py")


def test(*arguments: str) -> None:
    """Run the whole test suite on all cores; arguments go to pytest."""
    run(PYTHON, "-m", "pytest", "-n", "auto", *arguments)


def check() -> None:
    """Format, lint, strict types, floors, and docs in step with the code. `dev.py fix` mends what can be mended."""
    run(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")
    run(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    run(PYTHON, "-m", "mypy")
    run(PYTHON, "-m", "pytest", "-q", "tests/test_architecture.py")
    run(PYTHON, HERE / "docs" / "build.py", "--check")


def fix() -> None:
    """Format the code, mend what the linter can, and write the generated pages anew."""
    run(PYTHON, "-m", "ruff", "check", "--fix", "--quiet", ".")
    run(PYTHON, "-m", "ruff", "format", "--quiet", ".")
    run(PYTHON, HERE / "docs" / "build.py")


def fuzz(*arguments: str) -> None:
    """Look for input that breaks a reader, 60 seconds each; a target and `--seconds N` may be given."""
    install("fuzz")
    run(PYTHON, "-m", "tests.fuzz", *arguments)


TASKS = {"demo": demo, "test": test, "check": check, "fix": fix, "fuzz": fuzz}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TASKS:
        sys.exit(f"usage: python3 dev.py {'|'.join(TASKS)}")
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs an older Python should be told so
        sys.exit("corpus-tools needs Python 3.11 or newer")
    set_up()
    TASKS[sys.argv[1]](*sys.argv[2:])
