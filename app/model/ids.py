"""Names for records: time-ordered ids, and ids derived from what the record is about.

A derived id lets two devices that write down the same thing meet in one record instead of making
two. It begins with its parent's time, so that records which are written together lie together in
the encrypted B-tree.
"""

import hashlib
import secrets
import time

ID_SIZE = 16
_VERSION_7 = 0x70
_VERSION_8 = 0x80
_VARIANT = 0x80


def new_id(at_ms: int | None = None) -> bytes:
    """A fresh UUIDv7 (RFC 9562) as 16 bytes; `at_ms` is Unix time in milliseconds."""
    ms = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    tail = bytearray(secrets.token_bytes(10))
    tail[0] = _VERSION_7 | (tail[0] & 0x0F)
    tail[2] = _VARIANT | (tail[2] & 0x3F)
    return ms.to_bytes(6, "big") + bytes(tail)


def derived_id(type_name: str, parts: tuple[object, ...]) -> bytes:
    """The UUIDv8 of the record of `type_name` whose key values are `parts`, always the same.

    The first six bytes are those of the first part when that is itself an id, else zero.
    """
    digest = hashlib.blake2b(digest_size=10, person=b"depter-id")
    digest.update(type_name.encode())
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    tail = bytearray(digest.digest())
    tail[0] = _VERSION_8 | (tail[0] & 0x0F)
    tail[2] = _VARIANT | (tail[2] & 0x3F)
    first = parts[0]
    prefix = first[:6] if isinstance(first, bytes) and len(first) == ID_SIZE else bytes(6)
    return prefix + bytes(tail)
