"""The picture of a terminal in `docs/`: a broken copy of an article, validated. `python docs/examples/picture.py`."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from corpus_tools.engine import validate_sources
from corpus_tools.engine.project import project
from corpus_tools.report import Summary, formats

HERE = Path(__file__).parents[2]
PICTURE = HERE / "docs" / "images" / "validate.svg"
ACCIDENTS = [
    ('"start": 44, "end": 54, "text": "Port Ellis"', '"start": 45, "end": 55, "text": "Port Ellis"'),
    ('"type": "ORG"', '"type": "ORGA"'),
    ('"role": "actor"', '"role": "acter"'),
]


def main() -> None:
    """Draw it anew."""
    source = (HERE / "corpus" / "articles" / "port-strike.json").read_text(encoding="utf-8")
    for right, wrong in ACCIDENTS:
        source = source.replace(right, wrong, 1)
    console = Console(record=True, width=140, file=io.StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "port-strike.json").write_text(source, encoding="utf-8", newline="\n")
        tagset = HERE / "corpus" / "sample-news.tagset.json"
        held_to = project([folder], tagset=[str(tagset)])
        summary = Summary()
        documents = validate_sources(held_to.documents([folder], ""), held_to)
        for piece in formats.find("text")(summary.counted(documents), summary, formats.Detail(limit=10)):
            words, style = (piece, "") if isinstance(piece, str) else piece
            console.print(words.replace(f"{folder}/", ""), style=style or None, end="", markup=False, highlight=False)
    picture = console.export_svg(title="corpus-tools validate port-strike.json", theme=MONOKAI)
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
