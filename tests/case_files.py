"""Files of cases: data only, in YAML. Read by the parser in C, since there are thousands of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(source: str | bytes) -> Any:
    """What a file of one document says."""
    return yaml.load(source, Loader=_LOADER)


def load_all(source: str | bytes) -> Iterator[Any]:
    """Each document of a file."""
    yield from yaml.load_all(source, Loader=_LOADER)
