"""The seal: who wrote what is inside, that it is whole, and that nothing else was put there."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from app.exchange import export, own_card, verify
from app.exchange.cards import key_id, recipient_of
from app.exchange.package import Package
from app.exchange.refusals import PackageDamaged
from app.exchange.relay import Relay
from app.exchange.sealing import Header, Opened
from app.exchange.signing import public_key, signed
from tests.exchange.conftest import Notebooks
from tests.exchange.notebooks import hold_event
from tests.exchange.test_damage import RECEIVER, SENDER, manifest_of, zipped

_PIECE = 65_536
"""What age seals at a time."""


def sealed(content: bytes) -> bytes:
    """Encrypted for RECEIVER, as anybody can who has her card."""
    return pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(recipient_of(RECEIVER))])


def archive(**changes: object) -> bytes:
    return zipped(("datapackage.json", json.dumps(manifest_of(**changes)).encode()))


def written(path: Path, body: bytes, under: bytes | None = None) -> Path:
    """A package of this body, under the header that SENDER signed over it or over another one."""
    signed_over = body if under is None else under
    header = Header(
        device=SENDER.device, signer=public_key(SENDER.sign_key), number=1, previous="",
        recipients=(key_id(recipient_of(RECEIVER)),), size=len(signed_over),
        sha256=hashlib.sha256(signed_over).hexdigest(),
    )  # fmt: skip
    path.write_bytes(signed(header.facts(), SENDER.sign_key) + body)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "a.depter"
    assert list(tmp_path.glob("*.part")) == [], "nothing half-written is left"


def test_a_body_that_is_no_age_file_is_damaged(path: Path) -> None:
    with pytest.raises(PackageDamaged):
        Package(written(path, b"not sealed at all"), RECEIVER)


def test_a_body_that_somebody_else_sealed_for_the_receiver_is_noticed(path: Path) -> None:
    """Only the header says who sealed it: whoever has a card can seal for its owner."""
    own, foreign = sealed(archive(program="0")), b""
    while len(foreign) != len(own):  # age pads by chance
        foreign = sealed(archive(program="1"))
    with Package(written(path, own), RECEIVER) as package:
        assert package.manifest.program == "0"
    with pytest.raises(PackageDamaged):
        Package(written(path, foreign, under=own), RECEIVER)


def test_a_sealed_stream_that_breaks_off_hands_out_nothing(path: Path) -> None:
    """Decrypted from the front it gives out whole pieces before it comes to where it ends."""
    body = sealed(archive() + bytes(3 * _PIECE))[: -(_PIECE + 100)]
    with Opened(written(path, body)) as opened, pytest.raises(PackageDamaged):
        opened.decrypt(RECEIVER)


def test_whoever_carries_what_they_cannot_read_notices_every_changed_byte_of_it(
    notebook: Notebooks, path: Path, tmp_path: Path
) -> None:
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг", people=1)
    export(trainer, [own_card(unit)], path)
    data, relay = path.read_bytes(), Relay(tmp_path / "relay")
    body = json.loads(data.split(b"\n")[0])["size"]
    for at in range(len(data) - body, len(data), 61):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(PackageDamaged):
            verify(path)
        assert not relay.add(path), "and it is not carried on"
    path.write_bytes(data)
    assert relay.add(path)
    assert relay.has(path.name)
