"""Verify: what can be said of a package without taking it in."""

from dataclasses import dataclass
from pathlib import Path

from app.exchange.cards import fingerprint
from app.exchange.manifest import Manifest
from app.exchange.package import Package
from app.exchange.sealing import Header, Opened
from app.storage import Workspace


@dataclass(frozen=True)
class Verified:
    """A package whose signature and form are good."""

    header: Header
    manifest: Manifest | None = None
    """What is inside; only when a workspace could open it."""
    quarantined: int = 0
    """How many changes inside this program could not read."""

    @property
    def fingerprint(self) -> str:
        """The words that stand for the signer's key."""
        return fingerprint(self.header.signer)


def verify(path: Path, workspace: Workspace | None = None) -> Verified:
    """Check signature and form of a package; with a workspace, also that it opens and reads whole.

    Raises a `Refused` that says what is wrong. Nothing is stored.
    """
    if workspace is None:
        with Opened(path) as opened:
            return Verified(opened.header)
    with Package(path, workspace.identity, workspace.folder) as package:
        for content in (package.batches(), package.entries(), package.attachments()):
            for _ in content:
                pass
        return Verified(package.header, package.manifest, package.quarantined)
