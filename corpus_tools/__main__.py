"""`corpus-tools` and `python -m corpus_tools`: the command line."""

import gc

# What is loaded stays, and records hold no cycles: looking for some every 700 objects costs a tenth of a start.
gc.set_threshold(50_000, 20, 100)

from .cli import main  # noqa: E402 - loading is what should not be interrupted

if __name__ == "__main__":
    main()
