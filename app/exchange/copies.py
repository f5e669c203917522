"""Copies: two notebooks that write under the name of one device, found when they meet."""

from app.errors import AppError
from app.exchange.manifest import Manifest
from app.exchange.sealing import Header
from app.language import mark
from app.storage import Workspace
from app.storage.coverage import START


class CopyOfThis(AppError):
    """Somebody wrote under this notebook's name."""


class CopyOfSender(AppError):
    """Two notebooks write under the sender's name."""


def fork_alarm(
    workspace: Workspace, header: Header, manifest: Manifest, package_hash: str
) -> AppError | None:
    """What a package shows of a copy: changes of this device that were not made here, or that it
    does not follow from the packages of the same device that came.
    """
    own = workspace.identity.device
    reached = _own_reach(workspace)
    said = [upto for _, upto in manifest.carries.get(own, ())] + [manifest.knows.get(own, START)]
    if header.device == own or max(said) > reached:
        if header.device == own and _is_own_package(workspace, package_hash):
            return None
        return CopyOfThis(
            mark(
                "Beware: somebody writes under this notebook's name; it was copied. Both are kept, "
                "and this notebook goes on under a sign of its own: give your card anew."
            )
        )
    if _chain_is_split(workspace, header, package_hash):
        return CopyOfSender(
            mark(
                "Beware: two notebooks write under the name of {name}; one is a copy. What both "
                "wrote is kept; ask {name} to open both with the newest Depter."
            ),
            name=manifest.sender.name,
        )
    return None


def _own_reach(workspace: Workspace) -> bytes:
    row = workspace.reader.execute(
        "SELECT max(upto) FROM coverage WHERE device = ?", (workspace.identity.device,)
    ).fetchone()
    return bytes(row[0] or START)


def _is_own_package(workspace: Workspace, package_hash: str) -> bool:
    given = "SELECT 1 FROM given WHERE hash = ?"
    return workspace.reader.execute(given, (package_hash,)).fetchone() is not None


def _chain_is_split(workspace: Workspace, header: Header, package_hash: str) -> bool:
    """Whether the packages of a device that came do not follow from each other."""
    row = workspace.reader.execute(
        "SELECT 1 FROM package WHERE device = :device AND (number = :number AND hash <> :hash "
        "OR number = :number - 1 AND hash <> :previous "
        "OR number = :number + 1 AND previous <> :hash)",
        {
            "device": header.device,
            "number": header.number,
            "hash": package_hash,
            "previous": header.previous,
        },
    )
    return row.fetchone() is not None
