"""The package as it is installed: a wheel holds everything, and the schemas are found from everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpus_tools import schema

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl"))


def test_the_checkout_finds_its_schemas() -> None:
    assert schema.folder() == ROOT / "schemas"


def test_a_wheel_works_by_itself(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
        names = archive.namelist()
    assert {f"corpus_tools/schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")} <= set(names)
    assert "corpus_tools/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "corpus/", "docs/"))]
    code = (
        "from corpus_tools import schema, cli; from corpus_tools.rules import all_rules;"
        "assert schema.folder().parent.name == 'corpus_tools', schema.folder();"
        "print(schema.load('article')['$id'], len(all_rules()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("urn:corpus-tools:schema:article:1.0 ")
    command = [sys.executable, "-m", "corpus_tools", "explain", "SPN003"]
    assert subprocess.run(command, capture_output=True, env=environment, cwd=tmp_path).returncode == 0


def test_the_console_script_is_declared(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "corpus-tools = corpus_tools.__main__:main" in archive.read(entry).decode()
