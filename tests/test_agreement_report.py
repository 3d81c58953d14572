"""The page and the pictures of `corpus-tools agree`: all that was counted, and nothing from the data that acts."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

import corpus_tools
from corpus_tools.agreement import Figure, LeftOut, question
from corpus_tools.cli import app
from corpus_tools.engine.survey import Survey
from corpus_tools.errors import CorpusToolsError
from corpus_tools.report.agreement import FORMATS
from corpus_tools.report.agreement_page import ROWS, agreement_page
from corpus_tools.report.pictures import MOST, Mark, Picture, pictures
from corpus_tools.report.plots import plot

CORPUS = str(Path(__file__).parents[1] / "corpus")
HOSTILE = (
    '</script><script>alert(1)</script>"><img src=x onerror=alert(2)>'
    "'onmouseover=a() javascript:alert(3) {{7*7}} $x^2$"
)
TURNED = "a\u202eb\u2066c"
TEXT = f"Mira Oldane met Tom Ried in Port Vale. {HOSTILE} {TURNED} 😀"
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and their words."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
            self.words.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.words[tag][-1] += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def rows(self) -> list[list[str]]:
        """The cells of all rows of all tables."""
        found: list[list[str]] = []
        cells = iter(self.words.get("td", []))
        for name, _ in self.elements:
            if name == "tr":
                found.append([])
            elif name == "td":
                found[-1].append(next(cells))
        return [row for row in found if row]


def entity(number: int, start: int, end: int, type_: str = "PER", **more: Any) -> dict[str, Any]:
    spans = [{"start": start, "end": end, "text": TEXT[start:end]}]
    return {"id": f"t{number}", "type": type_, "level": "name", "spans": spans, **more}


def layer(annotator: str, *entities: dict[str, Any], round_: str = "1.0", **more: Any) -> dict[str, Any]:
    guidelines = {"url": "https://example.org/guide", "version": round_}
    tasks = ["entities", "chains", "links", "attributes"]
    return {"annotator": annotator, "guidelines": guidelines, "tasks": tasks, "entities": list(entities), **more}


def linked(link: str, annotator: str, *entities: dict[str, Any]) -> dict[str, Any]:
    return layer(annotator, *entities, chains=[{"id": "c1", "kind": "entity", "type": "PER", "links": [link]}])


def write(path: Path, *layers: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    record = {"format_version": "1.0", "id": f"a{hashlib.md5(path.name.encode()).hexdigest()}", "text": TEXT}
    path.write_text(json.dumps({**record, "layers": layers}), encoding="utf-8")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A corpus whose text, attributes, links and file names are full of markup."""
    mark = {"chain": "c1"}
    for name, round_ in {"<img src=x>&.json": "1.0", "b.json": "2.0"}.items():
        ada = linked("wikidata:<script>1</script>", "ada", entity(1, 0, 11, **mark), entity(2, 16, 24))
        ben = linked("wikidata:Q1", "ben", entity(1, 0, 11, "ORG", **mark), entity(2, 39, 39 + len(HOSTILE) + 3))
        ada["entities"][1]["attributes"] = {"note": HOSTILE}
        ben["entities"].append(entity(3, 16, 24, attributes={"note": TURNED}))
        write(
            tmp_path / "data" / name,
            *({**one, "guidelines": {**one["guidelines"], "version": round_}} for one in (ada, ben)),
        )
    return tmp_path / "data"


def surveyed(path: object, **asked: Any) -> Survey:
    return Survey([str(path)], None, question(**asked))


@pytest.fixture(scope="module")
def sample() -> tuple[Survey, Page]:
    survey = surveyed(CORPUS, units=["entities", "quotes", "relations"])
    return survey, Page(agreement_page(survey, 0))


def test_nothing_in_the_data_acts_on_the_page(hostile: Path) -> None:
    survey = surveyed(hostile)
    assert {one.sort for one in survey.disagreements} >= {"type", "missed", "link", "attribute"}
    source = agreement_page(survey, 0)
    page = Page(source)
    assert (len(page.of("script")), len(page.of("style")), page.of("img"), page.of("iframe")) == (1, 1, [], [])
    attributes = [pair for _, each in page.elements for pair in each.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("src", "style", "action")]
    assert {value[0] for name, value in attributes if name.endswith("href")} == {"#"}
    assert HOSTILE.split()[0] in "".join(page.words["dd"]), "it is shown all the same"
    assert "<script>1</script>" in "".join(page.words["dt"])
    assert "<img src=x>&.json" in "".join(page.words["code"])
    assert "49" not in "".join(page.words["dd"])


def test_what_turns_the_direction_is_shown_as_an_escape(hostile: Path) -> None:
    source = agreement_page(surveyed(hostile), 0)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", source)
    assert r"a\u202eb\u2066c" in source


def test_the_policy_allows_one_style_and_one_script_and_no_network(sample: tuple[Survey, Page]) -> None:
    page = sample[1]
    (policy,) = [one["content"] for one in page.of("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        checksum = base64.b64encode(hashlib.sha256(page.words[tag][0].encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{checksum}'"


def test_ids_are_unique_and_links_lead_to_them(sample: tuple[Survey, Page]) -> None:
    page = sample[1]
    ids = [each["id"] for _, each in page.elements if "id" in each]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert {each["href"][1:] for each in page.of("a")} <= set(ids)


def test_every_figure_is_in_a_table(sample: tuple[Survey, Page]) -> None:
    survey, page = sample
    for one in survey.figures:
        value = "undefined" if one.value is None else f"{one.value:.3f}"
        part = " ".join(*one.by.items()) if one.by else "all"
        beside = [row for row in page.rows if value in row and str(one.items) in row]
        assert any(part in row for row in beside), one


def test_every_mark_of_a_picture_says_its_numbers_and_has_a_row(sample: tuple[Survey, Page]) -> None:
    survey, page = sample
    shown = Counter(page.words["title"][1:])
    for picture in pictures(survey):
        assert {mark.said for mark in picture.drawn} <= shown.keys()
        for mark in picture.marks:
            assert any(row[: len(mark.names)] == list(mark.names) for row in page.rows)
    assert shown.total() == sum(len(picture.drawn) for picture in pictures(survey))


def test_the_table_of_types_counts_what_the_figures_count(sample: tuple[Survey, Page]) -> None:
    survey = sample[0]
    apart = sum(
        count for (unit, first, second), count in survey.confused.items() if unit == "entities" and first != second
    )
    listed = [one for one in survey.disagreements if one.sort == "type" and one.unit == "entities"]
    assert (
        apart
        == sum(
            one.first is not None and one.second is not None and one.first.place == one.second.place for one in listed
        )
        > 0
    )
    pair = {"gold": "ada", "layers": ["ben"], "measures": ["f1-exact"], "units": ["entities"]}
    alike = surveyed(CORPUS, **pair)
    (figure,) = [one for one in alike.figures if not one.by and one.measure == "f1-exact"]
    both = sum(count for (_, first, second), count in alike.confused.items() if first == second)
    assert figure.value == pytest.approx(2 * both / figure.items)


def test_every_disagreement_is_a_card_with_both_sides(sample: tuple[Survey, Page]) -> None:
    survey, page = sample
    cards = [each for each in page.of("li") if "data-unit" in each]
    assert len(cards) == len(survey.disagreements) > 10
    units = Counter(each["data-unit"] for each in cards)
    assert sorted(units.values()) == sorted(Counter(one.unit for one in survey.disagreements).values())
    assert all(each[key].isdigit() for each in cards for key in ("data-unit", "data-sort", "data-annotators"))
    marked = [each["class"] for each in page.of("mark")]
    assert {"side1", "side2"} == set(marked)
    assert sum("json:" in words for words in page.words["code"]) == len(cards)


def test_a_cap_says_how_many_more_there_are(sample: tuple[Survey, Page]) -> None:
    survey = sample[0]
    page = Page(agreement_page(survey, 3))
    assert len([each for each in page.of("li") if "data-unit" in each]) == 3
    assert f"{len(survey.disagreements) - 3} more" in " ".join(page.words["p"])


def test_long_tables_say_how_many_rows_are_not_shown(tmp_path: Path) -> None:
    lines = []
    for number in range(ROWS + 50):
        write(tmp_path / "one.json", layer("ada", entity(1, 0, 11)), layer("ben", entity(1, 0, 11)))
        lines.append({**json.loads((tmp_path / "one.json").read_text()), "id": f"a{number}"})
    (tmp_path / "one.json").unlink()
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    page = Page(agreement_page(surveyed(tmp_path, units=["entities"], by=["article"]), 0))
    parts = len([one for one in surveyed(tmp_path, units=["entities"], by=["article"]).figures if one.by])
    assert f"and {parts - ROWS} more rows" in " ".join(page.words["p"])


def test_drift_is_drawn_where_there_are_two_rounds(hostile: Path, sample: tuple[Survey, Page]) -> None:
    assert "round" in {one.kind for one in pictures(surveyed(hostile))}
    assert "round" not in {one.kind for one in pictures(sample[0])}


def test_what_is_left_out_is_said(hostile: Path) -> None:
    (hostile / "<b>.json").write_text("{")
    page = Page(agreement_page(surveyed(hostile), 0))
    assert any("<b>.json does not validate" in words for words in page.words["li"])
    assert page.of("b") == []


def test_plots_are_files_that_never_change(hostile: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        written_to = ["--plots", str(tmp_path / name), "--report", str(tmp_path / f"{name}.html")]
        done = CliRunner().invoke(app, ["agree", str(hostile), "--unit", "entities", *written_to])
        assert done.exit_code == 0, done.output
        assert "F1 exact" in done.stdout
    survey = surveyed(hostile, units=["entities"])
    written = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert written == sorted(f"{one.name}.{kind}" for one in pictures(survey) for kind in ("svg", "png"))
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    for name in written:
        data = (tmp_path / "one" / name).read_bytes()
        assert data == (tmp_path / "two" / name).read_bytes()
        if name.endswith("svg"):
            assert ElementTree.fromstring(data).tag == "{http://www.w3.org/2000/svg}svg"
        else:
            assert data.startswith(b"\x89PNG\r\n\x1a\n")
            assert data.endswith(b"IEND\xaeB`\x82")


def a_picture(kind: Any, names: list[tuple[str, ...]]) -> Picture:
    marks = [Mark(each, 0.5, 0.25, 0.75, 3, 10 + number) for number, each in enumerate(names)]
    return Picture(
        kind=kind, name="x", unit="entities", title="t", heads=("a",) * len(names[0]), measure="m", marks=marks
    )


@pytest.mark.parametrize("kind", ["type", "round", "pair", "confusion"])
def test_hostile_names_are_drawn_as_words(kind: str) -> None:
    names = [HOSTILE, TURNED, "日本\x00\x1b", "$\\frac$"]
    picture = a_picture(kind, [(one,) if kind in ("type", "round") else (one, "b") for one in names])
    root = ElementTree.fromstring(plot(picture, "svg"))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "$\\frac$" in words
    assert r"a\u202eb\u2066c" in words
    assert not [element for element in root.iter() if element.tag.endswith(("script", "img"))]
    assert plot(picture, "png").startswith(b"\x89PNG")


def test_a_picture_of_very_many_marks_is_drawn_in_part() -> None:
    bars = a_picture("type", [(f"T{number}",) for number in range(300)])
    assert len(bars.drawn) == MOST
    assert bars.drawn[-1].names == ("T299",), "those of the most items are kept"
    table = a_picture("pair", [(f"a{one}", f"a{two}") for two in range(60) for one in range(two)])
    assert {name for mark in table.drawn for name in mark.names} == set(table.labels)
    assert len(table.labels) == MOST


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("agreement_page", "plots", "inline_svg"):
        monkeypatch.delitem(sys.modules, f"corpus_tools.report.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(CorpusToolsError, match=r"corpus-tools\[report\]"):
        CliRunner().invoke(app, ["agree", CORPUS, "--plots", "x"], catch_exceptions=False)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusToolsError, match="file"):
        CliRunner().invoke(
            app, ["agree", CORPUS, "--unit", "cues", "--plots", str(tmp_path / "file")], catch_exceptions=False
        )


def test_the_library_answers_by_path_and_by_records() -> None:
    asked: dict[str, Any] = {"units": ["quotes"], "by": ["pair"], "seed": 1}
    figures = corpus_tools.agree(CORPUS, **asked)
    assert [one.value for one in figures] == [
        one.value for one in corpus_tools.agree(corpus_tools.load(CORPUS), **asked)
    ]
    assert {one.n for one in corpus_tools.agree([CORPUS], **asked) if not one.by} == {14}
    frame = corpus_tools.to_frame(figures)
    assert len(frame) == len(figures)
    assert frame.loc[frame["part"] == "ada,ben", "value"].tolist() == [
        one.value for one in figures if "ada,ben" in one.by.values()
    ]
    assert str(corpus_tools.to_frame([]).dtypes["value"]) == "float64"


def figure(part: str, **more: Any) -> Figure:
    left_out = [LeftOut("article", f"x{part}.json does not validate")]
    given = {"unit": "entities", "measure": "f1-exact", "by": {"pair": part}, "value": None, "low": None, "high": None}
    return Figure(**{**given, "n": 1, "items": 2, "left_out": left_out, "why": f"nobody {part}", **more})


NAMES = [
    "a|b",
    "a\nb",
    "a\x1b[31m",
    TURNED,
    "=1+1",
    "<b>*x*_y_`z`[l](javascript:1)",
    "\\end{tabular}%#&~^$_",
    "日本😀",
    "",
]


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_names_break_no_table(name: str) -> None:
    found = [figure("", by={}), *(figure(part) for part in NAMES)]
    report = FORMATS[name](found, question(units=["entities"]))
    if name != "json":
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", report)
    if name == "json":
        assert [one["by"].get("pair", "") for one in json.loads(report)[1:]] == NAMES
    if name == "csv":
        rows = list(csv.reader(io.StringIO(report)))
        assert {len(row) for row in rows} == {10}
        assert rows[6][3] == "'=1+1"
    if name == "markdown":
        table = [line for line in report.splitlines() if line.startswith("|")]
        assert len(table) == len(found) + 2
        assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {8}
        assert r"\<b>\*x\*\_y\_\`z\`\[l\](javascript:1)" in report
    if name == "latex":
        body = report.partition(r"\midrule")[2].partition("\n\\bottomrule")[0].strip().splitlines()
        assert [len(re.findall(r"(?<!\\)&", line)) for line in body] == [6] * len(found)
        assert r"\textbackslash{}end\{tabular\}\%\#\&\textasciitilde{}\^{}\$\_" in report


def test_very_many_articles_do_not_repeat_what_was_left_out() -> None:
    left_out = [LeftOut("article", f"x{number}.json does not validate") for number in range(500)]
    found = [figure(f"a{number}", left_out=left_out) for number in range(500)]
    found = [figure("", by={}, left_out=left_out, why=""), *found]
    for name, as_format in FORMATS.items():
        report = as_format(found, question(units=["entities"]))
        assert report.count("x7.json") == (name != "csv"), name
        assert "a499" in report


def test_columns_stand_under_each_other_where_letters_are_wide() -> None:
    from corpus_tools.text import width

    found = [figure(part, value=0.5, why="") for part in ("日本日本", "abc")]
    lines = FORMATS["text"](found, question(units=["entities"])).splitlines()
    shown = [line for line in lines if "0.500" in line]
    assert len({width(line.partition("0.500")[0]) for line in shown}) == 1
