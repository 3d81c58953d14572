"""What a format is, and what goes in and out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import IO, Any, Literal, NamedTuple

from msgspec import Struct, field

from ..errors import FormatError
from ..model import Record
from ..tagset import TagSet
from ._loss import Loss

MAX_FILE = 256 * 2**20
"""Bytes of a file that has to be read whole; a larger one is refused."""
Unit = Literal["code points", "UTF-16 units", "bytes", "tokens"]
Counts = Counter[str]
"""How many of each kind of thing; see `_things.KINDS`."""


class File:
    """One file of a source: its name, relative to the source, and its bytes when they are asked for.

    `named` tells that it was asked for by name, not met in a folder.
    """

    def __init__(self, name: str, opened: Callable[[], IO[bytes]], *, named: bool = True) -> None:
        self.name, self.open, self.named = name, opened, named

    def read(self) -> bytes:
        """All bytes.

        Raises:
            FormatError: there are too many.
        """
        with self.open() as stream:
            data = stream.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise FormatError(self.name, None, None, f"a file of at most {MAX_FILE >> 20} MiB", "a larger one")
        return data

    def text(self) -> str:
        """All of it as UTF-8, without a byte order mark. Line ends stay as they are.

        Raises:
            FormatError: it is not UTF-8.
        """
        return self._decoded(self.read(), 1)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line as UTF-8 with its 1-based number, split at LF only and without it, with memory for one.

        Raises:
            FormatError: a line is not UTF-8, or too long; the lines before it are yielded first.
        """
        return ((number, self._decoded(line, number).removesuffix("\n")) for number, line in self.byte_lines())

    def byte_lines(self) -> Iterator[tuple[int, bytes]]:
        """Each line with its LF and its 1-based number.

        Raises:
            FormatError: a line is too long.
        """
        with self.open() as stream:
            number = 0
            while line := stream.readline(MAX_FILE + 1):
                number += 1
                if len(line) > MAX_FILE:
                    raise FormatError(self.name, number, 1, f"a line of at most {MAX_FILE >> 20} MiB", "a longer one")
                yield number, line

    def _decoded(self, data: bytes, line: int) -> str:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            line, column = line + before.count("\n"), error.start - data.rfind(b"\n", 0, error.start)
            raise FormatError(self.name, line, column, "UTF-8", f"the byte {data[error.start]:#04x}") from error
        return text.removeprefix("\ufeff") if line == 1 else text


class Chunk(Struct, frozen=True):
    """Bytes to be added to a file of the target, which is named relative to it."""

    name: str
    data: bytes


class Read(Struct, frozen=True):
    """One record from a source, what was lost on the way, and how much of each kind the source had.

    `seen` need not count what the record has exactly as the source has it. `sound`: the record fits the schema by the
    way that it was made, and need not be checked again.
    """

    record: Record
    losses: Sequence[Loss] = ()
    seen: Mapping[str, int] = field(default_factory=dict)
    sound: bool = False


class Settings(Struct, frozen=True, kw_only=True):
    """What whoever converts wants; each format looks at what concerns it.

    Args:
        layer: the one layer that is written; without it all that the format holds.
        annotator: who is taken to have made annotations that name nobody.
        tokenizer: the name of one of `TOKENIZERS`; without it the tokens of the record, or else `words`.
        misaligned: what becomes of spans that do not fall on tokens.
        overlap: what becomes of mentions that share words, where the format holds one a word.
        repair: move spans whose offsets are all wrong in the same way to where their words stand.
        stem: the name, without suffix, of a file that holds many documents.
        manifest: what is known of the corpus as a whole, as `corpus.json` has it; its `splits` say what part an
            article goes to.
        tagset: the labels that a model is told of; without it those of the tag set that comes with the package.
    """

    layer: str | None = None
    annotator: str = "imported"
    tokenizer: str | None = None
    misaligned: Literal["error", "expand", "contract", "drop", "split-token"] = "error"
    overlap: Literal["layers", "longest", "priority", "error"] = "layers"
    repair: bool = False
    stem: str = "corpus"
    manifest: Mapping[str, Any] = field(default_factory=dict)
    tagset: TagSet | None = None


Files = Sequence[File]
Group = Callable[[Sequence[str]], Iterable[Sequence[str]]]
Step = Callable[[Record], Record]


class Limit(NamedTuple):
    """A step that takes away what a format does not hold: in words why, and of which kinds losses are told.

    Without words, the reason is that the format holds nothing of that kind. A step that only says the same in other
    words, such as one that gives other ids, tells none. With `spares_bare`, bare mentions stay as they are.
    """

    why: str
    step: Step
    told: frozenset[str] | None = None
    spares_bare: bool = False


def no_limits(settings: Settings) -> Iterable[Limit]:
    """For formats that hold wholly whatever they hold."""
    return ()


def each_alone(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """The files of a source document by document, where each file stands for itself."""
    return ((name,) for name in names)


def by_stem(names: Sequence[str], endings: tuple[str, ...]) -> Iterator[Sequence[str]]:
    """The files of a source document by document, where those of one name belong together if one has such an ending."""
    found: dict[PurePosixPath, list[str]] = {}
    for name in sorted(names):
        found.setdefault(PurePosixPath(name).with_suffix(""), []).append(name)
    return (group for group in found.values() if any(name.endswith(endings) for name in group))


class Format(Struct, frozen=True, kw_only=True):
    """One foreign format: how to know it, read it and write it, and what it holds.

    Args:
        suffixes: the endings of the files that tell that a folder is in this format; the first is given to new files.
        beside: the endings of other files that belong to them.
        holds: names from `HOLDS`; what a record has beside that is taken away, and told, before it is written.
        unit: what the offsets of the format count.
        many: one file holds many documents.
        folder: what is written is one folder, whatever the number of documents.
        whole: writing asks what is known of the corpus as a whole: its manifest and its tag set.
        sniff: whether a file looks like it, by its name and its first bytes.
        read: the files that belong together, to records.
        write: records, already without what the format does not hold, to chunks.
        group: which of the files with these names belong together.
        sound: what is read fits the schema, and need not be checked again.
        limits: what is held only in part, by the settings.
        extra: the extra of this package that must be installed.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    holds: frozenset[str]
    sniff: Callable[[str, bytes], bool]
    beside: tuple[str, ...] = ()
    unit: Unit = "code points"
    many: bool = False
    folder: bool = False
    whole: bool = False
    read: Callable[[Files, Settings], Iterator[Read]] | None = None
    write: Callable[[Iterable[Record], Settings], Iterator[Chunk]] | None = None
    group: Group = each_alone
    sound: bool = False
    limits: Callable[[Settings], Iterable[Limit]] = no_limits
    extra: str | None = None

    def takes(self, name: str) -> bool:
        """Whether a file of that name, met in a folder, is one of the format's."""
        return name.lower().endswith((*self.suffixes, *self.beside))
