"""Rules about a corpus: what is gathered, which manifest speaks for what, and where findings are placed."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from corpus_tools.cli import app
from corpus_tools.engine import validate_sources
from corpus_tools.engine.project import Project, project
from corpus_tools.findings import Finding
from corpus_tools.rules import all_rules
from corpus_tools.store.config import Config
from corpus_tools.store.source import Source, sources
from corpus_tools.validation import Selection, gatherers, survey

from .shorthand import at_hand, corpus_findings, source

RAIN, SNOW = {"id": "rain", "text": "It rained."}, {"id": "snow", "text": "It snowed."}
ENTITY = {"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}
CHAIN = {"id": "c1", "kind": "entity", "type": "PER", "name": "Ada", "links": ["wikidata:Q7259"]}
RICH = {
    "id": "rich",
    "text": "Ada wrote a long letter to Charles, and he read it twice.",
    "metadata": {"license": "CC0-1.0"},
    "annotators": [{"id": "ada", "kind": "human"}],
    "layers": [
        {
            "annotator": "ada",
            "tagset": {"id": "political-news", "version": "1.0.1"},
            "tasks": ["entities"],
            "entities": [ENTITY],
            "chains": [CHAIN],
        }
    ],
}


def corpus(folder: Path, *articles: dict[str, Any], **manifest: Any) -> Path:
    """A corpus in a folder of its own; returns the folder."""
    folder.mkdir(exist_ok=True)
    corpus_findings({"articles": list(articles), "manifest": manifest}, folder)
    return folder


def validate(paths: list[Path], **choices: Any) -> list[Finding]:
    names = list(map(str, paths))
    held_to = project(names, select=["COR"], **choices)
    return [f for done in validate_sources(sources(names), held_to) for f in done.findings]


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_facts_are_plain_json_and_every_rule_gathers_some() -> None:
    asked = Selection(["COR"])
    rules = gatherers(asked, has_manifest=True)
    facts = survey(Source("a.json", source(RICH)), at_hand(RICH), asked, rules).facts
    assert facts.keys() == {rule.code for rule in all_rules() if rule.gather}
    assert msgspec.json.decode(msgspec.json.encode(facts)) == facts


def test_loose_records_tell_only_what_loose_rules_ask() -> None:
    loose = gatherers(Selection(), has_manifest=False)
    facts = survey(Source("a.json", source(RICH)), at_hand(RICH), Selection(), loose).facts
    assert facts.keys() == {"COR002"}


def test_a_record_given_alone_is_asked_nothing_about_its_corpus(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", RICH)
    [alone] = sources([str(folder / "articles" / "rich.json")])
    assert project([alone.file]).survey(alone).facts.keys() == {"COR002"}
    assert len(project([str(folder)]).survey(alone).facts) > 4


@pytest.mark.parametrize("chosen", [["corpus.json"], ["corpus.json", "articles/rain.json"], ["articles/rain.json"]])
def test_nothing_is_concluded_from_what_was_not_checked(tmp_path: Path, chosen: list[str]) -> None:
    folder = corpus(tmp_path / "c", RAIN, SNOW, splits={"train": ["rain", "snow"]})
    assert not validate([folder / name for name in chosen])
    assert not validate([folder])


def test_a_manifest_speaks_only_for_its_folder_and_only_where_it_is_checked(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", RAIN, SNOW, splits={"train": ["rain"]})
    (tmp_path / "stray.json").write_bytes(source({"id": "stray", "text": "It hailed."}))
    assert codes(validate([tmp_path])) == ["COR001"]
    assert not validate([folder / "articles"])


def test_a_manifest_by_another_name_speaks_for_nothing(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", RAIN, splits={"train": ["nosuch"]})
    (folder / "corpus.json").rename(folder / "old.json")
    assert not validate([folder])


def test_a_document_met_twice_counts_once(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", RAIN, SNOW)
    assert not validate([folder, folder / "articles" / "rain.json", folder / "articles" / ".." / "articles"])


def test_findings_of_lines_name_their_lines_in_both_places(tmp_path: Path) -> None:
    lines = [source({**RAIN, "id": f"a{n}", "text": f"Number {n}."}) for n in range(4)]
    (tmp_path / "first.jsonl").write_bytes(b"\n".join([*lines, b""]))
    (tmp_path / "second.jsonl").write_bytes(b"\n".join([b"", lines[2], lines[3]]))
    found = validate([tmp_path])
    assert [(Path(f.file).name, f.code, f.line) for f in found] == [
        ("second.jsonl", "COR001", 2),
        ("second.jsonl", "COR001", 3),
    ]
    related = [other for f in found for other in f.related or ()]
    assert [(Path(other.file or "").name, other.line) for other in related] == [("first.jsonl", 3), ("first.jsonl", 4)]


def test_each_file_is_read_again_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"\n".join(source({"id": f"a{n // 2}", "text": f"Number {n}."}) for n in range(20)))
    opened: list[str] = []
    monkeypatch.setattr("builtins.open", _counting(open, opened))
    assert codes(validate([path])) == ["COR001"] * 10
    assert opened.count(str(path)) == 2


def _counting(real: Callable[..., Any], opened: list[str]) -> Callable[..., Any]:
    def counted(file: Any, *arguments: Any, **more: Any) -> Any:
        opened.append(str(file))
        return real(file, *arguments, **more)

    return counted


def test_a_place_behind_what_could_not_be_read_is_that_of_the_source(tmp_path: Path) -> None:
    broken = {"id": "t0", "type": 5}
    more = {"entities": [broken, ENTITY], "chains": [{"id": 7}, {**CHAIN, "type": "GPE"}]}
    folder = corpus(tmp_path / "c", {**RICH}, {"id": "zeta", "text": "Ada wrote.", **more})
    [finding] = [f for f in validate([folder]) if f.code == "COR010"]
    assert finding.pointer == "/layers/0/chains/1/links"


@pytest.mark.parametrize("select", [["COR"], ["COR001"]])
def test_standard_input_is_never_looked_up_in_a_file_of_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, select: list[str]
) -> None:
    """It is kept only where rules run that may want its text; else memory stays flat."""
    lines = source(RAIN) + b"\n" + source({**SNOW, "id": "rain"}) + b"\n"
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(lines)))
    on_disk = tmp_path / "on-disk.json"
    on_disk.write_bytes(b"{}")
    held_to = Project(Config(tmp_path), select=select)
    [finding] = [f for done in validate_sources(sources(["-"], str(on_disk)), held_to) for f in done.findings]
    assert (finding.code, finding.line) == ("COR001", 2)
    assert finding.column == (lines.split(b"\n")[1].index(b'"rain"') + 1 if select == ["COR"] else 1)


def test_the_same_is_found_with_and_without_a_cache(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", RAIN, {**SNOW, "text": RAIN["text"]}, RICH, splits={"train": ["rain", "fog"]})

    def found(*, keep: bool) -> list[Finding]:
        held_to = Project(Config(folder), select=["COR"])
        if keep:
            held_to.use_cache()
        return [f for done in validate_sources(sources([str(folder)]), held_to) for f in done.findings]

    assert sorted(codes(found(keep=False))) == ["COR001", "COR001", "COR001", "COR002"]
    assert found(keep=True) == found(keep=True) == found(keep=False)


def test_a_file_that_went_away_is_no_fault(tmp_path: Path) -> None:
    held_to = Project(Config(tmp_path), select=["COR"])
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_bytes(source(RAIN))
    documents = validate_sources(sources([str(tmp_path)]), held_to)
    passed = [next(documents), next(documents)]
    (tmp_path / "a.json").unlink()
    (tmp_path / "b.json").unlink()
    assert [d.findings for d in passed] == [[], []]
    assert [f.code for done in documents for f in done.findings] == ["COR001"]


def update(folder: Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["validate", str(folder), "--update-manifest", "--no-cache", "--select", "COR003"])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stderr


NOTHING = "0" * 64


def test_a_manifest_is_brought_into_step_and_keeps_its_layout(tmp_path: Path) -> None:
    files = [{"path": "articles/rain.json", "sha256": NOTHING, "records": 3}, {"path": "a.md", "sha256": NOTHING}]
    folder = corpus(tmp_path / "c", RAIN, SNOW, files=files)
    (folder / "a.md").write_text("Mark")
    path = folder / "corpus.json"
    tree = json.loads(path.read_bytes())
    tree["articles"] = {"path": ".", "count": 9, "layout": "file_per_article"}
    odd = json.dumps(tree, indent=3).replace('"count": 9', '"count"  :9')
    path.write_text(odd)
    code, said = update(folder)
    assert "articles: count 9 is now 2" in said
    assert "a.md: sha256 000000000000… is now d7cda0ca2c85…" in said
    assert code == 1, "snow is not among the files"
    after = path.read_text()
    assert '"count"  :2' in after
    assert len(after.splitlines()) == len(odd.splitlines())
    assert update(folder) == (1, "")


def test_records_in_a_packed_file_are_counted(tmp_path: Path) -> None:
    import gzip

    files = [{"path": "articles/all.jsonl.gz", "sha256": NOTHING, "records": 1}]
    folder = corpus(tmp_path / "c", files=files)
    (folder / "articles" / "all.jsonl.gz").write_bytes(gzip.compress(source(RAIN) + b"\n\n" + source(SNOW)))
    code, said = update(folder)
    assert code == 0
    assert "records 1 is now 2" in said
    assert "count 0 is now 2" in said


def test_what_cannot_be_counted_is_left_as_it_is(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", RAIN, articles={"path": "articles", "count": 2, "layout": "file_per_article"})
    (folder / "articles" / "broken.json").write_bytes(b"{")
    (folder / "political-news.tagset.json").write_bytes(b"{")
    assert "count" not in update(folder)[1]


def test_a_manifest_to_update_must_be_there_and_sound(tmp_path: Path) -> None:
    for name in ("none", "broken"):
        (tmp_path / name).mkdir()
    done = CliRunner().invoke(app, ["validate", str(tmp_path / "none"), "--update-manifest"])
    assert "no corpus.json" in str(done.exception)
    (tmp_path / "broken" / "corpus.json").write_text('{"articles": []}')
    assert update(tmp_path / "broken")[1] == ""
