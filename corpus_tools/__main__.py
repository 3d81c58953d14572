"""`corpus-tools` and `python -m corpus_tools`: the command line."""

import gc
import sys
from importlib import import_module

# What is loaded stays, and records hold no cycles: looking for some every 700 objects costs a tenth of a start.
gc.set_threshold(50_000, 20, 100)


def main() -> None:
    """Run the command line; a merge for git, which starts us once a file, is made without loading the rest of it."""
    if sys.argv[1:3] == ["git", "merge-driver"] and len(sys.argv) == 8:
        _load_msgspec()
        from .engine.driver import main as merge_for_git

        sys.exit(merge_for_git(*sys.argv[3:]))
    from .cli import main as run

    run()


def _load_msgspec() -> None:
    """Load msgspec without typing_extensions, a sixth of the start of the driver: typing has all that it asks for."""
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    import_module("msgspec")
    del sys.modules["typing_extensions"]


if __name__ == "__main__":
    main()
