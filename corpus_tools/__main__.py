"""`corpus-tools` and `python -m corpus_tools`: the command line, and what becomes of errors there."""

import gc
import io
import sys
import warnings

from .errors import CorpusToolsError

# What is loaded stays, and records hold no cycles: looking for some every 700 objects costs a tenth of a start.
gc.set_threshold(50_000, 20, 100)


def main() -> None:
    """Run the command line; nothing but an exit code and plain messages leaves here."""
    warnings.showwarning = lambda message, *_: _say(f"corpus-tools: {message}")
    _write_any_text()
    try:
        _run()
    except CorpusToolsError as error:
        _say(f"corpus-tools: {error}")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:  # of the system, not of ours: a name that is too long, a folder that may not be read
        if "--debug" in sys.argv:
            raise
        _say(f"corpus-tools: {error}")
        sys.exit(2)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        _say(f"corpus-tools: internal error, please report it: {type(error).__name__}: {error} (--debug shows where)")
        sys.exit(3)


def _run() -> None:
    """Run what is called again and again by hooks, editors and git without loading the rest of the command line."""
    from .quick import quick

    call = quick(sys.argv[1:])
    if call is not None:
        sys.exit(call())
    from .cli import app

    app()


def _write_any_text() -> None:
    """Make pipes and files UTF-8 whatever the locale; a terminal gets an escape for what it cannot show."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # None where it was closed
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def _say(message: str) -> None:
    from .text import visible

    print("\n".join(map(visible, message.split("\n"))), file=sys.stderr)


if __name__ == "__main__":
    main()
