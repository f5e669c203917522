"""Files that are written whole or not at all, and read without trusting their names."""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.exchange.refusals import FileMissing, NothingToTakeIn, unwritable

PACKAGE_SUFFIX = ".depter"
PART_SUFFIX = ".part"


def write_whole(
    path: Path, fill: Callable[[BinaryIO], object], settle: Callable[[], object] = lambda: None
) -> None:
    """Let `fill` write a file beside `path`, and only when it is safe on the disk give it its name.

    `settle` is called in between. A full disk, a pulled stick or a killed program leaves what was
    there before. Raises `Unwritable`.
    """
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}{PART_SUFFIX}")
    try:
        with part.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        settle()
        part.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make a renaming last through a power cut, where the system has such a thing."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def package_files(paths: Iterable[Path]) -> list[Path]:
    """The files to take in: those named, and in named folders every package, in order of name.

    What carriers and desktops leave beside them is passed over. Raises `FileMissing` and
    `NothingToTakeIn`.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        elif path.exists():
            found[path] = None
        else:
            raise FileMissing(path.name)
    return list(found)


def _in_folder(folder: Path) -> Iterator[Path]:
    inside = [
        path
        for path in sorted(folder.rglob(f"*{PACKAGE_SUFFIX}"))
        if path.is_file() and not path.name.startswith((".", "~"))
    ]
    if not inside:
        raise NothingToTakeIn(folder.name)
    yield from inside
