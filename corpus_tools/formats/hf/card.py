"""The dataset card: Markdown for people under a head in YAML for the Hub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ...grid import markdown
from ..parquet.columns import features
from .facts import ARRAYS, Facts

_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
_LARGEST = "n>10M"
_UNKNOWN = ("NOASSERTION", "NONE")
_ANSWERS = {
    "motivation": "Why it was made",
    "composition": "What is in it",
    "collection": "How the articles were collected",
    "annotation": "How they were annotated",
    "uses": "What it is good for",
    "personal_data": "Personal data",
    "known_limits": "Known limits",
}
"""Answers of the datasheet, and the headings they get."""
_COLUMNS = """\
Each row is an article: its `text`, `metadata`, and `layers`, one for each annotator, program or panel, with lists of
`entities`, `events`, `quotes`, `relations` and `chains`. Offsets are Unicode code points from 0, the end not included:
`text[start:end]` in Python. Values of attributes are JSON as text. What is absent is null."""


def card(facts: Facts) -> str:
    """The whole of README.md."""
    return f"---\n{yaml(_head(facts))}---\n\n{_body(facts)}"


def _head(facts: Facts) -> dict[str, Any]:
    number = facts.articles.total()
    return {
        "pretty_name": facts.title,
        **({"language": facts.spoken} if facts.spoken else {}),
        "license": _license(facts.license),
        "size_categories": [next((name for most, name in _SIZES if number < most), _LARGEST)],
        "task_categories": ["token-classification"],
        "tags": sorted({"news", "corpus-tools", "croissant", *facts.manifest.get("keywords", ())}),
        "configs": [
            {"config_name": "default", "data_files": [_files(part) for part in facts.parts]},
        ],
        "dataset_info": {"features": features()},
    }


def _license(expression: str) -> str:
    """A licence as the Hub has it: in lower case, and one only."""
    if expression in _UNKNOWN:
        return "unknown"
    return "other" if " " in expression or expression.startswith("LicenseRef-") else expression.lower()


def _files(part: str) -> dict[str, str]:
    return {"split": part, "path": f"data/{part}-*.parquet"}


def yaml(value: Any, indent: str = "") -> str:
    """A tree of objects, lists and plain values as block YAML; texts are quoted as in JSON.

    >>> print(yaml({"language": ["en"], "configs": [{"split": "train"}]}), end="")
    language:
    - "en"
    configs:
    - split: "train"
    """
    if isinstance(value, dict):
        return "".join(f"{indent}{key}:{_below(one, indent)}" for key, one in value.items())
    return "".join(
        f"{indent}- {yaml(one, indent + '  ').strip() if _is_full(one) else _scalar(one)}\n" for one in value
    )


def _below(value: Any, indent: str) -> str:
    deeper = indent if isinstance(value, list) else f"{indent}  "
    return f"\n{yaml(value, deeper)}" if _is_full(value) else f" {_scalar(value)}\n"


def _is_full(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _body(facts: Facts) -> str:
    parts = [
        f"# {facts.title}",
        facts.description,
        "## Parts\n\n" + markdown(["part", "articles", "words"], _parts(facts)).rstrip(),
        "## Annotations\n\n" + markdown(["kind", "type", *facts.parts], _types(facts), words=2).rstrip(),
        f"## Columns\n\n{_COLUMNS}",
        *_answers(facts),
        *_rights(facts),
    ]
    return "\n\n".join(parts) + "\n"


def _parts(facts: Facts) -> Iterator[list[str]]:
    for part in facts.parts:
        yield [part, str(facts.articles[part]), str(facts.words[part])]


def _types(facts: Facts) -> Iterator[list[str]]:
    """Every type with its number in each part; layers are counted together."""
    for array in ARRAYS:
        totals = Counter[str]()
        for (kind, type_, _), count in facts.types.items():
            totals[type_] += count if kind == array else 0
        for type_ in sorted(+totals):
            yield [array, type_, *(str(facts.types[array, type_, part]) for part in facts.parts)]


def _answers(facts: Facts) -> Iterator[str]:
    datasheet = facts.manifest.get("datasheet", {})
    for name, heading in _ANSWERS.items():
        if name in datasheet:
            yield f"## {heading}\n\n{datasheet[name]}"
    if policy := facts.manifest.get("split_policy"):
        yield f"## How the parts were made\n\n{policy}"


def _rights(facts: Facts) -> Iterator[str]:
    texts = facts.manifest.get("text_license", "NOASSERTION")
    yield f"## Licence\n\nAnnotations: {facts.license}. Texts: {texts}."
    if facts.creators:
        yield f"## Made by\n\n{', '.join(facts.creators)}"
    if citation := facts.manifest.get("citation"):
        yield f"## Citation\n\n{citation}"
