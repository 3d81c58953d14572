"""The demo: validate the sample corpus, count it, then break one copy of an article and see what is said."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parents[1]
BROKEN = "broken.json"
TAGSET = "sample-news.tagset.json"


def show(*arguments: str, cwd: Path = HERE) -> None:
    """Show a command line and run it."""
    print(f"\n$ corpus-tools {' '.join(arguments)}", flush=True)
    subprocess.run([sys.executable, "-m", "corpus_tools", *arguments], cwd=cwd, check=False)


def break_it(source: str) -> str:
    """Three small accidents: an offset one too far, a misspelt label, a source that is nowhere."""
    lines = source.split("\n")
    first = next(i for i, line in enumerate(lines) if '"type": "PER"' in line and '"level": "name"' in line)
    start = lines[first].split('"start": ')[1].split(",")[0]
    lines[first] = lines[first].replace(f'"start": {start}', f'"start": {int(start) + 1}', 1)
    label = next(i for i, line in enumerate(lines) if '"type": "ORG"' in line)
    lines[label] = lines[label].replace('"ORG"', '"ORGA"', 1)
    quote = next(i for i, line in enumerate(lines) if '"source": [' in line)
    lines[quote] = lines[quote].replace('"source": ["', '"source": ["x', 1)
    return "\n".join(lines)


def main() -> None:
    """Run the demo."""
    show("validate", "corpus")
    show("stats", "corpus")
    with tempfile.TemporaryDirectory() as folder:
        article = HERE / "corpus" / "articles" / "port-strike.json"
        target = Path(folder) / BROKEN
        target.write_text(break_it(article.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
        shutil.copy(HERE / "corpus" / TAGSET, folder)
        print("\nA copy of one article with three small accidents in it:", flush=True)
        show("validate", BROKEN, "--tagset", TAGSET, cwd=Path(folder))
    show("explain", "SPN003")


if __name__ == "__main__":
    main()
