"""Division into parts: even over types, groups whole, the same for the same seed; and what parts share is told."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from corpus_tools.cli import app
from corpus_tools.splitting import Facts, gather, leakage, near_pairs, parts, split
from corpus_tools.splitting.shares import WrongShares

from .conversions import record_of

WORDS = [f"word{number}" for number in range(20)]


def article(number: int, types: list[str], text: str = "", **more: Any) -> dict[str, Any]:
    """An article in which each type marks the first word."""
    text = text or " ".join([f"Lea{number}", *Random(number).sample(WORDS, 12)])
    words = text.split()[0]
    span = {"start": 0, "end": len(words), "text": words}
    entities = [{"id": f"t{at}", "type": name, "spans": [span]} for at, name in enumerate(types)]
    return {"id": f"a{number:03}", "text": text, "layers": [{"annotator": "ada", "entities": entities}], **more}


def facts(*trees: dict[str, Any], groups: tuple[str, ...] = ()) -> list[Facts]:
    return [gather(record_of(tree), None, groups) for tree in trees]


@pytest.mark.parametrize(
    ("written", "shares"),
    [
        ("80/10/10", {"train": 0.8, "dev": 0.1, "test": 0.1}),
        ("80/20", {"train": 0.8, "test": 0.2}),
        ("train=3/blind=1", {"train": 0.75, "blind": 0.25}),
    ],
)
def test_shares_are_read(written: str, shares: dict[str, float]) -> None:
    assert parts(written) == shares


@pytest.mark.parametrize("written", ["", "80", "80/x", "0/100", "a=1/2", "a=1/a=2", "1/2/3/4", "-1/2"])
def test_wrong_shares_are_refused(written: str) -> None:
    with pytest.raises(WrongShares):
        parts(written)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**16), size=st.integers(3, 40))
def test_every_article_is_in_one_part_and_order_does_not_matter(seed: int, size: int) -> None:
    random = Random(seed)
    found = facts(*(article(number, random.choices(["PER", "ORG", "GPE"], k=3)) for number in range(size)))
    made = split(found, parts("80/10/10"), seed)
    again = split(random.sample(found, size), parts("80/10/10"), seed)
    assert Counter(one for ids in made.parts.values() for one in ids) == Counter(one.id for one in found)
    assert again == made


def test_a_rare_type_is_spread_and_sizes_are_kept() -> None:
    found = facts(*(article(number, ["PER"] + ["ORG"] * (number % 5 == 0)) for number in range(100)))
    made = split(found, parts("80/10/10"), 1)
    assert {part: len(ids) for part, ids in made.parts.items()} == {"train": 80, "dev": 10, "test": 10}
    assert made.counts["entity", "ORG"] == {"train": 16, "dev": 2, "test": 2}


def test_another_seed_draws_others() -> None:
    found = facts(*(article(number, ["PER"]) for number in range(40)))
    assert split(found, parts("50/50"), 1).parts != split(found, parts("50/50"), 2).parts


def test_what_belongs_together_stays_together() -> None:
    trees = [
        article(
            number, ["PER"], metadata={"publisher": {"name": f"paper {number % 4}"}, "date_published": "2024-03-12"}
        )
        for number in range(40)
    ]
    made = split(facts(*trees, groups=("source",)), parts("50/50"), 7)
    papers = [{int(one[1:]) % 4 for one in ids} for ids in made.parts.values()]
    assert not papers[0] & papers[1]
    assert made.groups == [10, 10, 10, 10]
    assert split(facts(*trees, groups=("date",)), parts("50/50"), 7).groups == [40]
    versions = [article(1, []), article(2, [], metadata={"version_of": "a001"}), article(3, [])]
    assert split(facts(*versions, groups=("story",)), parts("50/50"), 7).groups == [2]


def test_near_copies_and_known_words_are_told() -> None:
    text = "Lea met Tom at the harbour of Norhaven on Friday while the rain fell on the roofs and the ferry waited"
    found = facts(article(1, ["PER"], text), article(2, ["PER", "ORG"], text + " again"), article(3, ["PER"]))
    assert [(one, other) for one, other, _ in near_pairs(found)] == [("a001", "a002")]
    shared = leakage(found, {"train": ["a001"], "test": ["a002", "a003"]})
    assert [(one.first, one.second, one.second_part) for one in shared.near] == [("a001", "a002", "test")]
    told = {one.type: (one.surfaces_seen, one.surfaces, one.mentions_seen, one.mentions) for one in shared.overlap}
    assert told == {"ORG": (0, 1, 0, 1), "PER": (1, 2, 1, 2)}
    made = split(found, parts("50/50"), 0, [("a001", "a002")])
    assert made.groups == [2]
    assert not leakage(found, made.parts).near


def test_chains_that_training_knows_are_counted() -> None:
    def chained(number: int, link: str) -> dict[str, Any]:
        tree = article(number, [])
        tree["layers"][0]["chains"] = [{"id": "c1", "kind": "entity", "name": "X", "links": [link]}]
        return tree

    found = facts(chained(1, "wikidata:Q1"), chained(2, "wikidata:Q1"), chained(3, "wikidata:NIL"))
    shared = leakage(found, {"train": ["a001"], "test": ["a002", "a003"]})
    assert [(one.seen, one.count) for one in shared.identities] == [(1, 2)]


def corpus(folder: Path, indent: int | None = 1) -> Path:
    (folder / "articles").mkdir(parents=True)
    for number in range(20):
        tree = {"format_version": "1.0", **article(number, ["PER", "ORG"][: 1 + number % 2])}
        (folder / "articles" / f"{tree['id']}.json").write_text(json.dumps(tree), encoding="utf-8")
    manifest = json.loads(Path("corpus/corpus.json").read_bytes())
    manifest = {**manifest, "files": [], "splits": {"train": []}, "tagsets": manifest["tagsets"]}
    del manifest["split_policy"]
    (folder / "corpus.json").write_text(
        json.dumps(manifest, indent=indent, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return folder


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.mark.parametrize("indent", [None, 1, 2])
def test_parts_are_written_into_the_manifest(tmp_path: Path, indent: int | None) -> None:
    folder = corpus(tmp_path / "c", indent)
    before = json.loads((folder / "corpus.json").read_bytes())
    result = run("split", folder, "--write", "--seed", 5)
    assert result.exit_code == 0, result.output
    after = json.loads((folder / "corpus.json").read_bytes())
    assert {part: len(ids) for part, ids in after["splits"].items()} == {"train": 16, "dev": 2, "test": 2}
    assert "seed 5" in after["split_policy"]
    assert {**after, "splits": 0, "split_policy": 0} == {**before, "splits": 0, "split_policy": 0}
    assert "\n" not in (folder / "corpus.json").read_text("utf-8").strip() or indent


def test_reports(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c")
    tree = json.loads(run("split", folder, "--output-format", "json").output)
    assert {"splits", "seed", "types", "leakage"} <= tree.keys()
    assert "| entity | PER |" in run("split", folder, "--output-format", "markdown").output
    assert "by seed 0" in run("split", folder).output


def test_too_few_articles_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"format_version": "1.0", **article(1, [])}))
    assert "at least 3 articles, found 1" in str(run("split", path).exception)
    assert "'x' does not say how large" in str(run("split", path, "--parts", "x").exception)
    assert run("split", path, "--write").exit_code == 2


def test_convert_divides(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c")
    result = run("convert", folder / "articles", "-t", "jsonl", "-o", tmp_path / "out", "--split", "80/10/10")
    assert result.exit_code == 0, result.output
    assert "20 articles from 20 sources, 3 files written, nothing lost" in result.stderr
    sizes = {path.name: len(path.read_text().splitlines()) for path in (tmp_path / "out").iterdir()}
    assert sizes == {"train.jsonl": 16, "dev.jsonl": 2, "test.jsonl": 2}
    result = run("convert", folder / "articles", "-t", "json", "-o", tmp_path / "each", "--split", "train=50/test=50")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "each").iterdir()) == ["test", "train"]
    assert len(list((tmp_path / "each" / "train").iterdir())) == 10
    assert run("convert", "-", "-t", "jsonl", "-o", tmp_path / "x", "--split", "80/20").exit_code == 2


def test_convert_leaves_no_part_behind_where_a_later_one_would_lose_something(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c")
    options = ("--split", "train=50/test=50", "--fail-on-loss")
    source = ("convert", folder / "articles", "-o", tmp_path / "out")
    lossless = run(*source, "-t", "jsonl", *options)
    assert (lossless.exit_code, len(list((tmp_path / "out").iterdir()))) == (0, 2), lossless.output
    refused = run(*source, "-t", "gliner", *options, "--force", "--misaligned", "expand")
    assert (refused.exit_code, len(list((tmp_path / "out").iterdir()))) == (1, 2), refused.output


def test_the_manifest_of_the_sample_corpus_is_what_parts_of_a_dataset_are(tmp_path: Path) -> None:
    result = run("convert", "corpus/articles", "-t", "hf", "-o", tmp_path / "hf")
    assert result.exit_code == 0, result.output
    head = (tmp_path / "hf" / "README.md").read_text("utf-8").split("---\n")[1]
    files = yaml.safe_load(head)["configs"][0]["data_files"]
    assert [file["split"] for file in files] == ["train", "validation", "test"]
