"""Sealing: the outside of a package. Signed by one, readable by those it is for and nobody else."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from app.exchange.cards import is_newer, key_id, recipient_of
from app.exchange.refusals import (
    FileMissing,
    PackageDamaged,
    PackageForeign,
    PackageNotForYou,
    PackageTooNew,
)
from app.exchange.signing import (
    Unsound,
    check_signature,
    from_hex,
    plain_json,
    public_key,
    read_lines,
    signed,
    strict_json,
)
from app.storage import Identity

FORMAT = "depter-package"
VERSION = "1.1"
PLAIN_VERSION = "1.0"
"""The version that says all there is to say while no content comes later."""
FILE_LIMIT = 2 * 1024**3
RECIPIENT_LIMIT = 200
MEMORY_LIMIT = 48 * 1024**2
"""What a sealed or opened body may take in memory before it goes to an unnamed file on disk."""
_BLOCK = 1024 * 1024
_START = b'{"format":"depter-package"'


@dataclass(frozen=True, kw_only=True)
class Header:
    """What everybody may know of a package."""

    device: bytes
    signer: bytes
    number: int
    previous: str
    recipients: tuple[str, ...]
    size: int
    sha256: str
    version: str = PLAIN_VERSION

    def facts(self) -> dict[str, Any]:
        """The header as JSON has it, in the order of the format."""
        return {
            "format": FORMAT,
            "version": self.version,
            "signer": self.signer.hex(),
            "device": self.device.hex(),
            "number": self.number,
            "previous": self.previous,
            "recipients": list(self.recipients),
            "size": self.size,
            "sha256": self.sha256,
        }

    @property
    def hash(self) -> str:
        """The name of this package: SHA-256 of its first line; the next one is chained to it."""
        return hashlib.sha256(plain_json(self.facts()) + b"\n").hexdigest()

    @property
    def file_name(self) -> str:
        """What the file is called when nobody says otherwise."""
        return f"{self.device.hex()}-{self.number:04d}-{self.sha256[:16]}.depter"


@dataclass(frozen=True)
class Sealed:
    """A sealed body that waits to be written under its header."""

    header: Header
    lines: bytes
    body: BinaryIO

    def write(self, file: BinaryIO) -> None:
        """Write header, signature and body."""
        file.write(self.lines)
        self.body.seek(0)
        while block := self.body.read(_BLOCK):
            file.write(block)

    @property
    def size(self) -> int:
        """The length of the whole file."""
        return len(self.lines) + self.header.size


def unnamed_file(folder: Path | None = None) -> BinaryIO:
    """A place for bytes that vanishes by itself: memory, beyond its limit an unnamed file."""
    return cast(
        "BinaryIO", tempfile.SpooledTemporaryFile(MEMORY_LIMIT, dir=str(folder) if folder else None)
    )


def seal(
    plain: BinaryIO,
    identity: Identity,
    recipients: Iterable[str],
    *,
    number: int,
    previous: str,
    version: str = PLAIN_VERSION,
    folder: Path | None = None,
) -> Sealed:
    """Encrypt `plain` for these age recipients and for oneself, and sign it."""
    import pyrage
    from pyrage import x25519

    everyone = list(dict.fromkeys([recipient_of(identity), *recipients]))
    body = unnamed_file(folder)
    plain.seek(0)
    try:
        pyrage.encrypt_io(plain, body, [x25519.Recipient.from_str(each) for each in everyone])
        size, sha256 = _measure(body)
    except BaseException:
        body.close()
        raise
    header = Header(
        device=identity.device,
        signer=public_key(identity.sign_key),
        number=number,
        previous=previous,
        recipients=tuple(key_id(each) for each in everyone),
        size=size,
        sha256=sha256,
        version=version,
    )
    return Sealed(header, signed(header.facts(), identity.sign_key), body)


def _measure(file: BinaryIO) -> tuple[int, str]:
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while block := file.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


class Opened(AbstractContextManager["Opened"]):
    """A package file whose signature, length and hash are good. `decrypt` hands out its inside."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise FileMissing(self.name, str(error)) from error
        try:
            self.header = self._checked()
        except BaseException:
            self._file.close()
            raise

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _checked(self) -> Header:
        try:
            length = os.fstat(self._file.fileno()).st_size
            line, signature = read_lines(self._file)
            if not line.startswith(_START):
                raise PackageForeign(self.name)
            header = self._header(line, signature, length)
            self._check_body(header)
        except Unsound as error:
            raise PackageDamaged(self.name, str(error)) from error
        except OSError as error:
            raise FileMissing(self.name, str(error)) from error
        return header

    def _header(self, line: bytes, signature: bytes, length: int) -> Header:
        facts = strict_json(line)
        check_signature(line, signature, from_hex(facts.get("signer"), 32))
        if is_newer(facts.get("version"), VERSION):
            raise PackageTooNew(self.name)
        header = _header_from(facts)
        if length > FILE_LIMIT or length != len(line) + len(signature) + header.size:
            raise Unsound("the body has another length")
        self.hash = hashlib.sha256(line).hexdigest()
        return header

    def _check_body(self, header: Header) -> None:
        digest = hashlib.sha256()
        while block := self._file.read(_BLOCK):
            digest.update(block)
        if digest.hexdigest() != header.sha256:
            raise Unsound("the body has another hash")

    def decrypt(self, identity: Identity, folder: Path | None = None) -> BinaryIO:
        """The inside, decrypted to its end before a byte of it is handed out."""
        import pyrage

        keys = [
            key
            for key in map(
                pyrage.x25519.Identity.from_str, (identity.age_identity, *identity.former)
            )
            if key_id(str(key.to_public())) in self.header.recipients
        ]
        if not keys:
            raise PackageNotForYou(self.name)
        plain = unnamed_file(folder)
        self._file.seek(-self.header.size, os.SEEK_END)
        try:
            pyrage.decrypt_io(self._file, plain, keys)
        except (pyrage.DecryptError, OSError, ValueError) as error:
            plain.close()
            raise PackageDamaged(self.name, f"does not decrypt: {error}") from error
        plain.seek(0)
        return plain


def _header_from(facts: dict[str, Any]) -> Header:
    number, size, recipients = (facts.get(name) for name in ("number", "size", "recipients"))
    if not _counts(number) or not _counts(size):
        raise Unsound("header: no count")
    if not isinstance(recipients, list) or not 0 < len(recipients) <= RECIPIENT_LIMIT:
        raise Unsound("header: recipients")
    return Header(
        device=from_hex(facts.get("device"), 8),
        signer=from_hex(facts.get("signer"), 32),
        number=cast("int", number),
        previous=_previous(facts.get("previous")),
        recipients=tuple(from_hex(each, 8).hex() for each in recipients),
        size=cast("int", size),
        sha256=from_hex(facts.get("sha256"), 32).hex(),
        version=str(facts["version"]),
    )  # fmt: skip


def _previous(value: object) -> str:
    return "" if value == "" else from_hex(value, 32).hex()


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53
