"""`corpus-tools diff` and `patch`: records, corpora, layers and revisions, what is shown, written and refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from typer.testing import CliRunner, Result

from corpus_tools import schema
from corpus_tools.canonical import canonical
from corpus_tools.cli import app
from corpus_tools.errors import CorpusToolsError

TEXT = "Mira Oldane waved.\n\nThen Mira left the old harbour in Port Vale."
Tree = dict[str, Any]


def entity(name: str, words: str, kind: str = "PER", **more: Any) -> Tree:
    start = TEXT.index(words)
    return {"id": name, "type": kind, "spans": [{"start": start, "end": start + len(words), "text": words}], **more}


def tree(identifier: str = "a", *entities: Tree, **more: Any) -> Tree:
    found = entities or (entity("t1", "Mira Oldane"), entity("t2", "harbour", "FAC"))
    layer = {"annotator": "ada", "entities": list(found)}
    return {"format_version": "1.0", "id": identifier, "text": TEXT, "layers": [layer], **more}


def put(path: Path, *records: Tree) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(canonical(json.dumps(one)) if len(records) == 1 else json.dumps(one) for one in records))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)])


def failure(*arguments: object) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, CorpusToolsError | SystemExit)
    assert result.exit_code != 0
    return f"{result.exception}{result.stderr}"


def test_equal_records_are_0_and_different_ones_1(tmp_path: Path) -> None:
    a = put(tmp_path / "a.json", tree())
    b = put(tmp_path / "b.json", tree("a", entity("t9", "harbour", "FAC"), entity("t4", "Mira Oldane")))
    c = put(tmp_path / "c.json", tree("a", entity("t1", "Mira Oldane"), entity("t2", "the old harbour", "LOC")))
    assert (run("diff", a, b).exit_code, run("diff", a, b).stdout) == (0, "no differences\n")
    assert run("diff", a, c).exit_code == 1


def test_changes_are_shown_by_article_layer_and_class_with_their_words(tmp_path: Path) -> None:
    a = put(tmp_path / "a.json", tree())
    b = put(tmp_path / "b.json", tree("a", entity("t1", "Mira Oldane"), entity("t5", "the old harbour", "LOC")))
    assert run("diff", a, b).stdout.splitlines() == [
        "a",
        "  layer ada",
        "    relabelled",
        '      entity t2 → t5 type: "FAC" → "LOC"',
        "        -| Then Mira left the old ⟦harbour⟧ in Port Vale.",
        "        +| Then Mira left ⟦the old harbour⟧ in Port Vale.",
        "    boundary",
        '      entity t2 → t5 spans: "harbour" 43-50 → "the old harbour" 35-50 (grown)',
        "        -| Then Mira left the old ⟦harbour⟧ in Port Vale.",
        "        +| Then Mira left ⟦the old harbour⟧ in Port Vale.",
        "articles: 1 changed; 2 changes (1 relabelled, 1 boundary)",
    ]


def test_what_stands_in_fields_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    text = {"text": f"{TEXT}\u202e."}
    a = put(tmp_path / "a.json", {**tree(), **text})
    note = entity("t1", "Mira Oldane", note="\x1b[31mred\u202e", attributes={"org": "\u009b2J"})
    b = put(tmp_path / "b.json", {**tree("a", note, entity("t2", "harbour", "LOC")), **text})
    shown = run("diff", a, b).stdout
    assert "\\x1b[31mred\\u202e" in shown
    assert "Port Vale.\\u202e." in shown
    assert not set(shown) & set("\x1b\u202e\u009b")


def corpora(tmp_path: Path) -> tuple[Path, Path]:
    a, b = tmp_path / "a", tmp_path / "b"
    for name in ("same", "changed", "gone", "old"):
        put(a / "articles" / f"{name}.json", {**tree(name), "text": TEXT if name != "old" else f"{TEXT} Old."})
    put(a / "corpus.tagset.json", {"entity_types": [], "id": "x"})
    put(b / "articles" / "same.json", tree("same"))
    put(b / "articles" / "changed.json", tree("changed", entity("t1", "Mira Oldane")))
    put(b / "articles" / "new.json", tree("new", text=f"{TEXT} New."))
    put(b / "articles" / "renamed.json", {**tree("renamed"), "text": f"{TEXT} Old."})
    return a, b


def test_corpora_are_compared_by_the_ids_of_articles(tmp_path: Path) -> None:
    a, b = corpora(tmp_path)
    shown = run("diff", "--stat", a, b)
    assert shown.exit_code == 1
    assert shown.stdout.splitlines() == [
        "changed: 1 change (1 removed)",
        "gone: removed",
        "old: 1 change (1 article)",
        "new: added",
        "articles: 2 changed, 1 added, 1 removed; 2 changes (1 removed, 1 article)",
    ]


def test_json_is_a_patch_that_fits_the_schema(tmp_path: Path) -> None:
    a, b = corpora(tmp_path)
    found = json.loads(run("diff", a, b, "--output-format", "json").stdout)
    jsonschema_rs.validator_for(schema.load("change")).validate(found)
    assert [(one["article"], one["status"]) for one in found["differences"]] == [
        ("changed", "changed"),
        ("gone", "removed"),
        ("old", "changed"),
        ("new", "added"),
    ]
    written = tmp_path / "out.json"
    assert run("diff", a, b, "--output-format", "json", "-o", written).exit_code == 1
    assert json.loads(written.read_text()) == found


def test_a_patch_makes_one_corpus_of_the_other_and_back(tmp_path: Path) -> None:
    a, b = corpora(tmp_path)
    before = {path.relative_to(a): path.read_bytes() for path in a.rglob("*.json")}
    assert run("diff", a, b, "--patch", tmp_path / "p.json").exit_code == 1
    assert run("patch", tmp_path / "p.json", a, "--check").exit_code == 0
    assert {path.relative_to(a): path.read_bytes() for path in a.rglob("*.json")} == before
    assert run("patch", tmp_path / "p.json", a).exit_code == 0
    assert run("diff", a, b).stdout == "no differences\n"
    assert sorted(path.name for path in (a / "articles").iterdir()) == sorted(
        path.name for path in (b / "articles").iterdir()
    )
    assert "the patch does not fit" in failure("patch", tmp_path / "p.json", a)
    assert run("patch", "-R", tmp_path / "p.json", a).exit_code == 0
    assert {path.relative_to(a): path.read_bytes() for path in a.rglob("*.json")} == before


def test_a_patch_that_does_not_fit_changes_no_file(tmp_path: Path) -> None:
    a, b = corpora(tmp_path)
    run("diff", a, b, "--patch", tmp_path / "p.json")
    put(a / "articles" / "old.json", tree("old", text="Something else."))
    (a / "articles" / "gone.json").unlink()
    before = {path: path.read_bytes() for path in a.rglob("*.json")}
    assert "gone" in failure("patch", tmp_path / "p.json", a)
    assert {path: path.read_bytes() for path in a.rglob("*.json")} == before


def test_an_article_that_was_changed_since_is_not_taken_away(tmp_path: Path) -> None:
    a, b = corpora(tmp_path)
    run("diff", a, b, "--patch", tmp_path / "p.json")
    put(a / "articles" / "gone.json", tree("gone", entity("t1", "Port Vale", "GPE")))
    assert "gone: the patch does not fit" in failure("patch", tmp_path / "p.json", a)
    assert (a / "articles" / "gone.json").exists()


def test_files_of_many_records_are_patched_line_by_line(tmp_path: Path) -> None:
    a = put(tmp_path / "a.jsonl", tree("x"), tree("y"), tree("z"))
    b = put(tmp_path / "b.jsonl", tree("x"), tree("z", entity("t1", "Mira Oldane")), tree("w", text=f"{TEXT} W."))
    run("diff", a, b, "--patch", tmp_path / "p.json")
    untouched = a.read_text().splitlines()[0]
    assert run("patch", tmp_path / "p.json", a).exit_code == 0
    assert run("diff", a, b).stdout == "no differences\n"
    assert a.read_text().splitlines()[0] == untouched


def test_two_layers_of_one_record(tmp_path: Path) -> None:
    agreed = {**entity("t7", "Mira Oldane", decision="agreed"), "from": ["ada:t1"]}
    gold = {"annotator": "board", "role": "gold", "entities": [agreed, entity("t8", "Port Vale", "GPE")]}
    record = tree()
    record["layers"].append(gold)
    path = put(tmp_path / "a.json", record)
    shown = run("diff", path, "--layers", "ada,board", "--patch", tmp_path / "p.json")
    assert shown.exit_code == 1
    assert shown.stdout.splitlines()[-1] == "articles: 1 changed; 2 changes (1 added, 1 removed)"
    assert "+| … Mira left the old harbour in ⟦Port Vale⟧." in shown.stdout
    assert run("patch", tmp_path / "p.json", path).exit_code == 0
    assert run("diff", path, "--layers", "ada,board").exit_code == 0
    assert json.loads(path.read_text())["layers"][0]["entities"][0]["id"] == "t1"


def test_articles_that_have_only_one_of_two_layers_are_skipped_and_told(tmp_path: Path) -> None:
    both = tree("both")
    both["layers"].append({"annotator": "ben", "entities": []})
    put(tmp_path / "c" / "both.json", both)
    put(tmp_path / "c" / "one.json", tree("one"))
    shown = run("diff", tmp_path / "c", "--layers", "ada,ben", "--stat")
    assert (shown.exit_code, shown.stderr) == (1, "one: skipped, it has not both layers\n")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_two_revisions(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    path = put(tmp_path / "corpus dir" / "ä.json", tree())
    put(tmp_path / "corpus dir" / "same.json", tree("same", text=f"{TEXT} Same."))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    put(path, tree("a", entity("t1", "Mira Oldane")))
    git(tmp_path, "commit", "-qam", "two")
    put(path, tree("a"))
    put(tmp_path / "corpus dir" / "new.json", tree("new", text=f"{TEXT} New."))
    folder = tmp_path / "corpus dir"
    assert "a: 1 change (1 removed)" in run("diff", "--rev", "HEAD~1..HEAD", folder, "--stat").stdout
    assert run("diff", "--rev", "HEAD", folder, "--stat").stdout.splitlines()[:2] == [
        "a: 1 change (1 added)",
        "new: added",
    ]
    assert run("diff", "--rev", "HEAD..HEAD", folder).exit_code == 0
    assert "git knows no revision nope" in failure("diff", "--rev", "nope..HEAD", folder)
    assert "git knows no revision" in failure("diff", "--rev=--output=x..HEAD", folder)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.json", "other.json"], "different articles"),
        (["a.json", "twice.json"], "IDS001"),
        (["a.json", "lost.json"], "REF001"),
        (["a.json", "broken.json"], "broken.json:1:"),
        (["a.json", "unfit.json"], "a record that fits the schema"),
        (["a.json", "nowhere.json"], "nowhere.json"),
        (["many", "many"], "each article once"),
        (["a.json"], "give two paths"),
        (["a.json", "--layers", "ada"], "two names"),
        (["a.json", "--layers", "ada,bne"], "no layer is called 'bne'"),
        (["a.json", "--rev", "HEAD", "--layers", "x,y"], "give two paths"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "a.json", tree())
    put(tmp_path / "other.json", tree("other", text="Another story."))
    put(tmp_path / "twice.json", tree("a", entity("t1", "Mira Oldane"), entity("t1", "Port Vale")))
    put(tmp_path / "lost.json", tree("a", entity("t1", "Mira Oldane", chain="c1")))
    (tmp_path / "broken.json").write_text('{"format_version": "1.0", "id": "a", "te')
    (tmp_path / "unfit.json").write_text(json.dumps({**tree(), "layers": 7}))
    put(tmp_path / "many" / "x.json", tree())
    put(tmp_path / "many" / "y.json", tree())
    assert said in failure("diff", *arguments)


def test_a_path_that_no_revision_has_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "a.json", tree())
    author = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "one"]):
        subprocess.run(["git", *command], check=True)
    assert "there is no such file or folder in either revision" in failure("diff", "--rev", "HEAD", "nowhere")


def test_a_patch_needs_a_place_for_new_articles(tmp_path: Path) -> None:
    a, b = corpora(tmp_path)
    run("diff", a, b, "--patch", tmp_path / "p.json")
    one = put(tmp_path / "gone.json", tree("gone"))
    assert failure("patch", tmp_path / "p.json", one)
    assert "p.json" in failure("patch", put(tmp_path / "p.json", tree()), a)
