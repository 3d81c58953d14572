"""`python -m corpus_tools`: the command line."""

from .cli import main

main()
