"""The record as pydantic models, made from `corpus_tools.model`: the same types, limits and patterns."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Annotated, Any, Literal, Union

from msgspec import inspect

from corpus_tools.model import Record

_ANNOTATED: Any = Annotated
_LITERAL: Any = Literal
_UNION: Any = Union


def adapter() -> Any:
    """A pydantic type adapter for whole records."""
    return import_module("pydantic").TypeAdapter(_type(inspect.type_info(Record)))


def _type(of: inspect.Type) -> Any:
    match of:
        case inspect.StructType():
            return _model(of.cls)
        case inspect.StrType():
            return _limited(str, min_length=of.min_length, max_length=of.max_length, pattern=_pattern(of.pattern))
        case inspect.IntType():
            return _limited(int, ge=of.ge, le=of.le, gt=of.gt, lt=of.lt)
        case inspect.FloatType():
            return _limited(float, ge=of.ge, le=of.le, gt=of.gt, lt=of.lt)
        case inspect.BoolType():
            return bool
        case inspect.LiteralType():
            return _LITERAL[of.values]
        case inspect.ListType():
            return _limited(list[_type(of.item_type)], min_length=of.min_length, max_length=of.max_length)  # type: ignore[misc]
        case inspect.DictType():
            inner: Any = dict[_type(of.key_type), _type(of.value_type)]  # type: ignore[misc]
            return _limited(inner, min_length=of.min_length, max_length=of.max_length)
        case inspect.TupleType():
            return tuple[tuple(map(_type, of.item_types))]  # type: ignore[misc]
        case inspect.UnionType():
            return _union(of)
        case inspect.RawType() | inspect.AnyType():
            return Any
    raise TypeError(f"no pydantic type is known for {type(of).__name__}")


def _union(of: inspect.UnionType) -> Any:
    """One of several types; structs are told apart by their tag."""
    choices = _UNION[tuple(map(_type, of.types))]
    tags = {member.tag_field for member in of.types if isinstance(member, inspect.StructType)}
    return _limited(choices, discriminator=tags.pop()) if tags else choices


@cache
def _model(struct: type) -> Any:
    """The model of a struct: closed and strict, fields named as in JSON, absent fields None."""
    pydantic = import_module("pydantic")
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    fields: dict[str, Any] = {
        f"{field.name}_": (_type(field.type), pydantic.Field(... if field.required else None, alias=field.encode_name))
        for field in described.fields
    }
    if described.tag_field:
        fields[described.tag_field] = (_LITERAL[described.tag], ...)
    config = pydantic.ConfigDict(extra="forbid", strict=True, frozen=True)
    return pydantic.create_model(struct.__name__, __config__=config, **fields)


def _limited(of: Any, **limits: Any) -> Any:
    given = {name: limit for name, limit in limits.items() if limit is not None}
    return _ANNOTATED[of, import_module("pydantic").Field(**given)] if given else of


def _pattern(pattern: str | None) -> str | None:
    """The same pattern for pydantic's own engine, where `$` never matches before a final newline."""
    return pattern.replace(r"$(?!\n)", "$") if pattern else None
