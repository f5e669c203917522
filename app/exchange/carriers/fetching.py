"""Fetching: a package brought from a carrier, continued after a cut, checked before it counts."""

import hashlib
import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.exchange.carriers.carrier import Carrier, Found, Moved
from app.exchange.carriers.troubles import Interrupted
from app.exchange.files import PART_SUFFIX
from app.exchange.refusals import Refused, unwritable
from app.exchange.sealing import FILE_LIMIT, Opened
from app.exchange.signing import (
    LINE_LIMIT,
    SIGNATURE_DIGITS,
    Unsound,
    check_signature,
    from_hex,
    read_lines,
    strict_json,
)


class _NoPackage(Exception):
    """What begins to arrive is none; never leaves the module."""


_Looks = Callable[[Path], bool]
"""Whether what has come so far is worth going on with; asked once there is enough to tell."""
_HEAD = LINE_LIMIT + SIGNATURE_DIGITS + 1
_TRIES = 3


@dataclass(frozen=True)
class Peek:
    """What the signed first line of a package says before the rest has come."""

    device: bytes
    hash: str
    recipients: frozenset[str]


def peek(head: bytes) -> Peek:
    """Read the first two lines of a package, its signature checked; raises `Unsound`."""
    line, signature = read_lines(io.BytesIO(head))
    facts = strict_json(line)
    check_signature(line, signature, from_hex(facts.get("signer"), 32))
    recipients = facts.get("recipients")
    if not isinstance(recipients, list) or not all(isinstance(each, str) for each in recipients):
        raise Unsound("header: recipients")
    device = from_hex(facts.get("device"), 8)
    return Peek(device, hashlib.sha256(line).hexdigest(), frozenset(recipients))


def fetch(
    carrier: Carrier,
    found: Found,
    folder: Path,
    wanted: Callable[[Peek], bool],
    moved: Moved = lambda _: None,
) -> Path | None:
    """Bring a package into `folder`; None when its header says that it is not wanted.

    What a cut left behind in `folder` is continued. What arrives and is not sound is fetched anew
    once; then it is handed over as it is, and whoever takes it in says what is wrong with it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target, part = folder / found.name, folder / f"{found.name}{PART_SUFFIX}"
    if found.size > FILE_LIMIT:
        return None
    try:
        if not _arrived(carrier, found, part, lambda path: _wants(path, wanted), moved):
            part.unlink(missing_ok=True)
            return None
        part.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def fetch_piece(carrier: Carrier, found: Found, folder: Path, moved: Moved) -> Path:
    """Bring a file that is no package; what a cut left behind in `folder` is continued."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target, part = folder / found.name, folder / f"{found.name}{PART_SUFFIX}"
    try:
        _whole(carrier, found, part, lambda _: True, moved)
        part.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def _arrived(carrier: Carrier, found: Found, part: Path, looks: _Looks, moved: Moved) -> bool:
    """Whether it was wanted and is here now, sound or after two tries."""
    for is_last in (False, True):
        try:
            if not _whole(carrier, found, part, looks, moved):
                return False
        except _NoPackage:
            pass
        if is_last or _is_sound(part):
            break
        part.unlink()
    return True


def _whole(carrier: Carrier, found: Found, part: Path, looks: _Looks, moved: Moved) -> bool:
    """Fetch until nothing is missing; a connection that breaks is tried a few times."""
    for left in reversed(range(_TRIES)):
        before = _length(part)
        try:
            if not _more(carrier, found, part, looks, moved):
                return False
        except Interrupted:
            if not left:
                raise
        if _length(part) >= found.size:
            return True
        if not left and _length(part) == before:
            raise Interrupted(carrier.place, "it ends early")
    raise Interrupted(carrier.place, "it ends early")


def _more(carrier: Carrier, found: Found, part: Path, looks: _Looks, moved: Moved) -> bool:
    start = _length(part)
    if start > found.size:
        part.unlink()
        start = 0
    part.touch(mode=0o600)
    if start == found.size:
        return looks(part)
    is_known = start >= min(_HEAD, found.size) and looks(part)
    with part.open("ab") as file, closing(carrier.get(found.name, start)) as arriving:
        for block in arriving:
            file.write(block)
            moved(len(block))
            if file.tell() > found.size:
                break
            if not is_known and file.tell() >= min(_HEAD, found.size):
                file.flush()
                if not looks(part):
                    return False
                is_known = True
    return is_known or _length(part) < found.size or looks(part)


def _wants(part: Path, wanted: Callable[[Peek], bool]) -> bool:
    """What the header says; what has no sound header is not fetched any further."""
    with part.open("rb") as file:
        head = file.read(_HEAD)
    try:
        return wanted(peek(head))
    except Unsound as error:
        raise _NoPackage from error


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _is_sound(part: Path) -> bool:
    try:
        with Opened(part):
            return True
    except Refused:
        return False
