"""A carrier: a place where sealed packages lie, and the four verbs it is used by."""

import hashlib
import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from app.exchange.carriers.troubles import NameTaken, NotArrived
from app.exchange.files import PACKAGE_SUFFIX, PART_SUFFIX

BLOCK = 256 * 1024
WHOLE_LIMIT = 4 * 1024**2
"""Up to here what was sent is read back whole; beyond, its length and its end."""
_TAIL = 64 * 1024
INBOX = "inbox"
"""The folder of what is on its way; what lies there does not count yet."""
_JUNK = re.compile(r"^[.~]|conflicted copy|\(\d+\)\.depter$| - (copy|копия)", re.IGNORECASE)

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
"""What some system would not take as the name of a file, or take as a way out of the folder."""
_NAME_LIMIT = 200

Moved = Callable[[int], object]
"""Told how many bytes were moved since it was told last; may raise to stop the work."""


@dataclass(frozen=True)
class Found:
    """A package that lies at a carrier: its name there, and its length in bytes."""

    name: str
    size: int


def is_package_name(name: str) -> bool:
    """Whether a file counts: what systems, editors and cut transfers leave behind does not."""
    return (
        name.endswith(PACKAGE_SUFFIX)
        and len(name.encode()) <= _NAME_LIMIT
        and not _UNFIT.search(name)
        and not _JUNK.search(name)
    )


def part_name(name: str) -> str:
    """A name for a file on its way, never used twice."""
    return f"{name}.{secrets.token_hex(6)}{PART_SUFFIX}"


def blocks(path: Path, moved: Moved = lambda _: None) -> Iterator[bytes]:
    """A file in blocks, with `moved` told of each."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
            moved(len(block))


class Carrier(AbstractContextManager["Carrier"], ABC):
    """Names are written once and never changed; nothing is ever deleted, locked or indexed.

    Every verb raises a `CarrierTrouble` in one line when something is wrong.
    """

    place: str
    """What people call it."""
    address = ""
    """The address it was opened with, by which it is remembered; without secrets."""
    language_code = "en"
    """In which language it writes to people, where it does."""
    whole_limit = 0
    """How many bytes of contents a package for this place carries; others come in pieces."""
    takes_pieces = True
    """Whether files other than packages can lie there."""
    reads_cheaply = False
    """Whether reading back costs nothing worth saving."""
    said_once = ""
    """What the user should compare when the place is met for the first time: a key's words."""

    @abstractmethod
    def list(self) -> Sequence[Found]:
        """The packages that lie there, by name; foreign things and what is on its way left out."""

    @abstractmethod
    def stat(self, name: str) -> Found | None:
        """The length of one, or None when it is not there."""

    @abstractmethod
    def get(self, name: str, start: int = 0) -> Generator[bytes, None, None]:
        """Its bytes from `start` on. Closing the iterator ends the transfer."""

    def put_new(self, name: str, source: Path, moved: Moved = lambda _: None) -> None:
        """Put a file there under a name that is new; answers only when it was read back.

        The same content under that name already is success; other content is `NameTaken`.
        """
        if self.stat(name) is None:
            self._place(name, source, moved)
        if not self._holds(name, source):
            raise NotArrived(self.place, name=name)

    @abstractmethod
    def _place(self, name: str, source: Path, moved: Moved) -> None:
        """Bring the file there whole, or leave nothing under this name."""

    def _holds(self, name: str, source: Path) -> bool:
        found, size = self.stat(name), source.stat().st_size
        if found is None:
            return False
        if found.size != size:
            raise NameTaken(self.place, name=name)
        start = 0 if self.reads_cheaply or size <= WHOLE_LIMIT else size - _TAIL
        if self._hash_there(name, start) != hash_from(source, start):
            raise NameTaken(self.place, name=name)
        return True

    def _hash_there(self, name: str, start: int = 0) -> str:
        digest = hashlib.sha256()
        for block in self.get(name, start):
            digest.update(block)
        return digest.hexdigest()

    def size_there(self, size: int) -> int:
        """How many bytes a package of `size` bytes takes there."""
        return size

    def rest(self) -> str:
        """Finish what is on its way to the place; "" or what a person may do now (a stick)."""
        return ""

    def close(self) -> None:
        """Let go of the connection."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def hash_from(source: Path, start: int = 0) -> str:
    """SHA-256 of a file from `start` on."""
    digest = hashlib.sha256()
    with source.open("rb") as file:
        file.seek(start)
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


class PartCarrier(Carrier):
    """A carrier that writes under a passing name and renames when the far side was checked."""

    def _place(self, name: str, source: Path, moved: Moved) -> None:
        part = f"{INBOX}/{part_name(name)}"
        self._write(part, source, moved)
        size = source.stat().st_size
        if self._length(part) != size:
            raise NotArrived(self.place, name=name)
        start = 0 if self.reads_cheaply or size <= WHOLE_LIMIT else size - _TAIL
        if self._hash_there(part, start) != hash_from(source, start):
            raise NotArrived(self.place, name=name)
        self._rename(part, name)

    def _length(self, part: str) -> int | None:
        found = self.stat(part)
        return found.size if found else None

    @abstractmethod
    def _write(self, part: str, source: Path, moved: Moved) -> None:
        """Write a file under its passing name."""

    @abstractmethod
    def _rename(self, part: str, name: str) -> None:
        """Give it its name, never over another file; when there is one already, leave it."""
