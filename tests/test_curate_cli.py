"""`corpus-tools curate`: what is written, listed and refused; and questions answered line by line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus_tools.canonical import canonical
from corpus_tools.cli import app
from corpus_tools.diff.curate import Ask
from corpus_tools.engine.curate import Curator
from corpus_tools.errors import CorpusToolsError, UnreadableFile
from corpus_tools.report import asking
from corpus_tools.report.asking import Walk

TEXT = "Mira Oldane waved.\n\nThen Mira left the old harbour in Port Vale."
Tree = dict[str, Any]


def entity(name: str, words: str, kind: str = "PER", **more: Any) -> Tree:
    start = TEXT.index(words)
    return {"id": name, "type": kind, "spans": [{"start": start, "end": start + len(words), "text": words}], **more}


def layer(name: str, *entities: Tree, **more: Any) -> Tree:
    return {"annotator": name, "tasks": ["entities"], "entities": list(entities), **more}


POLITICAL = {"id": "political-news", "version": "1.0.1"}
OTHER = {"id": "other-news", "version": "1.0.0"}
MADE = {"id": "gold", "role": "gold", "tasks": ["entities"], "derived_from": ["ada"], "entities": []}
LOG = "expected what curate wrote in the extension org.corpus-tools.curation"
ADA = layer("ada", entity("t1", "Mira Oldane"), entity("t2", "harbour", "FAC"))
BEN = layer("ben", entity("x1", "Mira Oldane"), entity("x2", "the old harbour", "FAC"))
CEM = layer("cem", entity("t1", "Mira Oldane"), entity("t5", "Port Vale", "GPE"))


def put(path: Path, *layers: Tree, **more: Any) -> Path:
    tree = {"format_version": "1.0", "id": path.stem, "text": TEXT, "layers": list(layers), **more}
    path.write_text(canonical(json.dumps(tree)), encoding="utf-8")
    return path


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["curate", *map(str, arguments)], input=typed)


def gold(path: Path, name: str = "gold") -> Tree:
    found: Tree = next(one for one in json.loads(path.read_text())["layers"] if one.get("id") == name)
    return found


def marks(path: Path) -> list[tuple[str, str, str]]:
    """The words, types and decisions of the gold entities."""
    return [(one["spans"][0]["text"], one["type"], one["decision"]) for one in gold(path)["entities"]]


def test_what_is_agreed_goes_to_gold_and_the_rest_is_listed(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN)
    result = run(path, "--from", "ada,ben")
    assert result.exit_code == 1
    assert marks(path) == [("Mira Oldane", "PER", "agreed")]
    assert gold(path)["entities"][0]["from"] == ["ada:t1", "ben:x1"]
    assert gold(path)["derived_from"] == ["ada", "ben"]
    assert result.stdout.splitlines() == [
        f"{path}:11:4: entity: tie",
        "    1  ada  FAC  Then Mira left the old [harbour] in Port Vale.",
        "    2  ben  FAC  Then Mira left [the old harbour] in Port Vale.",
    ]
    assert "open: 1 (1 tie)" in result.stderr


def test_the_list_as_json(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN)
    (found,) = json.loads(run(path, "--from", "ada,ben", "--output-format", "json", "--check").stdout)["open"]
    assert (found["file"], found["line"], found["why"], found["kind"]) == (str(path), 11, "tie", "entity")
    assert [one["from"] for one in found["readings"]] == [["ada:t2"], ["ben:x2"]]


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, ADA | {"annotator": "ben"})
    before = path.read_bytes()
    assert run(path, "--from", "ada,ben", "--check").exit_code == 1
    assert path.read_bytes() == before
    assert run(path, "--from", "ada,ben").exit_code == 0
    assert run(path, "--from", "ada,ben", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], ["Mira Oldane"]),
        (["--min-votes", "3"], ["Mira Oldane"]),
        (["--min-votes", "1"], ["Mira Oldane"]),
        (["--confidence", "1"], ["Mira Oldane"]),
        (["--min-votes", "4"], []),
        (["--confidence", "0.75"], ["Mira Oldane"]),
    ],
)
def test_how_many_must_agree(tmp_path: Path, options: list[str], words: list[str]) -> None:
    path = put(tmp_path / "a.json", ADA, BEN, CEM, layer("dan"))
    run(path, "--from", "ada,ben,cem,dan", *options)
    expected = words if options != ["--confidence", "1"] else []
    assert [one[0] for one in marks(path)] == expected


def test_two_of_three_win_and_a_tie_never_does(tmp_path: Path) -> None:
    other = layer("cem", entity("t1", "Mira Oldane"), entity("t5", "harbour", "FAC"))
    path = put(tmp_path / "a.json", ADA, BEN, other)
    assert run(path, "--from", "ada,ben,cem").exit_code == 0
    assert ("harbour", "FAC", "agreed") in marks(path)


def test_answers_line_by_line(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN, CEM)
    typed = "what\n\n2\nn\nno place of the story\nq\n"
    result = run(path, "--from", "ada,ben,cem", "--next", "--by", "dora", typed=typed)
    assert result.exit_code == 0, result.output
    assert marks(path)[1:] == [("the old harbour", "FAC", "chosen")]
    told = gold(path)["entities"][1]
    assert told["from"] == ["ben:x2"]
    assert told["extensions"]["org.corpus-tools.curation"]["by"] == "dora"
    (rejected,) = gold(path)["extensions"]["org.corpus-tools.curation"]["rejected"]
    assert (rejected["reason"], rejected["by"], rejected["from"]) == ("no place of the story", "dora", ["cem:t5"])
    assert rejected["at"].endswith("Z")


def test_decisions_are_not_asked_again(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN, CEM)
    run(path, "--from", "ada,ben,cem", "--next", typed="1\nn no\n")
    assert run(path, "--from", "ada,ben,cem").exit_code == 0
    tree = json.loads(path.read_text())
    tree["layers"][1]["entities"][1]["type"] = "LOC"
    path.write_text(json.dumps(tree))
    assert run(path, "--from", "ada,ben,cem").exit_code == 0
    assert ("harbour", "FAC", "chosen") in marks(path)


def changed(path: Path, change: Callable[[Tree], object]) -> None:
    """Do something to the record in a file."""
    tree = json.loads(path.read_text())
    change(tree)
    path.write_text(json.dumps(tree))


def test_what_loses_its_votes_is_open_again_and_told(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, ADA | {"annotator": "ben"})
    run(path, "--from", "ada,ben")
    changed(path, lambda tree: tree["layers"][1]["entities"].pop())
    result = run(path, "--from", "ada,ben")
    assert f'{path}: no longer agreed on: t2 FAC "harbour"' in result.stdout
    assert [one[0] for one in marks(path)] == ["Mira Oldane"]
    changed(path, lambda tree: tree["layers"][1]["entities"].append(entity("t9", "harbour", "FAC")))
    assert run(path, "--from", "ada,ben").exit_code == 0
    assert [one["id"] for one in gold(path)["entities"]] == ["t1", "t3"], "an id is not used again"


def test_the_reading_that_was_not_taken_is_not_asked_about_when_the_other_goes(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN)
    run(path, "--from", "ada,ben", "--next", typed="1\n")
    changed(path, lambda tree: tree["layers"][0]["entities"].pop())
    assert run(path, "--from", "ada,ben").exit_code == 0
    assert ("harbour", "FAC", "chosen") in marks(path)


def test_a_decision_is_known_by_what_it_says_where_ids_are_new(tmp_path: Path) -> None:
    made = entity("t7", "harbour", "FAC", decision="chosen") | {"from": ["ada:t2"]}
    path = put(tmp_path / "a.json", ADA, BEN, MADE | {"entities": [made]})
    changed(path, lambda tree: tree["layers"][0]["entities"][1].update(id="z9"))
    assert run(path, "--from", "ada,ben").exit_code == 0
    assert [(one["id"], one["from"]) for one in gold(path)["entities"]] == [
        ("t8", ["ada:t1", "ben:x1"]),
        ("t7", ["ada:z9"]),
    ]


def test_what_only_quotes_need_waits_for_them(tmp_path: Path) -> None:
    def quoted(name: str, words: str) -> Tree:
        content = entity("q1", words, "free_indirect")
        part = {"id": "q1", "type": "free_indirect", "content": content["spans"], "source": ["t1"]}
        return {**layer(name, entity("t1", "Mira Oldane")), "tasks": ["quotes"], "quotes": [part]}

    path = put(tmp_path / "a.json", quoted("ada", "left the old harbour"), quoted("ben", "left the old"))
    result = run(path, "--from", "ada,ben")
    assert "open: 2 (1 tie, 1 waits for others)" in result.stderr
    assert ("entities" in gold(path), gold(path)["quotes"]) == (False, [])
    assert run(path, "--from", "ada,ben", "--next", typed="1\n").exit_code == 0
    assert [one["id"] for one in gold(path)["entities"]] == gold(path)["quotes"][0]["source"]


def test_undo_and_skip(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN)
    run(path, "--from", "ada,ben")
    before = path.read_bytes()
    result = run(path, "--from", "ada,ben", "--next", typed="1\nu\nu\ns\n")
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert "nothing to undo" in result.stdout


def test_an_answer_is_written_before_the_next_question(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN, CEM)
    assert run(path, "--from", "ada,ben,cem", "--next", typed="1\n").exit_code == 1
    assert ("harbour", "FAC", "chosen") in marks(path)


def family(name: str, one: str, other: str) -> Tree:
    arguments = [{"role": "person", "filler": one}, {"role": "person", "filler": other}]
    return {"id": name, "type": "FamilyOf", "arguments": arguments}


def test_what_a_decision_refers_to_stays_and_cannot_be_rejected(tmp_path: Path) -> None:
    both = entity("t1", "Mira Oldane"), entity("t2", "Mira left")
    tasks = {"tasks": ["entities", "relations"]}
    ada = layer("ada", *both, **tasks, relations=[family("r1", "t1", "t2")])
    ben = layer("ben", *both, **tasks, relations=[])
    path = put(tmp_path / "a.json", ada, ben)
    run(path, "--from", "ada,ben", "--next", typed="1\n")
    assert [one["decision"] for one in gold(path)["relations"]] == ["chosen"]
    tree = json.loads(path.read_text())
    del tree["layers"][1]["entities"][1]
    path.write_text(json.dumps(tree))
    before = gold(path)["entities"]
    result = run(path, "--from", "ada,ben", "--next", typed="n no person\nq\n")
    assert "not taken: a: REF001" in result.stdout
    assert [one["id"] for one in gold(path)["entities"]] == [one["id"] for one in before]


def test_a_reading_takes_along_what_it_refers_to(tmp_path: Path) -> None:
    tasks = {"tasks": ["entities", "relations"]}
    ada = layer("ada", entity("t1", "Mira Oldane"), entity("t2", "Mira left"), **tasks)
    ada["relations"] = [family("r1", "t1", "t2")]
    path = put(tmp_path / "a.json", ada, layer("ben", entity("x1", "Mira Oldane"), **tasks, relations=[]))
    assert run(path, "--from", "ada,ben", "--next", typed="s\n1\n").exit_code == 0
    assert [one["decision"] for one in gold(path)["entities"]] == ["agreed", "chosen"]


def test_a_misspelt_layer_is_told_before_anything_is_written(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN)
    before = path.read_bytes()
    assert "did you mean" in str(run(path, "--from", "ada,ben,adda").exception)
    assert path.read_bytes() == before


def test_a_rejection_wants_a_reason(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN)
    result = run(path, "--from", "ada,ben", "--next", typed="n\n\nq\n")
    assert "a rejection wants a reason" in result.stdout
    assert "extensions" not in gold(path)


@pytest.mark.parametrize(
    ("layers", "options", "said"),
    [
        ([ADA, BEN], ["--from", "ada,zoe"], "no layer is called 'zoe'"),
        ([ADA, BEN], ["--from", "ada,ben", "--to", "ben"], "--to"),
        ([ADA, BEN], ["--from", "ada,ben", "--min-votes", "3"], "3 cannot agree"),
        ([ADA, BEN, MADE | {"extensions": {"org.corpus-tools.curation": {"rejected": 5}}}], ["--from", "ada,ben"], LOG),
        ([ADA, BEN | {"tasks": ["events"], "entities": [], "events": []}], ["--from", "ada,ben"], "LAY002"),
        ([ADA, BEN, CEM], ["--from", "ada,ben", "--to", "cem"], "LAY004"),
        ([ADA, layer("ben", entity("x1", "Mira", "NONE"), tagset=POLITICAL)], ["--from", "ada,ben"], "TAG001"),
        ([ADA | {"tagset": POLITICAL}, BEN | {"tagset": OTHER}], ["--from", "ada,ben"], "LAY004"),
    ],
)  # fmt: skip
def test_what_cannot_be_curated(tmp_path: Path, layers: list[Tree], options: list[str], said: str) -> None:
    path = put(tmp_path / "a.json", *layers)
    before = path.read_bytes()
    result = run(path, *options)
    assert said in f"{result.exception} {result.output}"
    assert isinstance(result.exception, CorpusToolsError | SystemExit)
    assert result.exit_code != 0
    assert path.read_bytes() == before


def test_articles_of_one_annotator_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "a.json", ADA, BEN)
    alone = put(tmp_path / "b.json", ADA)
    before = alone.read_bytes()
    result = run(tmp_path, "--from", "ada,ben")
    assert "only ada annotated it" in result.stderr
    assert alone.read_bytes() == before


def test_attributes_are_shown_as_they_are_written(tmp_path: Path) -> None:
    said = {**entity("t1", "Mira Oldane"), "attributes": {"doubted": True, "place": ["“Vale”", "port"]}}
    path = put(tmp_path / "a.json", layer("ada", said), layer("ben", entity("x1", "Mira Oldane", "FAC")))
    result = run(path, "--from", "ada,ben", "--check")
    assert 'doubted true place ["“Vale”", "port"]' in result.output


def test_a_listed_annotator_is_made_for_the_gold_layer(tmp_path: Path) -> None:
    people = [{"id": "ada", "kind": "human"}, {"id": "ben", "kind": "human"}]
    path = put(tmp_path / "a.json", ADA, BEN, annotators=people)
    run(path, "--from", "ada,ben")
    assert {"id": "gold", "kind": "panel"} in json.loads(path.read_text())["annotators"]


def walk(path: Path, key: Callable[[], str]) -> None:
    curator = Curator([str(path)], Ask(("ada", "ben", "cem")))
    files = list(curator.files())
    path.write_bytes(files[0].after)
    Walk(curator, key, lambda: "", lambda line: None).through(files)


def test_an_interruption_leaves_whole_what_was_decided(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN, CEM)
    answers = iter(["1"])

    def key() -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        walk(path, key)
    assert ("harbour", "FAC", "chosen") in marks(path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
    assert CliRunner().invoke(app, ["validate", "-q", str(path)]).exit_code == 0


def test_a_file_changed_by_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN, CEM)

    def key() -> str:
        path.write_text("theirs")
        return "1"

    with pytest.raises(UnreadableFile, match="changed by somebody else"):
        walk(path, key)
    assert path.read_text() == "theirs"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals here")
def test_a_single_key_answers_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.openpty()
    with open(theirs, encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        os.write(ours, b"2")
        assert asking._key() == "2"
        os.write(ours, b"\x1b")
        assert asking._key() == ""
    os.close(ours)


def test_what_was_decided_is_as_if_the_whole_were_curated(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", ADA, BEN, CEM)
    run(path, "--from", "ada,ben,cem", "--next", "--by", "dora", typed="1\nn a title\n1\nq\n")
    before = path.read_bytes()
    again = run(path, "--from", "ada,ben,cem")
    assert "nothing to write" in again.stderr
    assert path.read_bytes() == before


def test_a_file_of_many_records_is_told_once_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    record = {"format_version": "1.0", "id": "a", "text": TEXT, "layers": [ADA, BEN]}
    path.write_text("".join(json.dumps({**record, "id": name}) + "\n" for name in "ab"), encoding="utf-8")
    result = run(path, "--from", "ada,ben")
    assert result.exit_code == 2
    assert result.stderr.count("not curated") == 1
    assert f'corpus-tools convert "{path}" -t json -o FOLDER makes such files' in result.stderr
