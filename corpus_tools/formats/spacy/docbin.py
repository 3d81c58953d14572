"""spaCy's own reader and writer of DocBin: the only place where spaCy is imported."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import FormatError, UnreadableFile
from ...text import quoted
from .document import Document, document

if TYPE_CHECKING:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

MAX_UNPACKED = 512 * 2**20
"""Bytes of a DocBin once it is unpacked; a larger one is refused."""
_PIECE = 2**20
ATTRIBUTES = ("ORTH", "SENT_START", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
"""What is written of each token."""


def documents(data: bytes, file: str) -> Iterator[Document]:
    """The documents of a DocBin, one at a time.

    Raises:
        UnreadableFile: spaCy is not installed.
        FormatError: it is no DocBin, or unpacked too large; the documents before a broken one are yielded first.
    """
    _check_size(data, file)
    try:
        yield from map(document, empty(file).from_bytes(data).get_docs(vocab()))
    except UnreadableFile:
        raise
    except Exception as error:  # what spaCy raises on a broken file depends on where it is broken
        raise FormatError(
            file, None, None, "a DocBin", quoted(str(error).split("\n")[0] or type(error).__name__)
        ) from error


def _check_size(data: bytes, file: str) -> None:
    """Unpack piece by piece without keeping anything, to see how much it would be."""
    unpacker, size, piece = zlib.decompressobj(), 0, data
    try:
        while piece and not unpacker.eof:
            size += len(unpacker.decompress(piece, _PIECE))
            piece = unpacker.unconsumed_tail
            if size > MAX_UNPACKED:
                what = f"a DocBin of at most {MAX_UNPACKED >> 20} MiB when it is unpacked"
                raise FormatError(file, None, None, what, "a larger one")
    except zlib.error as error:
        raise FormatError(file, None, None, "a DocBin, packed with zlib", str(error)) from error
    if not unpacker.eof:
        raise FormatError(file, None, None, "a DocBin", "one that is cut off")


def empty(file: str) -> DocBin:
    """A DocBin to put documents in.

    Raises:
        UnreadableFile: spaCy is not installed.
    """
    try:
        from spacy.tokens import DocBin
    except ImportError as error:
        raise UnreadableFile(file, "spaCy files need the extra: pip install 'corpus-tools[spacy]'") from error
    return DocBin(attrs=ATTRIBUTES, store_user_data=True)


def vocab() -> Vocab:
    """The strings that documents share."""
    from spacy.vocab import Vocab

    return Vocab()
