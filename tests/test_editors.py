"""What editors are told of the sample corpus: every file of it has a schema, in step with its tag set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from corpus_tools import cli

ROOT = Path(__file__).parents[1]
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_bytes())
SCHEMAS = {
    path.relative_to(ROOT).as_posix(): ROOT / entry["url"]
    for entry in SETTINGS["json.schemas"]
    for pattern in entry["fileMatch"]
    for path in ROOT.glob(pattern.lstrip("/"))
}


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").rglob("*.json")), ids=lambda path: path.name)
def test_every_file_of_the_corpus_fits_the_schema_that_vs_code_holds_it_to(path: Path) -> None:
    schema = json.loads(SCHEMAS[path.relative_to(ROOT).as_posix()].read_bytes())
    Draft202012Validator(schema).validate(json.loads(path.read_bytes()))


def test_the_compiled_schema_is_in_step_with_the_tag_set(tmp_path: Path) -> None:
    target = tmp_path / "schema.json"
    command = ["schema", "--tagset", str(ROOT / "corpus" / "sample-news.tagset.json"), "-o", str(target)]
    assert CliRunner().invoke(cli.app, command).exit_code == 0
    kept = ROOT / ".vscode" / "sample-news.schema.json"
    assert kept.read_bytes() == target.read_bytes(), "write it anew, as docs/editors.md says"
