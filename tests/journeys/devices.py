"""The notebooks and packages of the run of many devices."""

import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from app.exchange.cards import Card
from app.exchange.package import Package
from app.paths import settings_folder
from app.storage import Profile, Workspace, create_workspace
from app.storage.identity import FOLDER as MARKS
from app.storage.merge import EntryBatch, RowBatch
from tests.exchange.notebooks import BATKEN, CHEAP

ROLES = ("trainer", "trainer", "unit", "coordinator", "trainer", "coordinator")
RANK = {"trainer": 0, "unit": 1, "coordinator": 2}


@cache
def templates() -> Path:
    """A notebook for each role, made once and copied."""
    folder = Path(tempfile.mkdtemp(prefix="many-devices-"))
    for number, role in enumerate(ROLES):
        profile = Profile(name=f"Ээси {number}", role=role, territory=BATKEN, language="ky")
        create_workspace(folder / str(number), "demo", profile, CHEAP).workspace.close()
    shutil.copytree(settings_folder() / MARKS, folder / MARKS)
    return folder


@dataclass
class Device:
    """A notebook, what it must know by now, and the packages that are in."""

    workspace: Workspace
    card: Card
    written: set[bytes] = field(default_factory=set)
    taken: dict[str, frozenset[bytes]] = field(default_factory=dict)
    undone: dict[str, None] = field(default_factory=dict)
    ever: set[bytes] = field(default_factory=set)

    @property
    def known(self) -> set[bytes]:
        """Its own changes, and those of the packages that are in."""
        return self.written.union(*self.taken.values())

    @property
    def rank(self) -> int:
        return RANK[self.workspace.profile.role]


@dataclass
class Sealed:
    """A package on its way: who may open it, and which changes it carries."""

    path: Path
    giver: int
    hash: str
    receivers: tuple[int, ...]
    stamps: frozenset[bytes]


def has_conflicts(workspace: Workspace) -> bool:
    return workspace.reader.execute("SELECT 1 FROM conflict").fetchone() is not None


def contents(
    path: Path, sender: Workspace, receivers: tuple[int, ...]
) -> tuple[str, tuple[int, ...], frozenset[bytes]]:
    """The hash of a package, and the stamps of all changes in it as its sender reads it."""
    stamps: set[bytes] = set()
    with Package(path, sender.identity) as package:
        for batches, at in ((package.batches(), 1), (package.entries(), 3)):
            for batch in batches:
                assert isinstance(batch, RowBatch | EntryBatch)
                stamps |= {bytes(row[at]) for row in batch.rows}  # type: ignore[arg-type]
        return package.hash, receivers, frozenset(stamps)
