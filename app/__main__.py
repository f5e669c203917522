"""Opens the house: the window when no command is given, else the command line."""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path


def main() -> int:
    """Run Depter with the words it was called with; answers the exit code."""
    arguments = sys.argv[1:]
    if is_for_window(arguments):
        from app.ui.application import run

        return run(_named_workspace(arguments))
    from app.commands import main as run_command

    settle_output()
    return run_command(arguments)


def settle_output() -> None:
    """Let every letter leave whatever the system's code page is, and no library speak up."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def is_for_window(arguments: Sequence[str]) -> bool:
    """Whether no command was given: nothing at all, or a workspace and nothing else."""
    match list(arguments):
        case [] | ["-w" | "--workspace", _]:
            return True
        case [word]:
            return word.startswith("--workspace=") or (word.startswith("-w") and word != "-w")
        case _:
            return False


def _named_workspace(arguments: Sequence[str]) -> Path | None:
    match list(arguments):
        case [_, folder]:
            return Path(folder)
        case [word]:
            return Path(word.partition("=")[2] if "=" in word else word[2:])
        case _:
            return None


if __name__ == "__main__":
    sys.exit(main())
