"""Contents that come later: which they are, and the sealed pieces they travel in."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from app.exchange.signing import Unsound, from_hex
from app.storage.attachments import PIECE
from app.storage.contents import Later

SMALL = 64 * 1024
"""Up to so many bytes a content comes with its record in any case."""
WHOLE_LIMIT = 1024**3
"""So many bytes of contents a package carries whole, when it is carried as a file."""
LATER_LIMIT = 10_000
CONTENT_LIMIT = 256 * 1024**2
PIECE_SUFFIX = ".depter-piece"
_KEY = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")
_SEAL = 2 * 1024
"""More than this an age file does not add to a piece, but for 16 bytes on every 64 KiB."""


def new_later(sha256: str, size: int) -> Later:
    """How a content is to travel that never did before."""
    from pyrage import x25519

    return Later(sha256, size, str(x25519.Identity.generate()))


def piece_count(later: Later) -> int:
    """In how many pieces a content comes."""
    return max(1, -(-later.size // PIECE))


def piece_name(later: Later, number: int) -> str:
    """The name of a piece: always the same, and nobody without the key can tell whose it is."""
    return hashlib.sha256(f"{later.key}:{number}".encode()).hexdigest()[:32] + PIECE_SUFFIX


def may_be_piece(later: Later, number: int, size: int) -> bool:
    """Whether a file of so many bytes can be the piece of this number."""
    plain = min(PIECE, later.size - number * PIECE)
    return plain < size <= plain + 16 * (plain // (64 * 1024) + 1) + _SEAL


def sealed_piece(content: bytes, later: Later, number: int) -> bytes:
    """One piece of a content, for whoever has its key."""
    import pyrage

    key = pyrage.x25519.Identity.from_str(later.key)
    piece = content[number * PIECE : (number + 1) * PIECE]
    return bytes(pyrage.encrypt(piece, [key.to_public()]))


def opened_piece(sealed: bytes, later: Later) -> bytes:
    """What is in a sealed piece; raises `Unsound`."""
    import pyrage

    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(later.key)]))
    except (pyrage.DecryptError, ValueError) as error:
        raise Unsound(f"a piece does not decrypt: {error}") from error


def later_facts(later: Later) -> dict[str, Any]:
    """A content that comes later, as a manifest lists it."""
    return {"sha256": later.sha256, "bytes": later.size, "key": later.key}


def laters_from(found: object) -> Iterator[Later]:
    """The contents a manifest says come later; raises `Unsound`."""
    if not isinstance(found, list) or len(found) > LATER_LIMIT:
        raise Unsound("manifest: later")
    for facts in found:
        size, key = facts["bytes"], facts["key"]
        if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= CONTENT_LIMIT:
            raise Unsound("manifest: a content of no length")
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise Unsound("manifest: a content without a key")
        yield Later(from_hex(facts["sha256"], 32).hex(), size, key)
