"""Cards: who somebody is and how to seal a package for them, in a small signed file."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.exchange.files import write_whole
from app.exchange.refusals import CardDamaged, CardTooNew, FileMissing
from app.exchange.signing import (
    Unsound,
    check_signature,
    from_hex,
    public_key,
    read_lines,
    signed,
    strict_json,
)
from app.storage import Identity

CARD_SUFFIX = ".depter-card"
FORMAT = "depter-card"
VERSION = "1.0"
ROLES = ("trainer", "unit", "coordinator")
TEXT_LIMIT = 200
_LATIN = ("bdfghjklmnprstvz", "aiou")
_CYRILLIC = ("бдфгхжклмнпрствз", "аиоу")


@dataclass(frozen=True, kw_only=True)
class Card:
    """A person on a device: what others need to know them by and to seal for them."""

    device: bytes
    key: bytes
    recipient: str
    name: str
    role: str
    territory: str
    created_at: str
    knows: Mapping[bytes, bytes] = field(default_factory=dict)
    """The last stamp of each device up to which this one knows everything."""

    @property
    def key_id(self) -> str:
        """The short name of the recipient key in headers."""
        return key_id(self.recipient)

    @property
    def fingerprint(self) -> str:
        """Six Latin words to compare by telephone."""
        return fingerprint(self.key)


def recipient_of(identity: Identity) -> str:
    """The age recipient others seal for, of this device."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(identity.age_identity).to_public())


def card_of(identity: Identity, name: str, role: str, territory: str, created_at: str = "") -> Card:
    """The public half of a device's keys with who it belongs to."""
    return Card(
        device=identity.device,
        key=public_key(identity.sign_key),
        recipient=recipient_of(identity),
        name=name,
        role=role,
        territory=territory,
        created_at=created_at or now(),
    )


def now() -> str:
    """This moment as cards and packages write it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def key_id(recipient: str) -> str:
    """The short name of an age recipient: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(recipient.encode()).hexdigest()[:16]


def fingerprint(key: bytes, language: str = "en") -> str:
    """Six words of five letters that stand for a key; the same in Cyrillic for ky and ru."""
    digest = hashlib.sha256(FORMAT.encode() + key).digest()[:12]
    letters = _LATIN if language == "en" else _CYRILLIC
    pairs = (int.from_bytes(digest[at : at + 2], "big") for at in range(0, 12, 2))
    return " ".join(_word(pair, *letters) for pair in pairs)


def _word(bits: int, consonants: str, vowels: str) -> str:
    return (
        consonants[bits >> 12] + vowels[bits >> 10 & 3] + consonants[bits >> 6 & 15]
        + vowels[bits >> 4 & 3] + consonants[bits & 15]
    )  # fmt: skip


def card_facts(card: Card) -> dict[str, Any]:
    """The members of a card as JSON has them."""
    facts: dict[str, Any] = {
        "device": card.device.hex(),
        "key": card.key.hex(),
        "recipient": card.recipient,
        "name": card.name,
        "role": card.role,
        "territory": card.territory,
        "created_at": card.created_at,
    }
    if card.knows:
        facts["knows"] = {device.hex(): upto.hex() for device, upto in card.knows.items()}
    return facts


def card_from(facts: Mapping[str, Any]) -> Card:
    """The card its members describe; raises `Unsound`."""
    texts = {name: _text(facts, name) for name in ("name", "role", "territory", "created_at")}
    if texts["role"] not in ROLES:
        raise Unsound("unknown role")
    return Card(
        device=from_hex(facts.get("device"), 8),
        key=from_hex(facts.get("key"), 32),
        recipient=_recipient(facts.get("recipient")),
        knows=vector_from(facts.get("knows", {})),
        **texts,
    )


def _text(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    if not isinstance(value, str) or len(value) > TEXT_LIMIT or "\n" in value:
        raise Unsound(f"{name} is not a short text")
    return value


def _recipient(value: object) -> str:
    from pyrage import RecipientError, x25519

    try:
        return str(x25519.Recipient.from_str(value))
    except (RecipientError, TypeError) as error:
        raise Unsound(f"not an age recipient: {error}") from error


def vector_from(value: object) -> dict[bytes, bytes]:
    """A version vector (device → last stamp) out of JSON; raises `Unsound`."""
    if not isinstance(value, dict):
        raise Unsound("not a version vector")
    return {from_hex(device, 8): from_hex(upto, 16) for device, upto in value.items()}


def card_bytes(card: Card, identity: Identity) -> bytes:
    """The card as a file holds it, signed by its owner."""
    return signed({"format": FORMAT, "version": VERSION} | card_facts(card), identity.sign_key)


def write_card(path: Path, card: Card, identity: Identity) -> None:
    """Write the card to `path`, whole or not at all."""
    write_whole(path, lambda file: file.write(card_bytes(card, identity)))


def read_card(path: Path) -> Card:
    """The card in a file, its signature checked; raises `CardDamaged` or `CardTooNew`."""
    try:
        data = path.read_bytes() if path.stat().st_size <= 64 * 1024 else b""
    except OSError as error:
        raise FileMissing(path.name, str(error)) from error
    return card_in(data, path.name)


def card_in(data: bytes, name: str) -> Card:
    """The card in these bytes (a file's, or what a camera read); `name` is for the message."""
    try:
        line, signature = read_lines(io.BytesIO(data))
        if not line.startswith(b'{"format":"depter-card"') or len(data) != len(line + signature):
            raise Unsound("not a card")
        facts = strict_json(line)
        check_signature(line, signature, from_hex(facts.get("key"), 32))
        if is_newer(facts.get("version"), VERSION):
            raise CardTooNew(name)
        return card_from(facts)
    except Unsound as error:
        raise CardDamaged(name, str(error)) from error


def is_newer(version: object, known: str) -> bool:
    """Whether a format's version has a higher major number than the one known here."""
    major = str(version).partition(".")[0]
    if not major.isascii() or not major.isdigit() or len(major) > 6:
        raise Unsound("no version")
    return int(major) > int(known.partition(".")[0])


def with_knowledge(card: Card, knows: Mapping[bytes, bytes]) -> Card:
    """The card that says how far its owner knows the devices."""
    return replace(card, knows=dict(knows))


def card_qr(data: bytes, scale: int = 4) -> bytes:
    """A PNG of the QR code that holds a card's two lines, `scale` pixels a module."""
    import segno

    image = io.BytesIO()
    segno.make(data, error="l", micro=False).save(image, kind="png", scale=scale, border=4)
    return image.getvalue()
