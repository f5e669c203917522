"""A merge in a process of its own: what it takes is not mixed with what made the package up."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from app.exchange.take_in import merge
from app.storage import Workspace, open_workspace
from benchmarks.figures import cpu_seconds, held_mb
from benchmarks.notebooks import PASSPHRASE


class Cost(NamedTuple):
    """What a piece of work took: CPU seconds, and the most memory its process held, in MB."""

    seconds: float
    mb: float


def merge_alone(workspace: Workspace, paths: Iterable[Path]) -> Cost:
    """Let another process take these packages into the notebook, which is closed by that."""
    workspace.close()
    return run_alone("benchmarks.alone", str(workspace.folder), *map(str, paths))


def run_alone(module: str, *words: str) -> Cost:
    """Run a module that prints what it took."""
    command = [sys.executable, "-m", module, *words]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Cost(*json.loads(told))


def _main() -> None:
    folder, *paths = map(Path, sys.argv[1:])
    workspace = open_workspace(folder, passphrase=PASSPHRASE)
    outcomes = []
    taken = cpu_seconds(lambda: outcomes.extend(merge(workspace, paths)))
    assert not any(outcome.refusal or outcome.is_known for outcome in outcomes), outcomes
    workspace.close()
    print(json.dumps(Cost(taken, held_mb())))


if __name__ == "__main__":
    _main()
