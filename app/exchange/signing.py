"""Signed lines: a line of JSON and the Ed25519 signature over it, head of packages and cards."""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO, NoReturn

LINE_LIMIT = 16 * 1024
SIGNATURE_DIGITS = 128


class Unsound(Exception):
    """Bytes that are not what the format says they are; never leaves the room."""


def strict_json(data: bytes) -> dict[str, Any]:
    """One JSON object, without doubled members, NaN or NUL; raises `Unsound`."""
    try:
        value = json.loads(data, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Unsound(f"JSON: {error}") from error
    if not isinstance(value, dict):
        raise Unsound("JSON: not an object")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member comes twice")
    if any("\0" in text for pair in pairs for text in pair if isinstance(text, str)):
        raise ValueError("a text holds NUL")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def plain_json(value: Mapping[str, Any]) -> bytes:
    """JSON as it is signed: UTF-8, no spaces, members in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def signed(head: Mapping[str, Any], seed: bytes) -> bytes:
    """The two lines: `head` as JSON, and its signature by the 32-byte Ed25519 seed."""
    from nacl.signing import SigningKey

    line = plain_json(head) + b"\n"
    return line + SigningKey(seed).sign(line).signature.hex().encode() + b"\n"


def read_lines(file: BinaryIO) -> tuple[bytes, bytes]:
    """The two lines at the start of a file, without checking anything but their length."""
    line = file.readline(LINE_LIMIT)
    signature = file.readline(SIGNATURE_DIGITS + 1)
    return line, signature


def check_signature(line: bytes, signature: bytes, key: bytes) -> None:
    """Raise `Unsound` unless `key` signed exactly this line."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    if len(signature) != SIGNATURE_DIGITS + 1 or not line.endswith(b"\n"):
        raise Unsound("the signed lines are cut")
    if not signature.endswith(b"\n"):
        raise Unsound("the signature is too long")
    try:
        VerifyKey(key).verify(line, from_hex(signature[:-1].decode("latin-1"), 64))
    except (CryptoError, ValueError) as error:
        raise Unsound(f"the signature does not fit: {error}") from error


def public_key(seed: bytes) -> bytes:
    """The Ed25519 public key of a seed."""
    from nacl.signing import SigningKey

    return bytes(SigningKey(seed).verify_key)


def from_hex(text: object, size: int) -> bytes:
    """Exactly `size` bytes from lower-case hex; raises `Unsound` for anything else."""
    if not isinstance(text, str) or len(text) != 2 * size or set(text) - set("0123456789abcdef"):
        raise Unsound(f"not {size} bytes in hex")
    return bytes.fromhex(text)
