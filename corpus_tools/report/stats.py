"""Counts of a corpus as text, CSV, JSON or Markdown."""

from __future__ import annotations

from ..corpus import Corpus
from .lines import counted as several


def stats(corpus: Corpus, output_format: str) -> str:
    """Counts per kind, type and layer.

    `csv` and `json` have one row a kind, type and layer; `text` and `markdown` a column for each layer.
    """
    from .frames import counts, pivot

    frames_ = {
        name: getattr(corpus, name) for name in ("layers", "entities", "events", "quotes", "relations", "chains")
    }
    counted = counts(frames_)
    if output_format == "csv":
        return counted.to_csv(index=False, lineterminator="\n")
    if output_format == "json":
        return counted.to_json(orient="records", indent=1, force_ascii=False) + "\n"
    if not len(counted):
        return (_overview(corpus) if output_format == "text" else "") + "no annotations\n"
    table = pivot(counted).reset_index()
    header = [str(column) for column in table.columns]
    lines = [[str(cell) for cell in row] for row in table.itertuples(index=False)]
    if output_format == "markdown":
        return _markdown(header, lines)
    return _overview(corpus) + _aligned(header, lines)


def _overview(corpus: Corpus) -> str:
    articles, layers = corpus.articles, corpus.layers
    words = sum(len(text.split()) for text in articles["text"])
    languages = articles["language"].fillna("unknown").value_counts()
    shown = ", ".join(f"{name} {count}" for name, count in languages.items())
    return (
        f"{several(len(articles), 'article')}, {several(words, 'word')} (between white space), "
        f"{several(len(corpus.sections), 'section')}, "
        f"{several(len(layers), 'layer')} by {several(layers['annotator'].nunique(), 'annotator')}\n"
        f"languages: {shown or 'none'}\n\n"
    )


def _aligned(header: list[str], lines: list[list[str]]) -> str:
    widths = [max(len(line[column]) for line in [header, *lines]) for column in range(len(header))]
    shown = (
        "  ".join(
            cell.ljust(w) if column < 2 else cell.rjust(w)
            for column, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in [header, *lines]
    )
    return "\n".join(line.rstrip() for line in shown) + "\n"


def _markdown(header: list[str], lines: list[list[str]]) -> str:
    rule = ["---" if column < 2 else "---:" for column in range(len(header))]
    return "\n".join("| " + " | ".join(line) + " |" for line in [header, rule, *lines]) + "\n"
