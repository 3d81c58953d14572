"""Where records live: files, folders and streams; the canonical form; atomic writes."""

from ..canonical import canonical
from ..decode import decode
from ..file_names import file_name
from .files import write_atomically
from .source import Source, sources

__all__ = ["Source", "canonical", "decode", "file_name", "sources", "write_atomically"]
