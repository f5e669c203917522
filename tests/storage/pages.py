"""The pages of a store as they lie on the disk, free ones and those of the journal among them."""

import struct
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.storage import Workspace

PAGE = 4096
RESERVED = 80
"""Of each page, for its initialisation vector (16 bytes) and its HMAC (SHA-512)."""
SALT = 16
WAL_HEADER, FRAME_HEADER = 32, 24


def plain_pages(workspace: Workspace) -> Iterator[bytes]:
    """Every page, deciphered by hand as SQLCipher 4 documents it, whether in use or not."""
    key = workspace._key
    store = (workspace.folder / "store.db").read_bytes()
    for start in range(0, len(store), PAGE):
        yield _deciphered(key, store[start : start + PAGE], is_first=start == 0)
    for number, page in _frames(workspace.folder / "store.db-wal"):
        yield _deciphered(key, page, is_first=number == 1)


def _frames(journal: Path) -> Iterator[tuple[int, bytes]]:
    content = journal.read_bytes() if journal.exists() else b""
    for start in range(WAL_HEADER, len(content), FRAME_HEADER + PAGE):
        (number,) = struct.unpack_from(">I", content, start)
        yield number, content[start + FRAME_HEADER : start + FRAME_HEADER + PAGE]


def _deciphered(key: bytes, page: bytes, *, is_first: bool) -> bytes:
    body, vector = page[SALT if is_first else 0 : -RESERVED], page[-RESERVED : -RESERVED + 16]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(body) + cipher.finalize()
