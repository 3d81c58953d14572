"""Files of one record, which are what people work in; whatever is packed or holds many is refused, with the remedy."""

from __future__ import annotations

from ..store.source import Source
from ..text import quoted


def refused(source: Source, what: str) -> str:
    """Why a file is no file of one record, and what makes such files of it; empty where it is one."""
    if source.is_editable and not source.file.endswith(".jsonl"):
        return ""
    remedy = f"corpus-tools convert {quoted(source.file, len(source.file))} -t json -o FOLDER makes such files"
    return f"only files of one record, .json, can be {what}; {remedy}"
