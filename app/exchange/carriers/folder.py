"""A folder or a stick: the carrier all others are measured by."""

import contextlib
import errno
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.exchange.carriers.carrier import INBOX, Found, Moved, PartCarrier, blocks, is_package_name
from app.exchange.carriers.troubles import (
    CarrierTrouble,
    Forbidden,
    TargetFull,
    TargetGone,
    TargetMissing,
)
from app.language import mark

SAFE_TO_REMOVE = mark("Everything was read back. The stick can be taken out now.")


class Folder(PartCarrier):
    """A folder on this computer, on a stick or a drive of the network."""

    reads_cheaply = True
    whole_limit = 256 * 1024**2

    def __init__(self, folder: Path) -> None:
        self.place = str(folder)
        self._folder = folder

    def look_whether_it_is_there(self) -> None:
        """Raise `TargetMissing` when there is no such folder, or the stick is out."""
        if not self._folder.is_dir():
            raise TargetMissing(self.place)

    def list(self) -> Sequence[Found]:
        with self._told():
            self.look_whether_it_is_there()
            with os.scandir(self._folder) as entries:
                files = [each for each in entries if is_package_name(each.name)]
                found = [Found(each.name, each.stat().st_size) for each in files if each.is_file()]
        return sorted(found, key=lambda each: each.name)

    def stat(self, name: str) -> Found | None:
        with self._told():
            self.look_whether_it_is_there()
            path = self._folder / name
            return Found(name, path.stat().st_size) if path.is_file() else None

    def get(self, name: str, start: int = 0) -> Generator[bytes, None, None]:
        with self._told(), (self._folder / name).open("rb") as file:
            file.seek(start)
            while block := file.read(256 * 1024):
                yield block

    def _write(self, part: str, source: Path, moved: Moved) -> None:
        path = self._folder / part
        with self._told():
            path.parent.mkdir(exist_ok=True)
        try:
            with self._told(), path.open("xb") as file:
                for block in blocks(source, moved):
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
                _forget_what_is_cached(file.fileno())
        except BaseException:
            self._tidy(path)
            raise

    def _rename(self, part: str, name: str) -> None:
        path, final = self._folder / part, self._folder / name
        with self._told():
            if final.exists():
                self._tidy(path)
                return
            path.rename(final)
            _settle(self._folder)
        with contextlib.suppress(OSError):
            path.parent.rmdir()

    def _tidy(self, path: Path) -> None:
        """Take back a part of one's own that never got a name."""
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            (self._folder / INBOX).rmdir()

    def rest(self) -> str:
        with self._told():
            _settle(self._folder)
        return SAFE_TO_REMOVE

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _trouble(error, self._folder) from error


def _trouble(error: OSError, folder: Path) -> CarrierTrouble:
    place, detail = str(folder), str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return TargetFull(place, detail)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Forbidden(place, detail)
    return TargetGone(place, detail)


def _forget_what_is_cached(handle: int) -> None:
    """Let the reading back come from the stick and not out of this computer's memory."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _settle(folder: Path) -> None:
    """Make names last through a power cut, where the system has such a thing."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
