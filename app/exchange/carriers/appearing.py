"""Places that appear: a stick that was put in, a server that can be reached again."""

import socket
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from app.exchange.carriers.known import KnownCarrier, known_carriers
from app.exchange.carriers.targets import read_target
from app.storage import Workspace

_PATIENCE = 2.0
"""Seconds a server may take to answer before it counts as not there."""
_PORTS = {"http": 80, "https": 443, "webdav": 80, "webdavs": 443, "sftp": 22}


class Lookout:
    """Looks out for the places a notebook is to be synchronised with by itself.

    Ask as often as you like: a folder costs one look at the disk, a server one connection that is
    closed at once, without a word said over it. A server that does not answer takes two seconds,
    so a window asks off its own thread.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._there: frozenset[str] = frozenset()

    def appeared(self) -> list[KnownCarrier]:
        """Those that are there now and were not the last time; at first, all that are there."""
        wanted = [each for each in known_carriers(self._workspace) if each.is_automatic]
        there = [each for each in wanted if is_there(self._workspace, each)]
        new = [each for each in there if each.address not in self._there]
        self._there = frozenset(each.address for each in there)
        return new

    def look_again(self, address: str) -> None:
        """Let a place appear anew although it was there: the round at it did not end well."""
        self._there -= {address}


def is_there(workspace: Workspace, carrier: KnownCarrier) -> bool:
    """Whether a place can be reached at this moment; nothing is said there."""
    target = read_target(carrier.address)
    if target.parts is not None:
        return _answers(target.parts if target.kind != "s3" else urlsplit(target.endpoint))
    folder = target.folder
    return folder.is_dir() and is_elsewhere(workspace, folder) >= carrier.is_elsewhere


def is_elsewhere(workspace: Workspace, folder: Path) -> bool:
    """Whether a folder lies on another disk than the notebook: a stick, a drive of the network.

    When the stick is out, an empty folder of the same name may be left on the computer's own disk.
    """
    try:
        return folder.stat().st_dev != workspace.folder.stat().st_dev
    except OSError:
        return False


def _answers(parts: SplitResult) -> bool:
    port = parts.port or _PORTS[parts.scheme.lower()]
    try:
        with socket.create_connection((parts.hostname or "", port), _PATIENCE):
            return True
    except OSError:
        return False
