"""Tables of a corpus as pandas DataFrames. The only import of pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from ..model import Record
from ..tables import COLUMNS, Row, rows
from ..tagset import TagSets

if TYPE_CHECKING:
    from ..agreement import Figure

_CATEGORIES = {"type", "role", "status", "level", "kind", "owner_kind", "filler_kind"}
_WHOLE = {"start", "end", "sentence", "token", "depth", "open_conflicts", "unanchored"}


def frames(records: Iterable[Record], at_hand: TagSets, splits: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """One DataFrame per table of `tables.COLUMNS`; labels are categories, offsets whole numbers that may be absent."""
    collected: dict[str, list[Row]] = {table: [] for table in COLUMNS}
    for record in records:
        for table, found in rows(record, at_hand, splits.get(record.id)).items():
            collected[table].extend(found)
    return {table: _frame(found, COLUMNS[table]) for table, found in collected.items()}


def _frame(found: list[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(found, columns=list(columns))
    for column in columns:
        if column in _CATEGORIES:
            frame[column] = frame[column].astype("category")
        elif column in _WHOLE:
            frame[column] = frame[column].astype("Int32")
    return frame


def to_frame(figures: Iterable[Figure]) -> pd.DataFrame:
    """Figures of agreement as a table, a row for each; what is undefined is missing, and `why` says why.

    Columns: unit, measure, by, part, value, low, high, articles, items, left_out, interval, why. `by` and `part` are
    empty for the whole corpus; `left_out` counts what takes no part in the figures of a unit.
    """
    frame = pd.DataFrame.from_records([_figure_row(one) for one in figures], columns=list(_FIGURE))
    numbers = {"value": "float64", "low": "float64", "high": "float64"}
    return frame.astype({**numbers, **dict.fromkeys(("articles", "items", "left_out"), "int64")})


_FIGURE = (
    *("unit", "measure", "by", "part", "value", "low", "high"),
    *("articles", "items", "left_out", "interval", "why"),
)


def _figure_row(one: Figure) -> tuple[object, ...]:
    by, part = next(iter(one.by.items()), ("", ""))
    left_out = sum(each.count for each in one.left_out)
    shown = (one.value, one.low, one.high, one.n, one.items, left_out, one.interval, one.why)
    return (one.unit, one.measure, by, part, *shown)


def counts(frames_: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """How many annotations each layer has, by kind and type, and in how many articles.

    Columns: kind, type, layer, role, annotator, count, articles.
    """
    layers = frames_["layers"][["article", "layer", "role", "annotator"]]
    parts = []
    for table, kind in _KINDS.items():
        frame = (
            frames_[table][["article", "layer", "type"]].astype({"type": object}).merge(layers, on=["article", "layer"])
        )
        frame = frame.assign(type=frame["type"].fillna("(none)"), kind=kind)
        by = ["kind", "type", "layer", "role", "annotator"]
        grouped = frame.groupby(by, observed=True, sort=True)["article"]
        parts.append(grouped.agg(count="size", articles="nunique").reset_index())
    return pd.concat(parts, ignore_index=True)


_KINDS = {"entities": "entity", "events": "event", "quotes": "quote", "relations": "relation", "chains": "chain"}


def pivot(counted: pd.DataFrame) -> pd.DataFrame:
    """Counts with a column for each layer, a total under each kind; layers in the order of their roles."""
    order = counted[["layer", "role"]].drop_duplicates()
    order = order.assign(rank=order["role"].map({"annotation": 0, "prediction": 1, "gold": 2}).astype(int))
    names = list(dict.fromkeys(order.sort_values(["rank", "layer"])["layer"]))
    table = counted.pivot_table(index=["kind", "type"], columns="layer", values="count", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=names).astype(int)
    totals = table.groupby(level="kind").sum()
    totals.index = pd.MultiIndex.from_tuples([(kind, "all") for kind in totals.index], names=["kind", "type"])
    kinds = list(_KINDS.values())
    whole = pd.concat([totals, table])
    key = [(kinds.index(kind), type_ != "all", type_) for kind, type_ in whole.index]
    return whole.iloc[sorted(range(len(key)), key=key.__getitem__)]
