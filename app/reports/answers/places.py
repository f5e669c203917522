"""Where exported files go: made beside their place, whole, and only then given their names."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import AppError
from app.reports.csv_file import not_written

Progress = Callable[[int, int], object]


class AlreadyThere(AppError):
    """Nothing that is there is written over by a folder of files."""


@dataclass(frozen=True)
class Written:
    """What an export wrote."""

    files: Sequence[Path]
    forms: int
    """How many filled forms."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """By repeat how many of its rows."""
    left_out: Sequence[str] = ()
    """Questions and facts that say who somebody is, and so were left out."""
    cut: int = 0
    """Texts longer than a cell of Excel can hold."""
    unnamed: int = 0
    """Files of filled forms that are not on this computer, or whose names are none."""


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """A folder to write in, on the same disk as the place; it goes whatever happens, and with it
    the folder around the place, if that was made for nothing.
    """
    is_new = not place.parent.exists()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".depter-", suffix=".part", dir=place.parent))
    except OSError as error:
        raise not_written(place, error) from error
    try:
        yield folder
    except OSError as error:
        raise not_written(place, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if is_new:
            with suppress(OSError):
                place.parent.rmdir()


def settle(made: Path, place: Path) -> Path:
    """Give a file that is whole its name."""
    made.replace(place)
    return place
