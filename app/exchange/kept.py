"""Packages that were taken in, kept as they came: for taking them in again, and to pass them on."""

import shutil
from pathlib import Path

from app.exchange.files import PACKAGE_SUFFIX, write_whole
from app.exchange.refusals import unwritable
from app.storage import Workspace

FOLDER = "packages"


def kept_path(workspace: Workspace, package_hash: str) -> Path:
    """Where the sealed package with this hash is kept."""
    return workspace.folder / FOLDER / f"{package_hash}{PACKAGE_SUFFIX}"


def keep(workspace: Workspace, path: Path, package_hash: str) -> None:
    """Keep a copy of a sealed package, whole or not at all; raises `Unwritable`."""
    kept = kept_path(workspace, package_hash)
    if kept.exists():
        return
    try:
        kept.parent.mkdir(exist_ok=True)
        with path.open("rb") as source:
            write_whole(kept, lambda file: shutil.copyfileobj(source, file, 1024 * 1024))
    except OSError as error:
        raise unwritable(kept, error) from error
