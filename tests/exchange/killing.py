"""Kills a process again and again while it takes packages in and gives them away.

Run by itself: `killing.py WORKSPACE PACKAGES OUT KILLS`. Prints one JSON line: how many processes
were killed, in how many the work had begun and was not done, and what was found broken afterwards.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from app.exchange import export, merge, own_card, verify
from app.storage import Workspace, open_workspace
from app.storage.doctor import examine

PEOPLE = 40
"""How many people each package brings."""


def work(folder: Path, packages: Path, out: Path, ready: int) -> None:
    """Take everything in and give something away after each; says when it begins."""
    workspace = open_workspace(folder, passphrase="demo")
    os.write(ready, b"x")
    for path in sorted(packages.iterdir()):
        merge(workspace, [path])
        export(workspace, [own_card(workspace)], out)


def kill_one(folder: Path, packages: Path, out: Path, chance: random.Random) -> bool:
    """Start the work and kill it somewhere in the middle; answers whether it was still at it."""
    listen, ready = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(folder, packages, out, ready)
        finally:
            os._exit(0)
    os.close(ready)
    os.read(listen, 1)
    os.close(listen)
    time.sleep(chance.uniform(0, 0.06))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def broken(workspace: Workspace, out: Path) -> list[str]:
    """What is not as it must be after a kill."""
    found = [str(finding) for finding in examine(workspace)]
    people, packages = (
        workspace.reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("person", "package")
    )
    if people != PEOPLE * packages:
        found.append(f"{people} people of {packages} packages")
    for path in out.glob("*.depter"):
        verify(path, workspace)
    given = [row[0] for row in workspace.reader.execute("SELECT file_name FROM given")]
    found += [path.name for path in out.glob("*.depter") if path.name not in given]
    return found


def main() -> None:
    """Kill, look, kill again."""
    folder, packages, out = (Path(each) for each in sys.argv[1:4])
    kills = int(sys.argv[4])
    chance = random.Random(kills)
    killed = 0
    problems: list[str] = []
    for _ in range(kills):
        killed += kill_one(folder, packages, out, chance)
        workspace = open_workspace(folder, passphrase="demo")
        problems += broken(workspace, out)
        workspace.close()
    sys.stdout.write(json.dumps({"killed": killed, "problems": problems}))


if __name__ == "__main__":
    main()
