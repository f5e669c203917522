"""A program that works until it is killed: writes people down, takes packages in, gives some away.

Started once; each line on its input is a job for a child of its own, which is the one to be
killed. A child says on its output what is done for good: only after the notebook answered.
"""

import os
import sys
from pathlib import Path

from app.exchange import export, merge, read_card
from app.model import Put, new_id
from app.storage import Workspace, open_workspace

PASSPHRASE = "үч боз ат"


def save(workspace: Workspace) -> None:
    """Write people down one after the other, and mend each once."""
    while True:
        person = new_id()
        for surname in ("Биринчи", "Экинчи"):
            workspace.write([Put("person", person, {"surname": surname, "phone": "0555"})])
            say(f"saved {person.hex()} {surname}")


def take_in(workspace: Workspace, packages: str) -> None:
    """Take in every package of a folder."""
    for path in sorted(Path(packages).iterdir()):
        merge(workspace, [path])
        say(f"merged {path.name}")
    say("all")


def give(workspace: Workspace, card: str, folder: str) -> None:
    """Give one package after the other."""
    while True:
        made = export(workspace, [read_card(Path(card))], Path(folder), everything=True)
        say(f"given {made.path.name} {made.number}")


def say(line: str) -> None:
    """Say it at once: what is held back would be lost with the process."""
    os.write(1, f"{line}\n".encode())


JOBS = {"save": save, "take_in": take_in, "give": give}


def main() -> None:
    """Do each job that is asked for in a child, and answer how it ended."""
    for line in sys.stdin:
        job, folder, *words = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            say(f"pid {os.getpid()}")
            workspace = open_workspace(Path(folder), passphrase=PASSPHRASE)
            say("open")
            JOBS[job](workspace, *words)
            workspace.close()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
