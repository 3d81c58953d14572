"""What CI is given: hooks, action, template and page name commands and options that exist, and the hooks run."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus_tools import cli
from corpus_tools.plugins import names

from .shorthand import source
from .test_docs import ROOT, blocks

HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"
TEMPLATE = ROOT / "ci" / "gitlab.yml"
PAGE = ROOT / "docs" / "ci.md"
SOUND: dict[str, Any] = {"id": "sound", "text": "Ada wrote to Charles."}
SHIFTED: dict[str, Any] = {
    **SOUND,
    "id": "shifted",
    "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 12, "end": 19, "text": "Charles"}]}],
}
NOT_ON_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="the command is put in place as a shell script")


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def example(part: str) -> str:
    """The YAML block of the page in which some words stand."""
    (found,) = [block for place, block in blocks("yaml") if place.startswith("docs/ci.md:") and part in block]
    return found


def script(step: str) -> str:
    """What the action runs in a step."""
    (found,) = [each["run"] for each in load(ACTION)["runs"]["steps"] if each.get("name") == step]
    return str(found)


def commands() -> Iterator[tuple[str, str]]:
    """Every call of corpus-tools in the files for CI, with the file it stands in."""
    scripts = {
        HOOKS: "\n".join(hook["entry"] for hook in load(HOOKS)),
        ACTION: "\n".join(step.get("run", "") for step in load(ACTION)["runs"]["steps"]),
        TEMPLATE: "\n".join(load(TEMPLATE)["corpus-tools"]["script"]),
        PAGE: "\n".join(block for place, block in blocks("") if place.startswith("docs/ci.md:")),
    }
    for path, script in scripts.items():
        for line in re.findall(r"^corpus-tools .*$", script, re.MULTILINE):
            yield path.name, line


@pytest.mark.parametrize(("file", "line"), sorted(set(commands())))
def test_commands_and_options_exist(file: str, line: str) -> None:
    name, *given = shlex.split(line)[1:]
    words = [word for word in given if word not in ("$ARGS", "$CORPUS_ARGS")]
    command = cli.Commands().get_command(None, name)
    asked = command.make_context(name, [*words, "corpus"]).params
    assert asked.get("output_format", "text") in names("corpus_tools.report.formats")


def test_a_command_that_does_not_exist_is_seen() -> None:
    with pytest.raises(Exception, match="--outptu"):
        cli.Commands().get_command(None, "validate").make_context("validate", ["--outptu", "a"])


def test_commands_are_found_in_each_file() -> None:
    assert {file for file, _ in commands()} == {path.name for path in (HOOKS, ACTION, TEMPLATE, PAGE)}


def test_every_exit_code_is_told() -> None:
    told = dict(re.findall(r"^\| (\d) \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert list(told) == ["0", "1", "2", "3"]


def test_every_form_of_report_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == names("corpus_tools.report.formats")


def test_the_example_gives_the_action_inputs_it_has() -> None:
    (step,) = [
        step for step in yaml.safe_load(example("OWNER/corpus-tools@"))["jobs"]["validate"]["steps"] if "with" in step
    ]
    assert step["with"].keys() <= load(ACTION)["inputs"].keys()


def test_the_action_puts_no_input_into_a_command() -> None:
    for step in load(ACTION)["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_example_sets_variables_the_template_has() -> None:
    job = load(TEMPLATE)["corpus-tools"]
    assert yaml.safe_load(example("CORPUS_PATHS"))["corpus-tools"]["variables"].keys() <= job["variables"].keys()
    assert "\n".join(job["script"]).count("$CORPUS_PATHS") == 3


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-actions", ACTION.read_text(encoding="utf-8")),
        ("gitlab-ci", TEMPLATE.read_text(encoding="utf-8")),
        ("github-workflows", example("OWNER/corpus-tools@")),
        ("gitlab-ci", example("CORPUS_PATHS")),
    ],
)
def test_files_fit_the_schemas_of_github_and_gitlab(schema: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "ci.yml"
    path.write_text(text, encoding="utf-8")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(check, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_page_offers_every_hook() -> None:
    (repository,) = yaml.safe_load(example("hooks:"))["repos"]
    offered = {hook["id"] for hook in repository["hooks"]}
    assert offered == {hook["id"] for hook in load(HOOKS)}
    assert all(hook["language"] == "python" for hook in load(HOOKS))


@pytest.fixture
def commands_here(tmp_path: Path) -> Path:
    """A folder for PATH with the corpus-tools under test, and a `python` that only says what it is asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, does in {"corpus-tools": f'exec "{sys.executable}" -m corpus_tools', "python": "echo"}.items():
        (folder / name).write_text(f'#!/bin/sh\n{does} "$@"\n')
        (folder / name).chmod(0o755)
    return folder


def environment(commands_here: Path, **more: str) -> dict[str, str]:
    path = os.pathsep.join([str(commands_here), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **more}


@NOT_ON_WINDOWS
def test_the_steps_of_the_action_do_what_they_say(commands_here: Path, tmp_path: Path) -> None:
    for name in ("a b", "corpus"):
        (tmp_path / name).mkdir()
    (tmp_path / "corpus" / "x.json").write_bytes(source(SHIFTED))
    given = {"PATHS": "corpus/*.json nosuch", "ARGS": "--select SPN", "SARIF": "a b/out.sarif", "VERSION": ""}
    env = environment(commands_here, GITHUB_ACTION_PATH="/the action", **given)
    run = partial(subprocess.run, cwd=tmp_path, capture_output=True, text=True)
    shown = run(["bash", "-e", "-c", script("Validate")], env=env)
    assert (shown.returncode, shown.stdout.count("::error file=corpus/x.json,line=1,")) == (2, 1)
    assert run(["bash", "-e", "-c", script("Write SARIF")], env=env).returncode == 2
    assert json.loads((tmp_path / "a b" / "out.sarif").read_text())["version"] == "2.1.0"
    assert run(["bash", "-e", "-c", script("Install")], env=env).stdout.endswith(" /the action\n")
    assert run(["bash", "-e", "-c", script("Install")], env={**env, "VERSION": "9.9"}).stdout.endswith("-tools==9.9\n")


@NOT_ON_WINDOWS
def test_the_job_of_the_template_does_what_it_says(commands_here: Path, tmp_path: Path) -> None:
    job = load(TEMPLATE)["corpus-tools"]
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "x.json").write_bytes(source(SHIFTED))
    env = environment(commands_here, **job["variables"])
    call = ["sh", "-e", "-c", "\n".join(job["before_script"] + job["script"])]
    done = subprocess.run(call, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count("SPN003")) == (1, 1), done.stderr
    for report in job["artifacts"]["reports"].values():
        assert (tmp_path / report).stat().st_size


class Repository:
    """A repository of an annotator that uses our hooks as the page says.

    Only two things differ: they come from a repository on this disk, and they call the corpus-tools under test
    instead of installing one, which would take a network.
    """

    def __init__(self, folder: Path, commands_here: Path) -> None:
        self.home, self.hooks = folder / "home", folder / "hooks"
        who = {f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_HOME": str(folder / "cache")}
        self.environment = environment(commands_here, **who, **alone)
        for repository in (self.hooks, self.home):
            repository.mkdir()
            self.run("git", "init", "--quiet", at=repository)
        shutil.copy(HOOKS, self.hooks)
        self.run("git", "add", ".", at=self.hooks)
        self.run("git", "commit", "--quiet", "-m", "hooks", at=self.hooks)
        self._configure()

    def _configure(self) -> None:
        settings = yaml.safe_load(example("hooks:"))
        (repository,) = settings["repos"]
        revision = self.run("git", "rev-parse", "HEAD", at=self.hooks).stdout.strip()
        repository.update(repo=str(self.hooks), rev=revision)
        for hook in repository["hooks"]:
            hook["language"] = "system"
        self.add(".pre-commit-config.yaml", yaml.safe_dump(settings).encode())

    def run(self, *command: str, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=at or self.home, env=self.environment, capture_output=True, text=True, timeout=120
        )

    def add(self, name: str, data: bytes) -> None:
        """Write a file and stage it."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.run("git", "add", name)

    def pre_commit(self, hook: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", "run", "--color", "never", hook)


@pytest.fixture
def repository(tmp_path: Path, commands_here: Path) -> Repository:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return Repository(tmp_path, commands_here)


@NOT_ON_WINDOWS
def test_the_validate_hook_stops_a_commit_with_a_fault(repository: Repository) -> None:
    repository.add("corpus/a.json", source(SOUND))
    repository.add("package.json", b'{"name": "no-record"}')
    done = repository.pre_commit("corpus-tools-validate")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    repository.add("corpus/Zoë Ω.json", source(SHIFTED))
    done = repository.pre_commit("corpus-tools-validate")
    assert done.returncode == 1
    assert "corpus/Zoë Ω.json:1:" in done.stdout
    assert "SPN003" in done.stdout
    assert "package.json" not in done.stdout


@NOT_ON_WINDOWS
def test_the_fmt_hook_rewrites_records_and_nothing_else(repository: Repository) -> None:
    manifest, tagset = (ROOT / "corpus" / name for name in ("corpus.json", "sample-news.tagset.json"))
    repository.add("corpus/a.json", source(SOUND))
    repository.add("corpus/corpus.json", manifest.read_bytes())
    repository.add("corpus/sample-news.tagset.json", tagset.read_bytes())
    done = repository.pre_commit("corpus-tools-fmt")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (repository.home / "corpus" / "a.json").read_bytes() != source(SOUND)
    assert (repository.home / "corpus" / "corpus.json").read_bytes() == manifest.read_bytes()
    repository.run("git", "add", ".")
    assert repository.pre_commit("corpus-tools-fmt").returncode == 0
