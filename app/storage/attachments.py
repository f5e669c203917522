"""Attachments: each content once, encrypted in pieces, under a name that tells nothing.

A file's name is a keyed hash of the content's SHA-256, so that nobody without the key can tell
whether a known picture is here.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from app.language import mark
from app.storage.failures import WorkspaceDamaged, not_saved

PIECE = 4 * 1024 * 1024
_NONCE = 24
_TAG = 16


class AttachmentMissing(WorkspaceDamaged):
    """The content has not arrived yet, or its file is gone."""


class Attachments:
    """The contents kept beside the store, by the SHA-256 of what they are."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._seal_key = _subkey(key, b"attachment-seal")
        self._name_key = _subkey(key, b"attachment-name")

    def put(self, content: bytes) -> str:
        """Keep a content; answers its SHA-256. The same content twice is kept once."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, b"".join(self._sealed(content, sha256)))
        except OSError as error:
            raise not_saved(error) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content with this SHA-256; `AttachmentMissing` when it is not here."""
        from nacl.exceptions import CryptoError

        try:
            sealed = self._path(sha256).read_bytes()
        except OSError as error:
            raise AttachmentMissing(mark("The attached file is not on this computer.")) from error
        try:
            content = b"".join(self._opened(sealed, sha256))
        except CryptoError as error:
            raise WorkspaceDamaged(mark("An attached file is damaged.")) from error
        return content

    def has(self, sha256: str) -> bool:
        """Whether the content is here."""
        return self._path(sha256).exists()

    def remove(self, sha256: str) -> None:
        """Forget a content, after nobody may have it any more."""
        self._path(sha256).unlink(missing_ok=True)

    def size(self, sha256: str) -> int:
        """How many bytes the content has, without opening it; 0 when it is not here."""
        try:
            sealed = self._path(sha256).stat().st_size
        except OSError:
            return 0
        pieces = -(-sealed // (PIECE + _NONCE + _TAG))
        return sealed - pieces * (_NONCE + _TAG)

    def _sealed(self, content: bytes, sha256: str) -> Iterator[bytes]:
        from nacl.secret import Aead

        box = Aead(self._seal_key)
        for number, start in enumerate(range(0, max(len(content), 1), PIECE)):
            last = start + PIECE >= len(content)
            yield box.encrypt(content[start : start + PIECE], _place(sha256, number, last=last))

    def _opened(self, sealed: bytes, sha256: str) -> Iterator[bytes]:
        from nacl.secret import Aead

        box = Aead(self._seal_key)
        step = PIECE + _NONCE + _TAG
        for number, start in enumerate(range(0, max(len(sealed), 1), step)):
            last = start + step >= len(sealed)
            yield box.decrypt(sealed[start : start + step], _place(sha256, number, last=last))

    def _path(self, sha256: str) -> Path:
        name = hashlib.blake2b(sha256.encode(), key=self._name_key, digest_size=32).hexdigest()
        return self._folder / name[:2] / name[2:]


def _place(sha256: str, number: int, *, last: bool) -> bytes:
    """What binds a piece to its file, its place in it, and the end."""
    return f"{sha256}:{number}:{int(last)}".encode()


def _subkey(key: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(key=key, person=purpose[:16], digest_size=32).digest()


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    beside = path.with_suffix(".new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
