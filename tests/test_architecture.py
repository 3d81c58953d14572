"""The floors: imports only go down, and what is heavy has one door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus_tools

PACKAGE = Path(corpus_tools.__file__).parent
FLOORS = [
    {"values", "model", "errors", "findings"},
    {
        "text",
        "schema",
        "tagset",
        "tagset_file",
        "plugins",
        "jsontext",
        "keywords",
        "canonical",
        "columns",
        "fit",
        "decode",
        "migrations",
        "edits",
        "file_names",
        "narrow",
        "likeness",
        "grid",
    },
    {"intake"},
    {"formats", "rules", "store"},
    {"align", "validation", "fixing", "tables"},
    {"agreement", "diff", "corpus", "refactor", "conversion", "splitting"},
    {"report", "engine"},
    {"lsp"},
    {"cli", "quick"},
    {"__main__"},
]
SIBLINGS_APART = [{"formats", "rules", "store"}, {"agreement", "diff"}]
"""Parts of one floor that may not import each other."""
UPWARD_BUT_LATE = {("corpus", "report"), ("errors", "text")}
"""Imports inside a function that go up: a corpus makes its tables only when they are looked at."""
DOORS = {
    "typer": {"cli"},
    "jsonschema": {"schema"},
    "pandas": {"report"},
    "numpy": {"align", "agreement"},
    "scipy": {"align", "agreement"},
    "rich": {"report"},
    "msgspec": None,
    "zstandard": {"store"},
    "langcodes": {"rules"},
    "regex": {"rules", "tagset", "formats"},
    "pathspec": {"store"},
    "pyarrow": {"formats"},
    "lxml": {"formats"},
    "cassis": {"formats"},
    "spacy": {"formats"},
    "rdflib": {"formats"},
    "highspy": {"agreement"},
    "matplotlib": {"report"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "rapidfuzz": {"align"},
    "rensa": {"likeness"},
    "license_expression": {"rules"},
    "selectolax": {"intake"},
    "watchfiles": {"store"},
    "lsprotocol": {"lsp"},
    "pygls": {"lsp"},
}


def floor(part: str) -> int:
    return next(number for number, parts in enumerate(FLOORS) if part in parts)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(source: str, path: Path) -> Iterator[tuple[str, bool]]:
    """The modules a file imports, absolute, and whether it does so inside a function."""
    here = ["corpus_tools", *path.relative_to(PACKAGE).with_suffix("").parts]
    here = here[:-1] if here[-1] == "__init__" else here
    package = here if path.name == "__init__.py" else here[:-1]
    tree = ast.parse(source)
    late = {node for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for node in ast.walk(f)}
    for node in set(ast.walk(tree)) - set(_for_types_only(tree)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "corpus_tools":
                yield from ((f"corpus_tools.{alias.name}", node in late) for alias in node.names)
            else:
                yield module, node in late


def _for_types_only(tree: ast.Module) -> Iterator[ast.AST]:
    """What stands below `if TYPE_CHECKING:` is never run."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from (inner for statement in node.body for inner in ast.walk(statement))


def faults(source: str, path: Path) -> Iterator[str]:
    """What a file imports that it may not."""
    part = part_of(path)
    for module, late in imports(source, path):
        top, *rest = module.split(".")
        if top in DOORS and DOORS[top] is not None and part not in (DOORS[top] or set()):
            yield f"{path}: {top} is imported only in {DOORS[top]}"
        if top != "corpus_tools" or not rest or part == "__init__" or rest[0] == "__version__":
            continue
        apart = any(part in group and rest[0] in group and part != rest[0] for group in SIBLINGS_APART)
        upward = floor(rest[0]) > floor(part) and not (late and (part, rest[0]) in UPWARD_BUT_LATE)
        if apart or upward:
            yield f"{path}: {part} (floor {floor(part)}) may not import {rest[0]} (floor {floor(rest[0])})"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    assert not list(faults(path.read_text(encoding="utf-8"), path))


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("from ..report import console", "store/planted.py"),
        ("from ..store import decode", "rules/planted.py"),
        ("import corpus_tools.cli", "text.py"),
        ("import pandas", "tables.py"),
        ("def late():\n    from .report import findings", "text.py"),
    ],
)
def test_a_planted_import_is_caught(source: str, file: str) -> None:
    assert list(faults(source, PACKAGE / file))


def loaded(code: str) -> set[str]:
    """The top-level modules that are loaded after running some code in a new interpreter."""
    code += "\nimport sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing() -> None:
    heavy = {"msgspec", "jsonschema", "pandas", "numpy", "rich", "typer", "regex", "langcodes"}
    assert not loaded("import corpus_tools") & heavy


def test_validating_a_sound_file_loads_only_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"format_version": "1.0", "id": "a", "text": "Ada wrote.", "layers": []}')
    assert not loaded(f"from corpus_tools.quick import quick\nquick(['validate', {str(path)!r}])()") & {
        "typer",
        "typing_extensions",
        "pandas",
        "numpy",
        "scipy",
        "pyarrow",
        "dask",
        "matplotlib",
        "jsonschema",
        "regex",
        "langcodes",
        "rich",
    }


def test_a_sound_tag_set_or_manifest_does_not_need_jsonschema() -> None:
    for path in ("corpus/articles/wildfire.json", "corpus/corpus.json", "corpus/sample-news.tagset.json"):
        whole = str(PACKAGE.parent / path)
        code = f"from corpus_tools.cli import app\ntry: app(['validate', {whole!r}])\nexcept SystemExit: pass"
        assert not loaded(code) & {"jsonschema", "pandas"}, path


def test_modules_are_short() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name for name, length in lengths.items() if length > 350} == {"model.py"}, "model.py is one long table"


def test_every_public_module_says_what_it_is() -> None:
    bare = [
        path for path in PACKAGE.rglob("*.py") if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bare
