"""Files in which labels were changed, written or shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from ..engine.manifest import FileChange
from ..engine.refactor import Undo, put_back, undo_of
from ..errors import CorpusToolsError, FormatError, UnreadableFile
from ..store.files import write_atomically
from ..text import visible
from .console import Printer
from .rewritten import difference

UNDO = "refactor.undo"


def carry_out(files: Callable[[], Iterable[FileChange]], title: str, undo: str | None, *, diff: bool) -> int:
    """Write every file that changes, after what puts them back; or with `diff` show how they would change.

    Returns 1 where a record was left as it is, or with `diff` where any would change.

    Raises:
        CorpusToolsError: the undo file is there already, or a file cannot be written.
    """
    if diff:
        return _show(files())
    path = Path(undo or UNDO)
    if path.exists():
        raise CorpusToolsError(f"{path} is there already: undo it, take it away, or name another with --undo")
    back = undo_of(title, files(), path.resolve().parent)
    if not back.records and not back.tagset:
        Printer(sys.stderr).line("nothing to change")
        return 0
    write_atomically(path, json.dumps(msgspec.to_builtins(back), ensure_ascii=False, indent=1).encode() + b"\n")
    code = _write(files())
    Printer(sys.stderr).line(f"corpus-tools refactor undo {visible(str(path))} puts it back")
    return code


def take_back(file: str, *, diff: bool) -> int:
    """Put back what an undo file tells of; returns 1 where something was changed since and stays.

    Raises:
        UnreadableFile: a file cannot be read or written.
        FormatError: the file is no undo file.
    """
    try:
        back = msgspec.json.decode(Path(file).read_bytes(), type=Undo)
        changed = put_back(back, Path(file).resolve().parent)
        return _show(changed) if diff else _write(changed)
    except OSError as error:
        raise UnreadableFile(error.filename or file, error.strerror or str(error)) from error
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise FormatError(file, None, None, "an undo file", str(error)) from error


def write_files(files: Iterable[FileChange], *, quiet: bool) -> None:
    """Write the files that change, and say which, and what of them.

    Raises:
        UnreadableFile: one cannot be written.
    """
    for file in files:
        write_atomically(Path(file.file), file.after, expected=file.before)
        if not quiet:
            for line in (f"{visible(file.file)}: brought into step", *(f"    {visible(told)}" for told in file.told)):
                Printer(sys.stderr).line(line)


def _write(files: Iterable[FileChange]) -> int:
    said = Printer(sys.stderr)
    written = parts = left = kept = 0
    for file in files:
        if file.why:
            said.line(f"{visible(file.file)}: {file.why}")
        if file.changed:
            write_atomically(Path(file.file), file.after, expected=file.before)
        written += file.changed
        parts += sum(change.array != "" for change in file.changes)
        left += bool(file.why)
        kept += file.kept
    told = [
        f"{parts} labels changed",
        f"{kept} kept" * bool(kept),
        f"{written} files written",
        f"{left} left as told above" * bool(left),
    ]
    said.line(", ".join(filter(None, told)))
    return 1 if left else 0


def _show(files: Iterable[FileChange]) -> int:
    shown = Printer(sys.stdout)
    changed = 0
    for file in files:
        changed += file.changed or bool(file.why)
        for line in difference(file.file, file.before, file.after):
            shown.line(line)
    return 1 if changed else 0
