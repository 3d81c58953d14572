"""`corpus-tools agree`: figures of a corpus, of folders in other formats, and what takes no part."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from corpus_tools.agreement import UNITS, Question, agree, all_measures, question
from corpus_tools.cli import app
from corpus_tools.corpus import load
from corpus_tools.errors import UnknownName
from corpus_tools.report.agreement import FORMATS

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = "Mira Oldane met Tom Ried in Port Vale."


def entity(number: int, start: int, end: int, type_: str = "PER") -> dict[str, Any]:
    spans = [{"start": start, "end": end, "text": TEXT[start:end]}]
    return {"id": f"t{number}", "type": type_, "level": "name", "spans": spans}


ADA = {"annotator": "ada", "tasks": ["entities"], "entities": [entity(1, 0, 11), entity(2, 16, 24)]}
BEN = {"annotator": "ben", "tasks": ["entities"], "entities": [entity(1, 0, 11), entity(2, 28, 37, "GPE")]}


def write(path: Path, *layers: dict[str, Any], **more: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    record = {"format_version": "1.0", "id": path.stem, "text": TEXT, "layers": layers, **more}
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["agree", *map(str, arguments)])


def figures(*arguments: object) -> list[dict[str, Any]]:
    result = run(*arguments, "--output-format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_the_sample_corpus_has_a_headline_for_every_unit() -> None:
    found = figures(CORPUS)
    assert {one["unit"] for one in found} == set(UNITS)
    assert all(one["low"] <= one["value"] <= one["high"] for one in found if one["value"] is not None)
    assert [(one["unit"], one["why"]) for one in found if one["value"] is None] == [
        ("links", "there is no article in which two annotators looked for it")
    ]


def test_what_is_said_of_one_article(tmp_path: Path) -> None:
    (found,) = figures(write(tmp_path / "a.json", ADA, BEN), "--unit", "entities")
    assert (found["value"], found["n"], found["items"], found["low"]) == (0.5, 1, 4, None)
    assert "one article" in found["interval"]


def test_parts_are_shown_after_the_whole(tmp_path: Path) -> None:
    found = figures(write(tmp_path / "a.json", ADA, BEN), "--unit", "entities", "--by", "type,pair")
    assert [(one["by"], one["value"]) for one in found] == [
        ({}, 0.5),
        ({"pair": "ada,ben"}, 0.5),
        ({"type": "GPE"}, 0.0),
        ({"type": "PER"}, pytest.approx(2 / 3)),
    ]


def test_what_has_no_type_has_no_part_for_it(tmp_path: Path) -> None:
    found = figures(write(tmp_path / "a.json", ADA, BEN), "--unit", "types", "--by", "type")
    assert {tuple(one["by"]) for one in found} == {()}


def test_a_reference_gives_precision_and_recall(tmp_path: Path) -> None:
    gold = {**ADA, "annotator": "panel", "role": "gold", "derived_from": ["ben"]}
    path = write(tmp_path / "a.json", {**BEN, "entities": BEN["entities"][:1]}, gold)
    found = {one["measure"]: one["value"] for one in figures(path, "--unit", "entities", "--gold", "panel")}
    assert found == {"f1-exact": pytest.approx(2 / 3), "precision-exact": 1, "recall-exact": 0.5}


def test_an_article_that_one_annotator_did_is_left_out_and_said(tmp_path: Path) -> None:
    write(tmp_path / "a.json", ADA, BEN)
    write(tmp_path / "b.json", ADA)
    (found,) = figures(tmp_path, "--unit", "entities")
    assert (found["value"], found["n"]) == (0.5, 1)
    assert found["left_out"] == [{"what": "article", "why": "only ada looked for entities in it", "n": 1}]
    assert "left out of entities: 1 article, only ada" in run(tmp_path, "--unit", "entities").output


def test_articles_with_errors_take_no_part_and_are_named(tmp_path: Path) -> None:
    write(tmp_path / "a.json", ADA, BEN)
    write(tmp_path / "b.json", ADA, {**BEN, "entities": [entity(1, 0, 99)]})
    (tmp_path / "c.json").write_text("{")
    (found,) = figures(tmp_path, "--unit", "entities")
    assert found["n"] == 1
    assert [Path(one["why"].split()[0]).name for one in found["left_out"]] == ["b.json", "c.json"]
    assert all("does not validate" in one["why"] for one in found["left_out"])


def test_two_layers_of_one_annotator_for_the_same_work_are_left_out(tmp_path: Path) -> None:
    (found,) = figures(write(tmp_path / "a.json", ADA, {**ADA, "id": "again"}, BEN), "--unit", "entities")
    assert (found["value"], found["left_out"][0]["n"]) == (None, 1)
    assert "several layers" in found["left_out"][0]["why"]


def test_predictions_and_gold_are_compared_when_they_are_named(tmp_path: Path) -> None:
    model = {**BEN, "annotator": "model", "role": "prediction"}
    annotators = [{"id": "ada", "kind": "human"}, {"id": "model", "kind": "software", "name": "m", "version": "1"}]
    path = write(tmp_path / "a.json", ADA, model, annotators=annotators)
    assert figures(path, "--unit", "entities")[0]["value"] is None
    assert figures(path, "--unit", "entities", "--layers", "ada,model")[0]["value"] == 0.5


def test_annotators_are_tested_on_the_articles_they_share() -> None:
    result = run(
        CORPUS, "--unit", "entities", "--gold", "gold", "--by", "pair", "--differences", "--output-format", "json"
    )
    found = {(one["first"], one["second"]): one for one in json.loads(result.stdout)}
    assert set(found) == {("gold,ada", "gold,ben"), ("gold,ada", "gold,cem"), ("gold,ben", "gold,cem")}
    first = found["gold,ada", "gold,ben"]
    assert (first["n"], first["paired"], found["gold,ben", "gold,cem"]["n"]) == (14, True, 3)
    assert first["low"] <= first["value"] <= first["high"]
    assert 0 < first["p"] <= 1


def test_rounds_of_different_articles_are_drawn_apart(tmp_path: Path) -> None:
    for number in range(6):
        created = f"2024-0{1 + number % 2}-01T00:00:00Z"
        other = ADA if number % 2 else BEN
        layers = ({**layer, "created": created} for layer in (ADA, {**other, "annotator": "ben"}))
        write(tmp_path / f"a{number}.json", *layers)
    result = run(tmp_path, "--unit", "entities", "--by", "round", "--differences", "--output-format", "json")
    (found,) = json.loads(result.stdout)
    assert (found["first"], found["second"], found["value"], found["paired"]) == ("2024-01", "2024-02", 0.5, False)
    assert found["p"] < 0.01


def test_a_folder_for_each_annotator_in_another_format(tmp_path: Path) -> None:
    for name, lines in {"ada": "T1\tPER 0 11\tMira Oldane\n", "ben": "T1\tORG 0 11\tMira Oldane\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT)
        (tmp_path / name / "a.ann").write_text(lines)
    (tmp_path / "ben" / "b.txt").write_text(TEXT)
    (tmp_path / "ben" / "b.ann").write_text("T1\tORG 0 11\tMira Oldane\n")
    found = figures(
        tmp_path / "ada", tmp_path / "ben", "-f", "brat", "--measure", "f1-exact,f1-span", "--unit", "entities"
    )
    assert [one["value"] for one in found] == [0, 1]
    assert [one["why"] for one in found[0]["left_out"]] == ["only ben looked for entities in it"]


def test_another_text_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "ada" / "a.json", ADA)
    write(tmp_path / "ben" / "a.json", BEN)
    assert figures(tmp_path / "ada", tmp_path / "ben", "--unit", "entities")[0]["value"] == 0.5
    other = {**BEN, "entities": [entity(1, 0, 11)]}
    (tmp_path / "ben" / "a.json").write_text(
        json.dumps({"format_version": "1.0", "id": "a", "text": TEXT + " So?", "layers": [other]})
    )
    found = figures(tmp_path / "ada", tmp_path / "ben", "--unit", "entities")[0]
    assert "another text of a" in [one["why"] for one in found["left_out"]]


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["--unit", "entity"], "entities"),
        (["--measure", "kapa"], "kappa"),
        (["--by", "types"], "type"),
        (["--gold", "panell"], "panel"),
        (["--layers", "adda,ben"], "ada"),
    ],
)
def test_a_name_that_nothing_has_is_answered_with_the_nearest(arguments: list[str], near: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", ADA, BEN, {**ADA, "annotator": "panel", "role": "gold", "derived_from": ["ada"]})
    with pytest.raises(UnknownName, match=f"did you mean {near}"):
        CliRunner().invoke(app, ["agree", str(path), *arguments], catch_exceptions=False)


@pytest.mark.parametrize("name", FORMATS)
def test_every_way_to_report_has_every_figure(name: str, tmp_path: Path) -> None:
    hostile = {**BEN, "entities": [entity(1, 0, 11), entity(2, 28, 37, "GPE")]}
    path = write(tmp_path / "a.json", ADA, hostile)
    asked = question(units=["entities"], measures=["f1-exact", "kappa"], by=["type"])
    found = agree(load(str(path)), asked)
    report = FORMATS[name](found, asked)
    assert all(part in report for part in ("GPE", "PER"))
    if name == "csv":
        assert len(list(csv.DictReader(io.StringIO(report)))) == len(found)


def test_the_library_gives_values() -> None:
    found = agree(load(str(CORPUS)), Question(units=[UNITS["quotes"]], measures=all_measures()))
    assert {one.measure for one in found} == {one.name for one in all_measures() if "quotes" in one.units}
    assert all(one.n == 14 for one in found)


@pytest.mark.parametrize("scope", ["[validate.severity]\n", '[[validate.override]]\npaths = ["a.json"]\nseverity.'])
def test_a_finding_that_the_project_takes_for_an_error_leaves_an_article_out(tmp_path: Path, scope: str) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"{name}.json", ADA, BEN)
    assert found_articles(tmp_path) == 2
    (tmp_path / "corpus.toml").write_text(f'{scope}TXT011 = "error"')
    assert found_articles(tmp_path) == (1 if "override" in scope else 0)


def test_an_error_that_the_project_takes_lightly_leaves_no_article_out(tmp_path: Path) -> None:
    write(tmp_path / "a.json", {**ADA, "entities": [entity(1, 0, 11, "PERSON")]}, BEN)
    (tmp_path / "corpus.toml").write_text('[[validate.override]]\npaths = ["a.json"]\nseverity.TAG001 = "warning"')
    assert found_articles(tmp_path) == 1


def found_articles(folder: Path) -> int:
    return int(figures(folder, "--unit", "entities")[0]["n"])
