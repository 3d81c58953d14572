"""`corpus-tools convert`: files and folders in and out, losses told, nothing written by halves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import corpus_tools
from corpus_tools import conversion
from corpus_tools.cli import app
from corpus_tools.errors import CorpusToolsError
from corpus_tools.formats import Settings

TEXT = "Mira Oldane’s 👍 ferry left Port Vale."
LAYER: dict[str, Any] = {
    "annotator": "ada",
    "entities": [
        {"id": "t1", "type": "PER", "level": "name", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
        {"id": "t2", "type": "PER", "spans": [{"start": 0, "end": 4, "text": "Mira"}]},
        {"id": "t3", "type": "GPE", "spans": [{"start": 27, "end": 34, "text": "Port Va"}]},
    ],
}


def record(identifier: str = "a", **more: Any) -> dict[str, Any]:
    return {"format_version": "1.0", "id": identifier, "text": TEXT, "layers": [LAYER], **more}


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["convert", *map(str, arguments)])


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_folders_go_into_folders_and_into_one_file_and_back(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / "in" / f"{name}.json", record(name))
    one = run(tmp_path / "in", "-t", "jsonl", "-o", tmp_path / "all.jsonl")
    assert (one.exit_code, "2 articles from 2 sources, 1 file written, nothing lost" in one.stderr) == (0, True)
    many = run(tmp_path / "all.jsonl", "-t", "json", "-o", f"{tmp_path}/out/")
    assert (many.exit_code, names(tmp_path / "out")) == (0, ["a.json", "b.json"])
    each = run(tmp_path / "out", "-t", "jsonl", "-o", f"{tmp_path}/each/")
    assert (each.exit_code, names(tmp_path / "each")) == (0, ["a.jsonl", "b.jsonl"])


def test_every_loss_is_told_and_the_counts_add_up(tmp_path: Path) -> None:
    source = write(tmp_path / "a.json", record(metadata={"language": "en"}))
    report = tmp_path / "losses.json"
    result = run(source, "-t", "brat", "-o", f"{tmp_path}/out/", "--loss-report", report)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert names(tmp_path / "out") == ["ada/a.ann", "ada/a.txt", "annotation.conf"]
    assert [(loss["what"], loss["kind"], loss["id"], loss["article"]) for loss in found["losses"]] == [
        ("lost", "metadata", "language", "a")
    ]
    assert {**found["in"], "metadata": 0} == {**found["out"], "metadata": 0}
    assert found["in"]["metadata"] == 1
    assert "does not hold a field of the metadata" in result.stderr


def test_losses_can_be_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "a.json", record(metadata={"language": "en"}))
    refused = run(source, "-t", "brat", "-o", f"{tmp_path}/out/", "--fail-on-loss")
    assert (refused.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert run(source, "-t", "jsonl", "-o", f"{tmp_path}/out/", "--fail-on-loss").exit_code == 0


def test_a_loss_in_one_of_many_sources_refuses_all_of_them(tmp_path: Path) -> None:
    headed = {**LAYER, "entities": [{**LAYER["entities"][1], "head": LAYER["entities"][1]["spans"]}]}
    for name, layer in (("a", LAYER), ("b", headed), ("c", LAYER)):
        write(tmp_path / "in" / f"{name}.jsonl", record(name, layers=[layer]))
    arguments = (tmp_path / "in", "-t", "bioc-json", "-o", f"{tmp_path}/out/", "--fail-on-loss")
    refused = run(*arguments)
    assert (refused.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "3 articles from 3 sources, 0 files written, 1 thing lost" in refused.stderr
    (tmp_path / "in" / "b.jsonl").write_text("{", encoding="utf-8")
    assert (run(*arguments).exit_code, names(tmp_path / "out")) == (1, ["a.json", "c.json"])


def test_one_bad_file_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", record("a"))
    (tmp_path / "in" / "b.json").write_text('{"format_version": "1.0", "id": "b", "text": "Cut')
    write(tmp_path / "in" / "c.json", record("c"))
    result = run(tmp_path / "in", "-f", "json", "-t", "brat", "-o", f"{tmp_path}/out/", "--layer", "ada")
    assert (result.exit_code, names(tmp_path / "out")) == (1, ["a.ann", "a.txt", "annotation.conf", "c.ann", "c.txt"])
    assert f"{tmp_path}/in/b.json:1:" in result.stderr


def test_of_a_file_of_many_what_comes_before_its_fault_is_converted_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = write(tmp_path / "a.jsonl", record("a"), record("b"))
    broken.write_text(broken.read_text(encoding="utf-8") + '\n{"id":', encoding="utf-8")
    sound = write(tmp_path / "b.jsonl", record("c"))
    result = run(broken, sound, "-t", "json", "-o", f"{tmp_path}/out/")
    assert (result.exit_code, names(tmp_path / "out")) == (1, ["a.json", "b.json", "c.json"])
    assert "a.jsonl:3:7: error expected strict JSON" in result.stderr
    assert "(2 articles before it)" in result.stderr
    assert "3 articles from 2 sources, 3 files written, 1 fault," in result.stderr
    found: list[str] = []
    with pytest.raises(CorpusToolsError, match=r"a\.jsonl:3:"):
        found += [one.record.id for one in _each(broken, found)]
    assert found == ["a", "b"]


def test_an_article_that_the_target_may_not_hold_is_left_out(tmp_path: Path) -> None:
    sound = record("b", layers=[{"annotator": "ada", "entities": []}])
    source = write(tmp_path / "all.jsonl", record("a"), sound, record("c"))
    result = run(source, "-t", "conll", "-o", tmp_path / "all.conll")
    assert (result.exit_code, "1 article from 1 source, 1 file written, 2 faults" in result.stderr) == (1, True)
    assert [found.record.id for found in conversion.read(str(tmp_path / "all.conll"))] == ["b"]


def _each(source: Path, found: list[str]) -> Any:
    """What can be read before the fault is handed out."""
    for one in conversion.read(str(source), "jsonl"):
        found.append(one.record.id)
    return ()


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("expand", [(0, 2, "PER"), (6, 8, "GPE")]),
        ("contract", [(0, 2, "PER"), (6, 7, "GPE")]),
        ("drop", [(0, 2, "PER")]),
        ("split-token", [(0, 2, "PER"), (6, 8, "GPE")]),
    ],
)
def test_spans_that_do_not_fall_on_tokens(tmp_path: Path, policy: str, wanted: list[tuple[int, int, str]]) -> None:
    source = write(tmp_path / "a.json", record())
    result = run(source, "-t", "conll", "-o", tmp_path / "a.conll", "--misaligned", policy, "--overlap", "longest")
    assert result.exit_code == 0
    [found] = conversion.read(str(tmp_path / "a.conll"))
    tokens = found.record.segmentation.tokens if found.record.segmentation else None
    assert tokens
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    spans = [(one.spans[0], one.type) for one in found.record.layers[0].entities or ()]
    assert [(starts.index(span.start), ends.index(span.end) + 1, kind) for span, kind in spans] == wanted


def test_spans_that_do_not_fall_on_tokens_are_an_error_unless_a_policy_is_named(tmp_path: Path) -> None:
    source = write(tmp_path / "a.json", record())
    result = run(source, "-t", "conll", "-o", tmp_path / "a.conll")
    assert (result.exit_code, (tmp_path / "a.conll").exists()) == (1, False)
    assert '27-34 "Port Va"' in result.stderr


@pytest.mark.parametrize(("policy", "files"), [("layers", 2), ("longest", 1), ("priority", 1)])
def test_mentions_that_share_words(tmp_path: Path, policy: str, files: int) -> None:
    source = write(tmp_path / "a.json", record())
    run(source, "-t", "conll", "-o", f"{tmp_path}/out/", "--misaligned", "drop", "--overlap", policy)
    assert len(names(tmp_path / "out")) == files
    [found] = conversion.read(f"{tmp_path}/out")
    assert len(found.record.layers[0].entities or ()) == files


def test_a_source_that_may_be_in_several_formats_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.json", record())
    (tmp_path / "in" / "b.conll").write_text("Mira\tB-PER\n")
    result = run(tmp_path / "in", "-t", "jsonl", "-o", tmp_path / "all.jsonl")
    assert result.exit_code == 2
    assert "conll (b.conll) and json (a.json)" in result.stderr
    assert run(tmp_path / "in", "-f", "conll", "-t", "jsonl", "-o", tmp_path / "all.jsonl").exit_code == 0


def test_a_text_beside_annotations_is_no_source_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "in" / "all.jsonl", record())
    (tmp_path / "in" / "README.txt").write_text("What this is.")
    assert run(tmp_path / "in", "-t", "json", "-o", f"{tmp_path}/out/").exit_code == 0
    assert names(tmp_path / "out") == ["a.json"]
    (tmp_path / "in" / "all.jsonl").unlink()
    assert run(tmp_path / "in", "-t", "json", "-o", f"{tmp_path}/texts/").exit_code == 0
    assert names(tmp_path / "texts") == ["~r~e~a~d~m~e.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.log", "-t", "json", "-o", "out/"], "none that is known"),
        (["a.json", "-t", "jsn", "-o", "out/"], "did you mean json"),
        (["a.json", "-t", "jsonl", "-o", "all.txt"], "a name that ends in .jsonl"),
        (["a.json", "-t", "json", "-o", "."], "--force replaces it"),
        ([".", "-f", "brat", "-t", "json", "-o", "out/"], "no file in it is named like brat (.ann,"),
        (["nowhere.json", "-t", "json", "-o", "out/"], "nowhere.json"),
        (["a.json", "-t", "conll", "-o", "out/", "--tokenizer", "word"], "did you mean words"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.log").write_text("Mira waved.")
    write(tmp_path / "a.json", record())
    result = run(*arguments)
    assert isinstance(result.exception, CorpusToolsError | SystemExit)
    assert said in str(result.exception) + result.stderr
    assert names(tmp_path) == ["a.json", "a.log"]


def test_two_articles_of_one_name_are_not_written_over_each_other(tmp_path: Path) -> None:
    source = write(tmp_path / "all.jsonl", record("a"), record("a"))
    assert "two articles" in str(run(source, "-t", "json", "-o", f"{tmp_path}/out/").exception)
    assert not (tmp_path / "out").exists()


def test_one_article_may_go_into_a_file_that_is_named(tmp_path: Path) -> None:
    source = write(tmp_path / "all.jsonl", record("a"))
    assert run(source, "-t", "json", "-o", tmp_path / "named.json").exit_code == 0
    assert next(corpus_tools.read(str(tmp_path / "named.json"))).id == "a"
    two = write(tmp_path / "two.jsonl", record("a"), record("b"))
    assert "name a folder" in str(run(two, "-t", "json", "-o", tmp_path / "two.json").exception)
    assert "name a folder" in str(run(source, "-t", "brat", "-o", tmp_path / "a.ann").exception)
    assert names(tmp_path) == ["all.jsonl", "named.json", "two.jsonl"]


def test_two_sources_of_one_name_are_not_written_over_each_other(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(tmp_path / folder / "a.jsonl", record(folder))
    result = run(tmp_path / "one" / "a.jsonl", tmp_path / "two" / "a.jsonl", "-t", "jsonl", "-o", f"{tmp_path}/out/")
    assert (result.exit_code, "another source went into a file of this name" in result.stderr) == (1, True)
    assert [one.id for one in corpus_tools.read(f"{tmp_path}/out")] == ["one"]


def test_tag_sets_and_manifests_met_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[1] / "corpus", tmp_path / "corpus")
    result = run(tmp_path / "corpus", "-t", "jsonl", "-o", tmp_path / "all.jsonl")
    count = len(names(tmp_path / "corpus" / "articles"))
    assert (result.exit_code, f"{count} articles from {count} sources" in result.stderr) == (0, True)
    named = run(tmp_path / "corpus" / "corpus.json", "-f", "json", "-t", "jsonl", "-o", tmp_path / "none.jsonl")
    assert (named.exit_code, (tmp_path / "none.jsonl").exists()) == (1, False)


def test_the_library_reads_and_writes_and_tells_what_was_lost(tmp_path: Path) -> None:
    write(tmp_path / "a.json", record(metadata={"language": "en"}))
    written = corpus_tools.write(corpus_tools.read(str(tmp_path / "a.json")), f"{tmp_path}/pilot/", "brat")
    assert [(loss.kind, loss.id) for loss in written.losses] == [("metadata", "language")]
    annotations = tmp_path / "pilot" / "ada" / "a.ann"
    annotations.write_text(annotations.read_text(encoding="utf-8") + "X1\twhat is this\n", encoding="utf-8")
    pilot = corpus_tools.read(f"{tmp_path}/pilot", "brat")
    assert pilot.losses == []
    assert [one.layers[0].name for one in pilot] == ["ada"]
    assert [loss.what for loss in pilot.losses] == ["lost"]
    with pytest.raises(CorpusToolsError, match="--force replaces it"):
        corpus_tools.write(corpus_tools.read(str(tmp_path / "a.json")), str(tmp_path), "json")


def test_the_library_writes_and_gives_the_books(tmp_path: Path) -> None:
    write(tmp_path / "a.json", record())
    records = (found.record for found in conversion.read(str(tmp_path / "a.json"), "json"))
    books = conversion.write(records, f"{tmp_path}/out/", "conll", Settings(misaligned="expand"))
    assert dict(books.lost) == {"level": 1}
    assert books.went_out["entity"] == 3


def test_a_folder_without_files_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = run(tmp_path / "in", "-t", "jsonl", "-o", tmp_path / "all.jsonl")
    assert (result.exit_code, "found no file" in result.stderr) == (2, True)


def test_a_source_that_cannot_be_read_is_told_before_it_is_divided(tmp_path: Path) -> None:
    with pytest.raises(CorpusToolsError, match="missing"):
        CliRunner().invoke(
            app,
            ["convert", str(tmp_path / "missing"), "-t", "jsonl", "-o", f"{tmp_path}/out/", "--split", "80/20"],
            catch_exceptions=False,
        )
