"""The only import of cassis, which the extra `uima` brings: type systems."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from ...errors import UnreadableFile
from .declared import DEFAULT, Type

if TYPE_CHECKING:
    from cassis import TypeSystem

EXTRA = "uima"


def check_installed(file: str) -> None:
    """Make sure that the library is there.

    Raises:
        UnreadableFile: it is not.
    """
    try:
        import cassis  # noqa: F401
    except ImportError as error:
        raise UnreadableFile(file, f"files of UIMA's need the extra: pip install 'corpus-tools[{EXTRA}]'") from error


@lru_cache(8)
def described(data: bytes | None, more: tuple[Type, ...] = ()) -> TypeSystem:
    """The type system that a file describes, or without one that of DKPro, with further types and features."""
    import cassis

    with _quiet():
        found = cassis.load_dkpro_core_typesystem() if data is None else cassis.load_typesystem(BytesIO(data))
        return _with(found, (*DEFAULT, *more))


@lru_cache(64)
def made(more: tuple[Type, ...]) -> TypeSystem:
    """The type system of these types."""
    import cassis

    with _quiet():
        return _with(cassis.TypeSystem(), more)


def _with(system: TypeSystem, more: Sequence[Type]) -> TypeSystem:
    for one in more:
        if not system.contains_type(one.name, match_exactly=True):
            system.create_type(one.name, one.parent)
    for one in more:
        known = {feature.name for feature in system.get_type(one.name).all_features}
        for feature in one.features:
            if feature.name not in known:
                system.create_feature(one.name, feature.name, feature.range, elementType=feature.element)
    return system


@contextmanager
def _quiet() -> Iterator[None]:
    """What cassis warns of is told as losses, or does no harm."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
