"""How a corpus was divided, and what its parts share, as text, JSON or Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from ..grid import Cells, aligned, markdown
from ..splitting import Leakage, Split

SHOWN = 20
"""Near-copies that are listed one by one for people; JSON has them all."""
Table = tuple[str, Cells, list[list[str]], int]
"""A heading, a header, rows, and how many columns are words."""


def report(found: Split, shared: Leakage, output_format: str) -> str:
    """The whole report."""
    if output_format == "json":
        return json.dumps(_tree(found, shared), ensure_ascii=False, indent=1) + "\n"
    if output_format == "markdown":
        tables = "\n".join(
            f"## {title}\n\n{markdown(header, rows, words)}" for title, header, rows, words in _tables(found, shared)
        )
        return f"# Parts of the corpus\n\n{summary(found)}\n\n{tables}"
    tables = "\n".join(
        f"{title}\n{aligned(header, rows, words)}" for title, header, rows, words in _tables(found, shared)
    )
    return f"{summary(found)}\n\n{tables}"


def summary(found: Split) -> str:
    """What was done, in one sentence: what `split_policy` of a manifest says."""
    shares = "/".join(f"{share * 100:.4g}" for share in found.shares.values())
    several = f"; {sum(found.groups)} of them kept together in {len(found.groups)} groups" if found.groups else ""
    return (
        f"{sum(map(len, found.parts.values()))} articles divided {shares} into {', '.join(found.parts)} by seed "
        f"{found.seed}, each type of entity, event and quote spread as far as it goes{several}."
    )


def _tables(found: Split, shared: Leakage) -> Iterator[Table]:
    rows = [["articles", "", *(str(len(ids)) for ids in found.parts.values())]]
    rows += [[*label, *map(str, counts.values())] for label, counts in found.counts.items()]
    yield "Articles and annotations", ["kind", "type", *found.parts], rows, 2
    yield _near(shared)
    seen = [
        [
            one.part,
            one.type,
            f"{one.surfaces_seen} of {one.surfaces}",
            f"{one.mentions_seen} of {one.mentions}",
            _share(one.mentions_seen, one.mentions),
        ]
        for one in shared.overlap
    ]
    if seen:
        yield "Entities seen in training", ["part", "type", "different words", "mentions", "share"], seen, 2
    chains = [[one.part, f"{one.seen} of {one.count}", _share(one.seen, one.count)] for one in shared.identities]
    if any(one.count for one in shared.identities):
        yield "People and things (chains) seen in training", ["part", "chains", "share"], chains, 1


def _near(shared: Leakage) -> Table:
    rows = [
        [one.first, one.first_part, one.second, one.second_part, f"{one.likeness:.0%}"] for one in shared.near[:SHOWN]
    ]
    title = f"Near-copies in different parts: {len(shared.near) or 'none'}"
    more = f" (the first {SHOWN})" if len(shared.near) > SHOWN else ""
    return title + more, ["article", "part", "is like", "part", "likeness"], rows, 4


def _share(seen: int, count: int) -> str:
    return f"{seen / count:.0%}" if count else "-"


def _tree(found: Split, shared: Leakage) -> dict[str, object]:
    return {
        "splits": found.parts,
        "split_policy": summary(found),
        "seed": found.seed,
        "shares": found.shares,
        "groups": found.groups,
        "types": [{"kind": kind, "type": type_, **counts} for (kind, type_), counts in found.counts.items()],
        "leakage": msgspec.to_builtins(shared),
    }
