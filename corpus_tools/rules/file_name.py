"""The name of a record's file is not the one that its id gives.

Where each article has a file of its own it is found by its id, so the file is called `<id>.json`; capitals are marked
by `~`, since some systems do not tell them apart. Only records of a corpus whose manifest says that each has its own
file are looked at. Rename the file, or correct the id and everything that refers to it.

Fails:

    {"manifest": {}, "articles": [{"id": "rain", "$file": "snow.json", "text": "It rained."}]}

Passes:

    {"manifest": {}, "articles": [{"id": "rain", "text": "It rained."}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..file_names import file_name
from ..text import quoted
from ._corpus import CorpusView, Spot
from ._rule import Problem, Rule


def check(corpus: CorpusView) -> Iterator[Problem]:
    if corpus.manifest is None or corpus.manifest.tree["articles"]["layout"] != "file_per_article":
        return
    for article in corpus.articles:
        name, wanted = article.name.rpartition("/")[2], file_name(article.id)
        if name.endswith(".json") and name != wanted:
            yield Problem(
                on=Spot(article, ("id",)),
                message=f"the file is called {quoted(name)}, by its id it would be {quoted(wanted)}",
                fix=f"rename it to {quoted(wanted)}, or correct the id",
            )


RULE = Rule(code="FMT006", name="file-name", severity="error", level=6, subject="corpus", check=check, fix="unsafe")
