"""Ids of relations, worked out for a whole table at once, as `derived_id` does for one."""

import hashlib
from collections.abc import Sequence

from app.model import Stored
from app.model.ids import ID_SIZE

_VERSIONS = [bytes([0x80 | byte & 0x0F]) for byte in range(256)]
_VARIANTS = [bytes([0x80 | byte & 0x3F]) for byte in range(256)]
_ID_LENGTH = ID_SIZE.to_bytes(4, "big")


class _Parts(dict[Stored, bytes]):
    """The hashed form of each value that is no id, worked out once: days and codes come often."""

    def __missing__(self, value: Stored) -> bytes:
        data = value if isinstance(value, bytes) else str(value).encode()
        self[value] = form = len(data).to_bytes(4, "big") + data
        return form


def derived_ids(type_name: str, key: Sequence[Sequence[Stored]]) -> list[bytes]:
    """The ids of records of `type_name` whose key values are these columns, one field each."""
    base = hashlib.blake2b(type_name.encode(), digest_size=10, person=b"depter-id")
    firsts = key[0]
    prefixes = [
        first[:6] if isinstance(first, bytes) and len(first) == ID_SIZE else bytes(6)
        for first in firsts
    ]
    forms = [_forms(column) for column in key]
    texts = map(b"".join, zip(*forms, strict=True))
    return [_tail(base, prefix, text) for prefix, text in zip(prefixes, texts, strict=True)]


def _forms(column: Sequence[Stored]) -> list[bytes]:
    if all(isinstance(value, bytes) and len(value) == ID_SIZE for value in column):
        return [_ID_LENGTH + value for value in column]  # type: ignore[operator]
    parts = _Parts()
    return [parts[value] for value in column]


def _tail(base: "hashlib.blake2b", prefix: bytes, text: bytes) -> bytes:
    digest = base.copy()
    digest.update(text)
    tail = digest.digest()
    return prefix + _VERSIONS[tail[0]] + tail[1:2] + _VARIANTS[tail[2]] + tail[3:]
