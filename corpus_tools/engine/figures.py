"""Figures of agreement for Python: of files, folders and records, by the names that the command line has too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..agreement import Figure, Parameters, question
from ..agreement import agree as figures_of
from ..model import Record
from .agree import met


def agree(
    source: str | Path | Sequence[str | Path] | Iterable[Record],
    *,
    units: Sequence[str] = (),
    measures: Sequence[str] = (),
    by: Sequence[str] = (),
    layers: Sequence[str] = (),
    gold: str | None = None,
    format: str | None = None,
    level: float = 0.95,
    **parameters: Any,
) -> list[Figure]:
    """How far annotators agree, with intervals; without units, or measures, the headlines of every unit.

    Args:
        source: records, such as an open corpus, or where they are: a path, or one for each annotator with `format`.
        by: parts that have figures of their own: type, section, pair, annotator, article, round.
        layers: names of the layers, or annotators, that are compared.
        gold: the layer that the others are held against.
        format: the format of the files, if not our own.
        level: the certainty of intervals.
        parameters: fields of `agreement.Parameters`, such as `seed` and `grain`.

    Raises:
        UnknownName: there is no such unit, measure, part, layer or format.
        UnreadableFile: a path is not there.
        TypeError: there is no such parameter.

    Example:
        >>> import corpus_tools
        >>> [figure] = corpus_tools.agree("corpus", units=["cues"])          # doctest: +SKIP
    """
    asked = question(
        units=units,
        measures=measures,
        by=by,
        layers=layers,
        gold=gold,
        level=level,
        parameters=Parameters(**parameters),
    )
    return figures_of(_records(source, format), asked)


def _records(source: Any, format: str | None) -> Iterable[Any]:
    """What is read from paths, files with errors as what is left out; records as they are."""
    if isinstance(source, (str, Path)):
        return met([str(source)], format)
    if isinstance(source, Sequence) and source and isinstance(source[0], (str, Path)):
        return met([str(path) for path in source], format)
    return source  # type: ignore[no-any-return]
