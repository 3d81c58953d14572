"""Packed streams, gzip and Zstandard, unpacked as they are read; one that is cut off is an error."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterator
from typing import IO, Any

SUFFIXES = (".gz", ".zst")


def unpacked(stream: IO[bytes], path: str) -> IO[bytes]:
    """A stream of what a file holds, by the suffix of its name."""
    if path.endswith(".gz"):
        import gzip  # late: most files are not packed

        return gzip.open(stream)  # type: ignore[return-value]
    if path.endswith(".zst"):
        return io.BufferedReader(_Zstandard(stream))
    return stream


def bounded(stream: IO[bytes], at_most: int, why: str, *below: IO[bytes]) -> IO[bytes]:
    """A stream that raises OSError, with a reason, where more than so many bytes are read from it.

    It is closed together with those below it, of which it is made.
    """
    return io.BufferedReader(_Bounded(stream, at_most, why, *below))


def errors() -> tuple[type[Exception], ...]:
    """What reading a broken packed stream may raise, beside OSError; a library that was not loaded raised nothing."""
    zstandard = sys.modules.get("zstandard")
    return (EOFError, zlib.error, *((zstandard.ZstdError,) if zstandard else ()))


class _Bounded(io.RawIOBase):
    """Counts what is read."""

    def __init__(self, stream: IO[bytes], at_most: int, why: str, *below: IO[bytes]) -> None:
        self._stream, self._left, self._why, self._below = stream, at_most, why, below

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise OSError(self._why)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        for stream in (self._stream, *self._below):
            stream.close()
        super().close()


class _Zstandard(io.RawIOBase):
    """Unpacks frame after frame. The library's own reader takes a file that was cut off for one that ended."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._pieces = _pieces(stream)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


_STEP = 2**10
"""Bytes; Zstandard may unpack one byte to 32,000, so a step stays small."""


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    import zstandard

    unpacker = zstandard.ZstdDecompressor().decompressobj(write_size=2**18)
    started = False
    while packed := stream.read(_STEP):
        while packed:
            started = True
            yield unpacker.decompress(packed)
            packed = unpacker.unused_data if unpacker.eof else b""
            if unpacker.eof:
                unpacker, started = zstandard.ZstdDecompressor().decompressobj(write_size=2**18), False
    if started:
        raise EOFError("the file is cut off")
