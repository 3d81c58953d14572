"""UIMA CAS XMI, as INCEpTION, WebAnno and DKPro write it: an XML file of typed structures, and a file of their types.

Types are described by the nearest `TypeSystem.xml` in the folder of a file or above it. Without one, those of DKPro are
known; what no type system describes is told from the file itself and is text, which is told. Each view with a text is
an article (`ferry`, `ferry-SecondView`); a file without any text is refused, and so is one with a DOCTYPE. Structures
that stand nowhere in the text are told as lost, and numbers that are none, such as NaN.

Layers are mapped as in the format `webanno`, and folders are read as INCEpTION exports them, once its archives are
unpacked: `annotation/ferry.txt/ada.xmi` is Ada's work on `ferry`. Offsets are UTF-16 units. cassis reads and
writes the type systems: reading and writing need the extra `uima`.

Written are the same layers: NamedEntity, SemPred with SemArg and coreference as far as they hold everything, layers
named by a type (`webanno.custom.Claim`) for what has attributes, and layers named `webanno.custom.News...` for all
else. `TypeSystem.xml` describes them: INCEpTION imports them from it as layers of a project, and then the files.
Attributes become text. Written is `annotation/ARTICLE.txt/LAYER.xmi`; with `--layer`, `ARTICLE.xmi`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from collections.abc import Iterator

from .._format import Files, Format, Read, Settings
from .._sniff import head_text
from .._uima import door, folder
from .._uima.limits import HELD
from .source import load
from .target import limits, write


def read(files: Files, settings: Settings) -> Iterator[Read]:
    yield from folder.read(files, settings, lambda file: load(file, files))


def sniff(name: str, head: bytes) -> bool:
    start = head_text(head)
    return "http://www.omg.org/XMI" in start and ":XMI" in start


FORMAT = Format(
    name="xmi",
    title="UIMA CAS XMI",
    suffixes=(".xmi",),
    beside=(folder.TYPE_SYSTEM,),
    holds=HELD,
    unit="UTF-16 units",
    sniff=sniff,
    read=read,
    write=write,
    group=folder.group,
    limits=limits,
    extra=door.EXTRA,
)
