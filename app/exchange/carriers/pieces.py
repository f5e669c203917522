"""Pieces: contents that follow their records to a place and from it, each piece put there once."""

import hashlib
from pathlib import Path

from app.exchange.carriers.carrier import Carrier, Moved
from app.exchange.carriers.fetching import fetch_piece
from app.exchange.carriers.troubles import NameTaken
from app.exchange.contents import (
    may_be_piece,
    opened_piece,
    piece_count,
    piece_name,
    sealed_piece,
)
from app.exchange.files import write_whole
from app.exchange.signing import Unsound
from app.storage.contents import Later


def put_content(carrier: Carrier, content: bytes, later: Later, folder: Path, moved: Moved) -> bool:
    """Put the pieces of a content there that are not there yet; answers whether all are now.

    A piece under whose name something else lies stays as it is: the content cannot go there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(piece_count(later)):
        name = piece_name(later, number)
        found = carrier.stat(name)
        if found is not None:
            if not may_be_piece(later, number, found.size):
                return False
            moved(found.size)
            continue
        sealed = sealed_piece(content, later, number)
        path = folder / name
        try:
            write_whole(path, lambda file, data=sealed: file.write(data))  # type: ignore[misc]
            carrier.put_new(name, path, moved)
        except NameTaken:
            return False
        finally:
            path.unlink(missing_ok=True)
    return True


def get_content(carrier: Carrier, later: Later, folder: Path, moved: Moved) -> bytes | None:
    """A content whose pieces lie there; None when they do not, or are not what they should be.

    Pieces that came stay in `folder` until the content is whole: a cut costs none of them.
    """
    paths: list[Path] = []
    for number in range(piece_count(later)):
        path = folder / piece_name(later, number)
        if not path.exists():
            found = carrier.stat(path.name)
            if found is None or not may_be_piece(later, number, found.size):
                return None
            fetch_piece(carrier, found, folder, moved)
        paths.append(path)
    content = _joined(paths, later)
    for path in paths:
        path.unlink(missing_ok=True)
    return content


def _joined(paths: list[Path], later: Later) -> bytes | None:
    try:
        content = b"".join(opened_piece(path.read_bytes(), later) for path in paths)
    except Unsound:
        return None
    return content if hashlib.sha256(content).hexdigest() == later.sha256 else None
