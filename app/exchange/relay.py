"""Relay: sealed packages for others, carried on by somebody who cannot read them."""

from collections.abc import Sequence
from pathlib import Path

from app.exchange.carriers.carrier import is_package_name
from app.exchange.carriers.fetching import peek
from app.exchange.files import PACKAGE_SUFFIX
from app.exchange.kept import kept_path
from app.exchange.refusals import Refused
from app.exchange.sealing import Opened
from app.exchange.signing import Unsound
from app.storage import Workspace

_SENDER_AND_ONE = 2


class Relay:
    """The packages for others that are here on their way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, name: str) -> bool:
        """Whether a package of this name is here."""
        return (self._folder / name).exists()

    def add(self, path: Path) -> bool:
        """Keep a fetched package to be carried on; one that is not sound is dropped."""
        try:
            with Opened(path):
                pass
        except Refused:
            path.unlink()
            return False
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(self._folder / path.name)
        return True

    def paths(self, workspace: Workspace) -> Sequence[tuple[str, Path]]:
        """Names and files to carry on: for others alone, or taken in here and for others too."""
        foreign = [(path.name, path) for path in sorted(self._folder.glob(f"*{PACKAGE_SUFFIX}"))]
        rows = workspace.reader.execute("SELECT hash, file_name FROM package").fetchall()
        own = [(name, kept_path(workspace, hash_)) for hash_, name in rows if is_package_name(name)]
        return foreign + [(name, path) for name, path in own if _is_for_more(path)]


def _is_for_more(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return len(peek(file.read(32 * 1024)).recipients) > _SENDER_AND_ONE
    except (OSError, Unsound):
        return False
