"""Records as rows of an Arrow table: the only import of pyarrow.

Columns are made from the model, so that the two cannot drift apart. What may be of several types, or is somebody's own,
is JSON as text; a mapping is a list of names and values; what is absent is null.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, Raw, inspect

from ...errors import FormatError
from ...model import Record


class Column(NamedTuple):
    """An Arrow type, and what turns a value of the model into one of it and back."""

    type: Any
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def arrow(name: str = "parquet") -> Any:
    """The library pyarrow; `name` is the file it is wanted for.

    Raises:
        FormatError: it is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        hint = "the extra parquet: pip install 'corpus-tools[parquet]'"
        raise FormatError(name, None, None, hint, "no pyarrow") from error
    return pyarrow


@cache
def columns() -> dict[str, Column]:
    """The columns of a table of records, by name."""
    record = inspect.type_info(Record)
    assert isinstance(record, inspect.StructType)
    return {field.encode_name: _column(field.type) for field in record.fields}


@cache
def schema() -> Any:
    """The columns of a table of records and their types."""
    return arrow().schema([(name, column.type) for name, column in columns().items()])


def _column(of: inspect.Type) -> Column:
    """The column for one type of the model."""
    pa = arrow()
    match of:
        case inspect.StructType():
            return _struct(of)
        case inspect.ListType(item_type=inner):
            return _list(_column(inner))
        case inspect.TupleType(item_types=(inner, *_)):
            return _list(_column(inner))
        case inspect.DictType(value_type=inner):
            return _mapping(_column(inner))
        case inspect.IntType():
            return Column(pa.int32(), _same, _same)
        case inspect.FloatType():
            return Column(pa.float64(), float, _same)
        case inspect.BoolType():
            return Column(pa.bool_(), _same, _same)
        case inspect.StrType() | inspect.LiteralType():
            return Column(pa.string(), _same, _same)
    return Column(pa.string(), _json_of, lambda text: Raw(text.encode()))


def _same(value: Any) -> Any:
    return value


def _json_of(value: Any) -> str:
    return (bytes(value) if isinstance(value, Raw) else msgspec.json.encode(value)).decode()


def _struct(of: inspect.StructType) -> Column:
    fields = [(field.name, field.encode_name, _column(field.type)) for field in of.fields]
    readers = {name: column.read for _, name, column in fields}
    return Column(
        arrow().struct([(name, column.type) for _, name, column in fields]),
        lambda part: {
            name: column.write(value) for field, name, column in fields if (value := getattr(part, field)) is not UNSET
        },
        lambda row: {name: readers[name](value) for name, value in row.items() if value is not None},
    )


def _list(item: Column) -> Column:
    return Column(
        arrow().list_(item.type),
        lambda values: [item.write(value) for value in values],
        lambda values: [item.read(value) for value in values],
    )


def _mapping(value: Column) -> Column:
    pa = arrow()
    return Column(
        pa.list_(pa.struct([("name", pa.string()), ("value", value.type)])),
        lambda pairs: [{"name": name, "value": value.write(one)} for name, one in pairs.items()],
        lambda rows: {row["name"]: value.read(row["value"]) for row in rows},
    )


def row(record: Record) -> dict[str, Any]:
    """A record as a row; the inner structs are those of the model, turned field by field."""
    names = {field.encode_name: field.name for field in msgspec.structs.fields(Record)}
    values = ((name, getattr(record, names[name]), column) for name, column in columns().items())
    return {name: column.write(value) for name, value, column in values if value is not UNSET}


def features() -> list[dict[str, Any]]:
    """The columns of a table of records as the card of a Hugging Face dataset has them."""
    return [{"name": field.name, **_feature(field.type)} for field in schema()]


def _feature(of: Any) -> dict[str, Any]:
    types = arrow().types
    if types.is_struct(of):
        return {"struct": [{"name": field.name, **_feature(field.type)} for field in of]}
    if types.is_list(of):
        inner = _feature(of.value_type)
        return {"list": inner.get("struct") or inner.get("dtype") or inner}
    return {"dtype": "float64" if types.is_floating(of) else str(of)}
