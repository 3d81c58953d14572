"""Single merges: every class of conflict, what is combined, strategies, and the commands around them."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus_tools.cli import app
from corpus_tools.decode import record_from
from corpus_tools.diff.merge import Merged, merge
from corpus_tools.diff.merge_clashes import CLASSES, strategies
from corpus_tools.diff.resolve import Choice, Stored, conflicts, resolve, unmerged
from corpus_tools.edits import apply
from corpus_tools.engine.merge import fitting
from corpus_tools.errors import CorpusToolsError, DifferentArticles, FormatError, TextsDiffer, UnknownName, WrongChoice
from corpus_tools.findings import Edit
from corpus_tools.model import ARTICLE_CONFLICTS, Record
from corpus_tools.report import conflicts as report
from corpus_tools.tagset import TagSets

TEXT = "Mira Oldane waved.\n\nThen Mira left the old harbour in Port Vale."
Tree = dict[str, Any]
Edits = list[tuple[Any, ...]]


def spans(words: str) -> list[Tree]:
    start = TEXT.index(words)
    return [{"start": start, "end": start + len(words), "text": words}]


def entity(name: str, words: str, kind: str = "PER", **more: Any) -> Tree:
    return {"id": name, "type": kind, "spans": spans(words), **more}


BASE: Tree = {
    "format_version": "1.0",
    "id": "a",
    "text": TEXT,
    "layers": [
        {
            "annotator": "ada",
            "entities": [
                entity("t1", "Mira Oldane", attributes={"plural": False}),
                entity("t2", "harbour", "FAC"),
                entity("t3", "Port Vale", "LOC"),
            ],
            "events": [
                {
                    "id": "e1",
                    "type": "Travel",
                    "trigger": spans("left"),
                    "arguments": [{"role": "traveler", "filler": "t1"}],
                }
            ],
            "chains": [{"id": "c1", "kind": "entity", "name": "Mira"}],
        }
    ],
}
T, E = "/layers/0/entities", "/layers/0/events/0"


def edited(*edits: tuple[Any, ...]) -> Tree:
    tree: Tree = json.loads(apply(json.dumps(BASE), [Edit(*edit) for edit in edits]))
    return tree


def merged(ours: Edits, theirs: Edits, *named: str) -> Merged:
    return merge(record_from(BASE), record_from(edited(*ours)), record_from(edited(*theirs)), strategies([*named]))


def ada(found: Merged) -> Tree:
    """The annotations of the layer by their ids."""
    import msgspec

    layer = msgspec.to_builtins(found.record)["layers"][0]
    return {part["id"]: part for array in ("entities", "events", "chains") for part in layer.get(array, ())}


NEW = f"{T}/-"
CONFLICTS: list[tuple[str, Edits, Edits, str, str]] = [
    ("type", [(f"{T}/0/type", "ORG")], [(f"{T}/0/type", "GPE")], "t1", "/type"),
    ("boundary", [(f"{T}/1/spans", spans("old harbour"))], [(f"{T}/1/spans", spans("the old"))], "t2", "/spans"),
    ("attribute", [(f"{T}/0/attributes/plural", True)], [(f"{T}/0/attributes",)], "t1", "/attributes/plural"),
    ("field", [(f"{T}/0/note", "a")], [(f"{T}/0/note", "b")], "t1", "/note"),
    ("field", [(f"{E}/arguments/0/note", "a")], [(f"{E}/arguments/0/note", "b")], "e1", "/arguments/-"),
    ("delete_modify", [(f"{T}/2",)], [(f"{T}/2/note", "b")], "t3", ""),
    ("delete_reference", [(f"{T}/2",)], [(f"{E}/arguments/-", {"role": "place", "filler": "t3"})], "t3", ""),
    ("add_add", [(NEW, entity("t4", "Mira left"))], [(NEW, entity("t4", "left the old"))], "t4", ""),
]


@pytest.mark.parametrize(("class_", "ours", "theirs", "name", "path"), CONFLICTS)
def test_each_class_of_conflict(class_: str, ours: Edits, theirs: Edits, name: str, path: str) -> None:
    for sides in ((ours, theirs), (theirs, ours)):
        [(layer, conflict)] = merged(*sides).conflicts
        told = conflict["class"], conflict["annotation"], conflict["path"], conflict["status"]
        assert (layer, *told) == ("ada", class_, name, path, "open")


def test_every_class_has_a_case() -> None:
    assert {case[0] for case in CONFLICTS} == set(CLASSES)


def test_the_value_from_before_stands_in_place() -> None:
    found = merged([(f"{T}/0/type", "ORG"), (f"{T}/2",)], [(f"{T}/0/type", "GPE"), (f"{T}/2/note", "b")])
    assert ada(found)["t1"]["type"] == "PER"
    assert ada(found)["t3"] == entity("t3", "Port Vale", "LOC")


def test_different_fields_of_one_annotation_go_together_and_are_told() -> None:
    found = merged([(f"{T}/0/type", "ORG")], [(f"{T}/0/note", "b")])
    assert (ada(found)["t1"]["type"], ada(found)["t1"]["note"]) == ("ORG", "b")
    assert not found.conflicts
    assert [key.id for key in found.both] == ["t1"]


def test_arguments_are_a_set() -> None:
    mine, theirs = ({"role": role, "filler": "t3"} for role in ("origin", "destination"))
    found = merged([(f"{E}/arguments/-", mine)], [(f"{E}/arguments/0",), (f"{E}/arguments/-", theirs)])
    assert {(one["role"], one["filler"]) for one in ada(found)["e1"]["arguments"]} == {
        ("origin", "t3"),
        ("destination", "t3"),
    }


def test_equal_additions_are_one_and_others_get_their_own_ids() -> None:
    same, mine, other = entity("t4", "old"), entity("t5", "waved", "DATE"), entity("t4", "Then", "DATE")
    found = merged([(NEW, same), (NEW, mine)], [(NEW, {**same, "id": "t5"}), (NEW, other)])
    assert sorted(part["spans"][0]["text"] for part in ada(found).values() if "spans" in part) == sorted(
        ["Mira Oldane", "harbour", "Port Vale", "old", "waved", "Then"]
    )
    assert not found.conflicts


def test_an_annotation_keeps_its_id_on_both_sides_though_all_of_it_changed() -> None:
    found = merged([(f"{T}/1", entity("t2", "Then", "DATE"))], [(f"{T}/1/note", "b")])
    assert ada(found)["t2"] == entity("t2", "Then", "DATE", note="b")


def test_what_goes_together_on_neither_side_stays_open() -> None:
    ours: Edits = [(f"{T}/1/type", "PER"), (f"{T}/1/spans", spans("Then"))]
    base, mine, theirs = map(record_from, (BASE, edited(*ours), edited((NEW, entity("t4", "Then")))))
    found = fitting(base, mine, theirs, {}, TagSets())
    assert ada(found)["t2"]["type"] == "FAC"
    assert {conflict["path"] for _, conflict in found.conflicts} == {"/type", "/spans"}


@pytest.mark.parametrize(
    ("named", "type_", "words", "kept"),
    [
        (["ours"], "ORG", "old harbour", False),
        (["theirs"], "GPE", "the old", True),
        (["union"], "PER", "the old harbour", True),
        (["type=theirs"], "GPE", "harbour", True),
    ],
)
def test_strategies(named: list[str], type_: str, words: str, kept: bool) -> None:
    ours: Edits = [(f"{T}/0/type", "ORG"), (f"{T}/1/spans", spans("old harbour")), (f"{T}/2",)]
    theirs: Edits = [(f"{T}/0/type", "GPE"), (f"{T}/1/spans", spans("the old")), (f"{T}/2/note", "b")]
    found = ada(merged(ours, theirs, *named))
    assert (found["t1"]["type"], found["t2"]["spans"][0]["text"], "t3" in found) == (type_, words, kept)


@pytest.mark.parametrize("named", ["mine", "types=ours"])
def test_unknown_strategies_are_refused(named: str) -> None:
    with pytest.raises(UnknownName):
        strategies([named])


def test_metadata_is_merged_by_field_and_its_conflicts_are_kept_with_the_article() -> None:
    ours: Edits = [("/metadata", {"headline": "A", "keywords": ["x"]})]
    theirs: Edits = [("/metadata", {"headline": "B", "language": "en", "keywords": ["y"]})]
    found = merged(ours, theirs)
    assert [(layer, conflict["path"]) for layer, conflict in found.conflicts] == [("", "/metadata/headline")]
    metadata: Any = found.record.metadata
    assert (metadata.language, metadata.keywords) == ("en", ["x", "y"])
    [stored] = conflicts(found.record)
    assert resolve(found.record, stored, "theirs").metadata.headline == "B"  # type: ignore[union-attr]


def test_one_side_may_change_the_text_where_the_other_left_annotations_alone() -> None:
    ours = edited(("/text", TEXT + " Again."))
    theirs = edited(("/metadata", {"language": "en"}))
    found = merge(record_from(BASE), record_from(ours), record_from(theirs))
    assert found.record.text.endswith("Again.")
    assert not found.conflicts


@pytest.mark.parametrize("theirs", [[("/text", "Mira left.")], [(f"{T}/0/type", "ORG")]])
def test_texts_that_differ_are_refused_with_what_to_do(theirs: Edits) -> None:
    ours = edited(("/text", TEXT + " Again."))
    with pytest.raises(TextsDiffer, match="corpus-tools reanchor"):
        merge(record_from(BASE), record_from(ours), record_from(edited(*theirs)))


def test_records_that_cannot_be_merged_are_refused() -> None:
    other = record_from({**BASE, "id": "b", "text": "Something else.", "layers": []})
    with pytest.raises(DifferentArticles):
        merge(record_from(BASE), record_from(BASE), other)
    with pytest.raises(FormatError, match="IDS001"):
        merge(record_from(BASE), record_from(edited((f"{T}/1/id", "t1"))), record_from(BASE))


@pytest.mark.parametrize(("class_", "ours", "theirs", "name", "path"), CONFLICTS)
@pytest.mark.parametrize("side", ["base", "ours", "theirs"])
def test_a_side_that_is_chosen_is_put_in_place(
    side: Choice, class_: str, ours: Edits, theirs: Edits, name: str, path: str
) -> None:
    found = merged(ours, theirs)
    [stored] = conflicts(found.record)
    try:
        after = resolve(found.record, stored, side)
    except WrongChoice:
        assert class_ == "delete_reference"
        assert side == "ours"
        return
    [mark] = conflicts(after)
    assert (mark.conflict["status"], mark.conflict["chosen"]) == ("resolved", side)
    wanted = {"base": BASE, "ours": edited(*ours), "theirs": edited(*theirs)}[side]
    again = merge(record_from(BASE), record_from(wanted), after)
    assert class_ in ("delete_reference", "add_add") or not [one for _, one in again.conflicts]


def test_both_is_for_additions() -> None:
    *_, (_, ours, theirs, _, _) = CONFLICTS
    found = merged(ours, theirs)
    [stored] = conflicts(found.record)
    assert len(ada(Merged(resolve(found.record, stored, "both"), [], [], False, {}))) == 7
    with pytest.raises(WrongChoice, match="only of two additions"):
        resolve(found.record, Stored("ada", {**stored.conflict, "class": "type"}), "both")


# The commands


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    ours = edited((f"{T}/0/type", "ORG"), (f"{T}/2",))
    theirs = edited((f"{T}/0/type", "GPE"), (f"{T}/2/note", "b"))
    paths = [tmp_path / name for name in ("base.json", "ours.json", "theirs.json")]
    for path, tree in zip(paths, (BASE, ours, theirs), strict=True):
        path.write_text(json.dumps(tree))
    return paths


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_merging_files(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = run("merge", *files, "-o", out)
    assert result.exit_code == 1
    assert "k1 delete_modify of t3 in layer ada" in result.stderr
    assert run("merge", files[0], files[1], files[0], "-o", out).exit_code == 0
    assert run("merge", *files, "-o", out, "--strategy", "theirs", "--strategy", "type=ours").exit_code == 0
    assert '"type": "ORG"' in out.read_text()


def test_what_cannot_be_merged_leaves_no_file(files: list[Path], tmp_path: Path) -> None:
    files[2].write_text("{")
    result = run("merge", *files, "-o", tmp_path / "out.json")
    assert isinstance(result.exception, CorpusToolsError)
    assert not (tmp_path / "out.json").exists()


def test_conflicts_are_listed_and_resolved_by_name(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run("merge", *files, "-o", out)
    listed = run("conflicts", out)
    assert listed.exit_code == 1
    assert f"{out}:9: k2 type of t1 at /type in layer ada" in listed.stdout
    assert 'entity t1 type: "PER" → "GPE"' in listed.stdout
    assert "⟦Mira Oldane⟧ waved." in listed.stdout
    assert run("conflicts", out, "--resolve", "t1=theirs").exit_code == 1
    assert run("conflicts", out, "--resolve", "ada:k1=base").exit_code == 0
    assert run("conflicts", tmp_path / "out.json").stdout == "no open conflicts\n"
    assert '"type": "GPE"' in out.read_text()


@pytest.mark.parametrize("wrong", ["k9=ours", "k1=nobody", "k1", "ben:k1=ours", "t1=ours"])
def test_a_choice_that_cannot_be_made_changes_nothing(files: list[Path], tmp_path: Path, wrong: str) -> None:
    out = tmp_path / "out.json"
    run("merge", *files, "-o", out)
    before = out.read_bytes()
    assert run("conflicts", out, "--resolve", "t1=theirs", "--resolve", wrong).exit_code != 0
    assert out.read_bytes() == before


def test_one_key_answers_each_conflict(files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.json"
    run("merge", *files, "-o", out)
    keys = iter("?st")
    assert report.run([str(out)], [], lambda: next(keys)) == 1
    assert '"?" is none of these keys' in capsys.readouterr().out
    assert [one.conflict["id"] for one in conflicts(record_from(json.loads(out.read_bytes()))) if one.is_open] == ["k1"]


def test_an_interruption_leaves_the_file_whole(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run("merge", *files, "-o", out)
    before = out.read_bytes()

    def interrupted() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        report.run([str(out)], [], interrupted)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_conflicts_in_a_file_of_many_records(files: list[Path], tmp_path: Path) -> None:
    run("merge", *files, "-o", tmp_path / "out.json")
    tree = json.loads((tmp_path / "out.json").read_bytes())
    other = {**deepcopy(tree), "id": "b"}
    many = tmp_path / "many.jsonl"
    many.write_text(json.dumps(tree) + "\n" + json.dumps(other) + "\n")
    assert "single open conflict" in str(run("conflicts", many, "--resolve", "k1=base").exception)
    assert run("conflicts", many, "--resolve", "b:ada:k1=base").exit_code == 1
    lines = many.read_text().splitlines()
    assert json.loads(lines[0]) == tree
    assert json.loads(lines[1])["layers"][0]["conflicts"][0]["status"] == "resolved"


def test_what_is_no_single_record_is_not_merged(files: list[Path], tmp_path: Path) -> None:
    base, ours, theirs = files
    many = tmp_path / "many.jsonl"
    many.write_text(json.dumps(BASE) + "\n" + json.dumps({**BASE, "id": "b"}) + "\n")
    for wrong in ((tmp_path / "no.json", ours, theirs), (base, many, theirs), (base, ours, tmp_path)):
        result = run("merge", *wrong, "-o", tmp_path / "out.json")
        assert isinstance(result.exception, CorpusToolsError)
        assert not (tmp_path / "out.json").exists()


def test_the_result_may_go_to_standard_output(files: list[Path]) -> None:
    assert json.loads(run("merge", *files, "-o", "-").stdout)["id"] == "a"


def in_other_languages(*stored: Tree, language: str = "en") -> Record:
    extensions = {"extensions": {ARTICLE_CONFLICTS: list(stored)}} if stored else {}
    return record_from({**BASE, "metadata": {"language": language}, **extensions})


def test_conflicts_about_the_article_are_merged_one_by_one() -> None:
    base = in_other_languages()
    ours, theirs = in_other_languages(language="de"), in_other_languages(language="fr")
    one, other = (merge(base, *sides).record for sides in ((ours, theirs), (theirs, ours)))
    both = merge(base, one, other)
    assert not both.conflicts
    [conflict] = [stored.conflict for stored in conflicts(both.record)]
    assert (conflict["path"], conflict["status"]) == ("/metadata/language", "open")
    resolved = in_other_languages({**conflict, "status": "resolved", "chosen": "theirs"}, language="fr")
    for sides in ((one, resolved), (resolved, one)):
        found = merge(one, *sides)
        assert [stored.is_open for stored in conflicts(found.record)] == [False]
        assert found.record == resolved
    assert list(conflicts(merge(one, in_other_languages(language="fr"), one).record)) == []


def test_new_conflicts_about_the_article_have_ids_of_their_own() -> None:
    stored = {"id": "k2", "class": "field", "path": "/metadata/url", "ours": "a", "status": "open"}
    versions = [in_other_languages(stored, language=language) for language in ("en", "de", "fr")]
    found = merge(versions[0], versions[1], versions[2]).record
    assert len({one.conflict["id"] for one in conflicts(found)}) == 2
    assert len({one.conflict["id"] for one in conflicts(unmerged(found, found))}) == 3


def test_an_extension_that_holds_no_conflicts_is_told_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**BASE, "extensions": {ARTICLE_CONFLICTS: {"open": 1}}}))
    assert f"{path}:1: expected conflicts below" in str(run("conflicts", path).exception)
