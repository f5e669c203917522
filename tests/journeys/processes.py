"""Real processes of the program, and small disks that run full or refuse to be written to."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PASSPHRASE = "беш жылкы суу боюнда"


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        """The answer of --json."""
        return json.loads(self.out)


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a process: the house on the path, and its passphrase."""
    return {**os.environ, "PYTHONPATH": str(HOUSE), "DEPTER_PASSPHRASE": PASSPHRASE, **more}


def depter(*words: object, **more: str) -> Ended:
    """Run `depter` with these words as a process of its own, and wait for its end."""
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "app", *map(str, words)],
        env=surroundings(**more),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """A disk of so many bytes at `place`; skips the test where none can be mounted."""
    place.mkdir()
    mounted = _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    if not mounted:
        pytest.skip("a small disk cannot be mounted here (that takes root)")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True, capture_output=True)


def fill(disk: Path) -> Path:
    """Take the room that is left on a disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return ballast


def make_read_only(disk: Path) -> None:
    """Turn the lock of the stick: the mounted disk takes no more writes."""
    assert _mount("-o", "remount,ro", str(disk))


def _mount(*words: str) -> bool:
    try:
        done = subprocess.run(["mount", *words], check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0
