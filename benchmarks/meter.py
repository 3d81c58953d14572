"""Runs one command and prints its exit code, CPU seconds and peak memory in bytes.

A process of its own, started bare, because on Linux a new process counts the memory of the one that started it.
"""

from __future__ import annotations

import os
import sys


def main(command: list[str]) -> None:
    """Run the command with its output sent to standard error."""
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, usage = os.wait4(process, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


if __name__ == "__main__":
    main(sys.argv[1:])
